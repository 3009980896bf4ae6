// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonframer.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::xyzprinting;
using namespace Qt::StringLiterals;

class tst_JsonFramer : public QObject
{
    Q_OBJECT

private:
    // Everything that comes out when the stream comes in pieces of `piece` bytes.
    static QByteArrayList objects(const QByteArray &stream, qsizetype piece)
    {
        JsonFramer framer;
        QByteArrayList found;
        for (qsizetype at = 0; at < stream.size(); at += piece) {
            framer.append(QByteArrayView(stream).sliced(at, qMin(piece, stream.size() - at)));
            for (;;) {
                const auto object = framer.nextObject();
                if (!object) {
                    found << "failed";
                    return found;
                }
                if (!*object)
                    break;
                found << **object;
            }
        }
        return found;
    }

private Q_SLOTS:
    void J1_endsAtTheClosingBrace_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QByteArrayList>("found");
        const QByteArray one("{\"result\":0}");
        const QByteArray nested("{\"a\":{\"b\":[{},{}]},\"c\":\"\"}");
        const QByteArray braces("{\"n\":\"a}b{{\"}");
        const QByteArray quotes("{\"n\":\"\\\"}\\\\\"}");
        QTest::newRow("no line end") << one << QByteArrayList {one};
        QTest::newRow("nested") << nested << QByteArrayList {nested};
        QTest::newRow("braces in a string") << braces << QByteArrayList {braces};
        QTest::newRow("escaped quotes and backslashes") << quotes << QByteArrayList {quotes};
        QTest::newRow("two in one segment") << one + braces << QByteArrayList {one, braces};
        QTest::newRow("blanks between") << one + "\r\n \t" + one << QByteArrayList {one, one};
        QTest::newRow("unfinished") << one.chopped(1) << QByteArrayList {};
        QTest::newRow("nothing but blanks") << QByteArray("\n\n") << QByteArrayList {};
    }
    void J1_endsAtTheClosingBrace()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QByteArrayList, found);
        for (qsizetype piece = 1; piece <= stream.size(); ++piece)
            QCOMPARE(objects(stream, piece), found);
    }

    void whatIsNoObjectEndsTheStream_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::newRow("text") << QByteArray("ok\n$\n");
        QTest::newRow("an array") << QByteArray("[1]");
        QTest::newRow("a stray brace") << QByteArray("}");
        QTest::newRow("a NUL") << QByteArray("\0{}", 3);
    }
    void whatIsNoObjectEndsTheStream()
    {
        QFETCH(QByteArray, stream);
        JsonFramer framer;
        framer.append(stream);
        QCOMPARE(framer.nextObject().error().kind, Error::Kind::BadReply);
        framer.append("{}");
        QVERIFY(!framer.nextObject());
        framer.reset();
        framer.append("{}");
        QCOMPARE(**framer.nextObject(), QByteArray("{}"));
    }

    void S2_anObjectHasACeiling()
    {
        const auto ofSize = [](qsizetype bytes) -> QByteArray {
            return "{\"a\":\"" + QByteArray(bytes - 8, 'x') + "\"}";
        };
        JsonFramer framer;
        framer.append(ofSize(JsonFramer::maxObjectBytes));
        QVERIFY(framer.nextObject()->has_value());
        framer.append(ofSize(JsonFramer::maxObjectBytes + 1));
        QVERIFY(!framer.nextObject());
        framer.reset();
        framer.append(ofSize(70'000).chopped(2)); // one that never ends
        QVERIFY(!framer.nextObject());
    }

    void J1_bracesInAPictureDoNoHarm()
    {
        static constexpr char bytes[] = "\xff\xd8{\"}}{\\\0<EOF>\xff\xd9";
        const QByteArray picture(bytes, sizeof bytes - 1);
        QCOMPARE(picture.size(), 16);
        const QByteArray first("{\"length\":16}");
        const QByteArray last("{\"message\":\"SEND_FINISH\"}");
        const QByteArray stream = first + picture + last;
        for (qsizetype piece = 1; piece <= stream.size(); ++piece) {
            JsonFramer framer;
            QByteArrayList found;
            bool taken = false;
            for (qsizetype at = 0; at < stream.size(); at += piece) {
                framer.append(QByteArrayView(stream).sliced(at, qMin(piece, stream.size() - at)));
                for (auto object = framer.nextObject(); *object; object = framer.nextObject()) {
                    found << **object;
                    if (found.size() == 1)
                        QVERIFY(framer.expectRaw(picture.size()));
                }
                if (const auto raw = framer.takeRaw()) {
                    QCOMPARE(*raw, picture);
                    taken = true;
                    if (const auto object = framer.nextObject(); *object)
                        found << **object;
                }
            }
            QVERIFY(taken);
            QCOMPARE(found, (QByteArrayList {first, last}));
            QVERIFY(!framer.holdsPart());
        }
    }

    void picturesHaveACeiling()
    {
        for (const qint64 bytes : {qint64(0), qint64(-1), JsonFramer::maxRawBytes + 1LL,
                                   std::numeric_limits<qint64>::max()}) {
            JsonFramer framer;
            QVERIFY(!framer.expectRaw(bytes));
        }
        JsonFramer framer;
        QVERIFY(framer.expectRaw(JsonFramer::maxRawBytes));
        framer.append(QByteArray(JsonFramer::maxRawBytes - 1, 'x'));
        QVERIFY(!framer.takeRaw());
        framer.append("xy");
        QCOMPARE(framer.takeRaw()->size(), JsonFramer::maxRawBytes);
        QVERIFY(framer.holdsPart());
    }
};

FLOTILLA_TEST(tst_JsonFramer)
#include "tst_jsonframer.moc"
