// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"
#include "threewfiles.h"

#include "files/inspect.h"
#include "files/threew/zipstream_p.h"

#include "support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::files::threew;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

constexpr Form v2 {Version::V2, false};
constexpr Form v2Zipped {Version::V2, true};
constexpr Form v5 {Version::V5, false};

const QByteArray header = "; filename = a.3w\n; machine = dvTEST\n";

QByteArray text(int layers = 20)
{
    return header + moves().repeated(layers);
}

EncodeOptions options(Form form = v2)
{
    return {.fileId = u"dvTEST"_s, .form = form, .name = {}};
}

QByteArray zipOf(const QByteArray &bytes)
{
    ZipWriter writer;
    const QByteArray packed = writer.add(bytes);
    return packed + writer.finish();
}

QByteArray pieces(const QByteArray &zip)
{
    QByteArray body;
    for (qsizetype at = 0; at < zip.size(); at += 0x2000)
        body += pieceCipher(padded(zip.mid(at, 0x2000)), true);
    return body;
}

QByteArray goodFile(Form form, int layers = 20)
{
    const QByteArray gcode = text(layers);
    return threewOf(form, header,
                    form.zipped ? pieces(zipOf(gcode)) : bodyCipher(padded(gcode), true));
}

// The checksum made right again.
QByteArray mended(QByteArray bytes)
{
    putNumber(bytes, bytes[13] == 2 ? 4716 : 4724, crcOf(QByteArrayView(bytes).sliced(8192)));
    return bytes;
}

} // namespace

// Files that are no .3w, or no longer.
class tst_ThreewHostile : public QObject
{
    Q_OBJECT

private:
    const ThreewFiles m_files;

    // Says which kind; nothing was written.
    Error::Kind encodeKind(const QByteArray &gcode, const EncodeOptions &how = options()) const
    {
        const auto done
            = encode(m_files.write(u"bad.gcode"_s, gcode), m_files.path(u"bad.3w"_s), how);
        if (done || QFileInfo::exists(m_files.path(u"bad.3w"_s)))
            return Error::Kind::Internal;
        return done.error().message.isEmpty() ? Error::Kind::Internal : done.error().kind;
    }

private Q_SLOTS:
    void F10_badContainers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word"); // of the sentence
        QTest::newRow("empty") << QByteArray() << u"empty"_s;
        QTest::newRow("no .3w") << QByteArray(20'000, 'x') << u"no .3w"_s;
        QTest::newRow("magic alone") << QByteArray("3DPFNKG13WTW") << u"before its G-code"_s;
        QTest::newRow("head alone") << goodFile(v2).first(8192) << u"before its G-code"_s;
        for (const Form &form : {v2, v2Zipped, v5}) {
            const QByteArray good = goodFile(form);
            const auto row = [&](const char *what, const QByteArray &bytes, const QString &word) {
                QTest::addRow("%s, v%d%s", what, int(form.version), form.zipped ? " zipped" : "")
                    << bytes << word;
            };
            row("wrong magic", QByteArray(good).replace(3, 1, "X"), u"no .3w"_s);
            row("version 3", QByteArray(good).replace(13, 1, "\3"), u"does not know"_s);
            row("wrong tag", QByteArray(good).replace(4704, 8, "TagXXXXX"), u"head"_s);
            row("wrong CRC",
                QByteArray(good).replace(form.version == Version::V2 ? 4717 : 4725, 1, "!"),
                u"checksum"_s);
            row("cut in the body", good.chopped(100), QString());
            row("cut at a block", good.chopped(160), QString());
            row("a byte flipped", QByteArray(good).replace(good.size() - 40, 1, "~"), QString());
            QByteArray far = good;
            putNumber(far, 16, 0xFFFFFFF0);
            row("tag far off", far, u"head"_s);
            QByteArray farHead = good;
            putNumber(farHead, form.version == Version::V2 ? 4712 : 4716, 0xFFFFFFF0);
            row("head far off", farHead, u"head"_s);
            row("another key", mended(good.first(8192) + QByteArray(good.size() - 8192, 'k')),
                QString());
        }
        QByteArray longHead = goodFile(v5);
        putNumber(longHead, 4712, 5000);
        QTest::newRow("header longer than its room") << longHead << u"head"_s;
        QTest::newRow("not a block, right CRC")
            << mended(goodFile(v2).chopped(5)) << u"not whole"_s;
        QTest::newRow("no G-code, right CRC")
            << threewOf(v2, header, bodyCipher(padded("hello world\n"), true)) << u"no G-code"_s;
        QTest::newRow("header with another key")
            << goodFile(v2).replace(4784, 64, QByteArray(64, 'h')) << u"another key"_s;
    }

    void F10_badContainers()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        const Error error = m_files.refused(bytes);
        QCOMPARE(error.kind, Error::Kind::BadFile);
        QVERIFY2(error.message.contains(word), qPrintable(error.message));
        QVERIFY(error.message.contains(u"given.3w"_s));
        // What was there before stays as it was, and nothing is left beside it.
        m_files.write(u"back.gcode"_s, "before");
        const QStringList names = m_files.names();
        QVERIFY(!decode(m_files.path(u"given.3w"_s), m_files.path(u"back.gcode"_s)));
        QVERIFY(!rewrap(m_files.path(u"given.3w"_s), m_files.path(u"back.gcode"_s), options()));
        QCOMPARE(m_files.read(u"back.gcode"_s), QByteArray("before"));
        QCOMPARE(m_files.names(), names);
        QFile::remove(m_files.path(u"back.gcode"_s));
    }

    void F10_badArchives_data()
    {
        QTest::addColumn<QByteArray>("zip");
        const QByteArray good = zipOf(text());
        const qsizetype list = good.indexOf("PK\1\2");
        QTest::newRow("no zip") << QByteArray(5000, 'z');
        QTest::newRow("cut in the packed file") << good.first(150);
        QTest::newRow("cut before the list") << good.first(list);
        QTest::newRow("cut in the list") << good.first(list + 20);
        QTest::newRow("no end") << good.chopped(22);
        QTest::newRow("two files") << good.first(list) + good;
        QTest::newRow("two entries") << QByteArray(good).insert(list, good.mid(list, 58));
        QTest::newRow("wrong CRC") << QByteArray(good).replace(list + 16, 1, "!");
        QTest::newRow("wrong length") << QByteArray(good).replace(list + 24, 1, "!");
        QTest::newRow("wrong packed length") << QByteArray(good).replace(list + 20, 1, "!");
        QTest::newRow("stored") << QByteArray(good).replace(8, 1, QByteArray(1, '\0'));
        QTest::newRow("locked") << QByteArray(good).replace(6, 1, "\x09");
        QTest::newRow("flipped bits") << QByteArray(good).replace(60, 2, "\xff\xff");
        QTest::newRow("much behind it")
            << good.first(list) + QByteArray(300'000, 'x') + good.sliced(list);
    }

    void F10_badArchives()
    {
        QFETCH(QByteArray, zip);
        const Error error = m_files.refused(threewOf(v2Zipped, header, pieces(zip)));
        QCOMPARE(error.kind, Error::Kind::BadFile);
        QVERIFY(!error.message.isEmpty());
    }

    // 513 MB of blanks in half a megabyte.
    void F10_overLongZip()
    {
        ZipWriter writer;
        QByteArray zip = writer.add(text());
        const QByteArray blanks = QByteArray(1023, ' ') + '\n';
        const QByteArray megabyte = blanks.repeated(1024);
        for (int i = 0; i < 513; ++i)
            zip += writer.add(megabyte);
        zip += writer.finish();
        QVERIFY(zip.size() < 4'000'000);
        const Error error = m_files.refused(threewOf(v2Zipped, header, pieces(zip)));
        QCOMPARE(error.kind, Error::Kind::BadFile);
        QVERIFY2(error.message.contains(u"longer than any print"_s), qPrintable(error.message));
    }

    void F10_everyPrefix()
    {
        for (const Form &form : {v2, v2Zipped, v5}) {
            const QByteArray good = goodFile(form, 3);
            for (qsizetype length = 8192; length < good.size(); ++length)
                QCOMPARE(m_files.refused(good.first(length)).kind, Error::Kind::BadFile);
            for (qsizetype length = 12; length < 8192; length += 97)
                QCOMPARE(m_files.refused(good.first(length)).kind, Error::Kind::BadFile);
        }
    }

    void F10_bytesFlipped()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 500; ++round) {
            QByteArray bytes = goodFile(round % 3 == 0 ? v2 : round % 3 == 1 ? v2Zipped : v5);
            for (int i = 0; i < 3; ++i)
                bytes[random.bounded(round % 2 == 0 ? 64 : bytes.size())]
                    = char(random.bounded(256));
            if (round % 4 == 0 && (bytes[13] == 2 || bytes[13] == 5))
                bytes = mended(bytes);
            const auto done
                = decode(m_files.write(u"given.3w"_s, bytes), m_files.path(u"back.gcode"_s));
            if (!done)
                QCOMPARE(done.error().kind, Error::Kind::BadFile);
            const auto facts = inspect(m_files.path(u"given.3w"_s));
            if (!facts)
                QCOMPARE(facts.error().kind, Error::Kind::BadFile);
        }
    }

    void F10_whatInspectSays()
    {
        for (const Form &form : {v2, v2Zipped, v5}) {
            const QByteArray good = goodFile(form);
            QCOMPARE(inspectText(good, u"a.3w"_s)->damage, QString());
            for (const QByteArray &bad :
                 {good.first(12), good.first(8191), good.first(8192), good.chopped(1),
                  QByteArray(good).replace(4704, 8, "TagXXXXX")}) {
                const auto facts = inspectText(bad, u"a.3w"_s);
                QVERIFY(facts);
                QCOMPARE(facts->type, FileType::ThreeW);
                QVERIFY(!facts->damage.isEmpty());
            }
        }
        // A body that nobody encrypted has any length.
        QCOMPARE(inspectText(threewOf(v2, header, text().chopped(3)), u"a.3w"_s)->damage,
                 QString());
    }

    void wrongGcode_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no G-code") << QByteArray("Dear Sir or Madam,\n");
        QTest::newRow("zeros") << QByteArray(100'000, '\0');
        QTest::newRow("a .3w") << goodFile(v2);
        QTest::newRow("a .gx") << gxFile({}, {}, moves());
        QTest::newRow("cut in a picture") << QByteArray(
            "; generated by PrusaSlicer 2.9.0\n" + thumbnailBlock(picture(64, 64)).chopped(30));
        QTest::newRow("for a mill") << QByteArray("G21\nG90\nG28\nG1 Z-1 F100\nG1 X10 Y10\n");
        QTest::newRow("a hole") << QByteArray(moves() + QByteArray(9000, '\0') + moves());
        QTest::newRow("an endless command") << QByteArray(moves() + QByteArray(9000, 'G') + '\n');
    }

    void wrongGcode()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(encodeKind(bytes), Error::Kind::BadFile);
        QVERIFY(!m_files.names().contains(u"bad.3w"_s));
    }

    void wrongUse()
    {
        const QString path = m_files.write(u"good.gcode"_s, moves());
        QCOMPARE(encodeKind(moves(), {.fileId = {}, .form = v2, .name = {}}),
                 Error::Kind::WrongUse);
        QCOMPARE(encodeKind(moves(), {.fileId = u"a\nb"_s, .form = v2, .name = {}}),
                 Error::Kind::WrongUse);
        QCOMPARE(encodeKind(moves(), {.fileId = u"dv"_s, .form = {Version::V5, true}, .name = {}}),
                 Error::Kind::WrongUse);
        QCOMPARE(encode(path, path, options()).error().kind, Error::Kind::WrongUse);
        QFile::link(path, m_files.path(u"link.gcode"_s));
        QCOMPARE(encode(path, m_files.path(u"link.gcode"_s), options()).error().kind,
                 Error::Kind::WrongUse);
        QCOMPARE(m_files.read(u"good.gcode"_s), moves());
        const QString threew = m_files.write(u"good.3w"_s, goodFile(v2));
        QCOMPARE(decode(threew, threew).error().kind, Error::Kind::WrongUse);
        QCOMPARE(rewrap(threew, threew, options()).error().kind, Error::Kind::WrongUse);
        QCOMPARE(m_files.read(u"good.3w"_s), goodFile(v2));
    }

    void placesThatCannotBeWritten()
    {
        const QString path = m_files.write(u"good.gcode"_s, moves());
        for (const QString &out : {m_files.path(u"no/such/folder.3w"_s), m_files.path({}),
                                   m_files.path(QString(256, u'n'))}) {
            const auto done = encode(path, out, options());
            QVERIFY(!done);
            QCOMPARE(done.error().kind, Error::Kind::BadFile);
            QVERIFY(done.error().message.contains(u"written"_s));
        }
        QVERIFY(!encode(m_files.path(u"absent.gcode"_s), m_files.path(u"x.3w"_s), options()));
        QVERIFY(!decode(m_files.path({}), m_files.path(u"x.gcode"_s)));
        QVERIFY(!readHead(m_files.path(u"absent.3w"_s)));
    }

    void oddNames()
    {
        const QString longName = QString(249, u'n') + u".gcode"_s; // 255 bytes
        for (const QString &name : {u"🚀 Größe 'x'.gcode"_s, longName}) {
            const QString path = m_files.write(name, moves());
            QVERIFY(encode(path, m_files.path(u"odd.3w"_s), options(v5)));
            QVERIFY(decode(m_files.path(u"odd.3w"_s), m_files.path(u"odd.gcode"_s)));
            QVERIFY(m_files.read(u"odd.gcode"_s).endsWith(moves()));
            QVERIFY(readHead(m_files.path(u"odd.3w"_s))->name.size() <= 60);
            QFile::remove(path);
        }
    }

    void threeGigabytesOfNothing()
    {
        constexpr qint64 huge = 3LL * 1024 * 1024 * 1024;
        const QString path = m_files.write(u"huge.3w"_s, goodFile(v2));
        const QString gcode = m_files.write(u"huge.gcode"_s, moves());
        if (!QFile::resize(path, huge) || !QFile::resize(gcode, huge))
            QSKIP("the file system keeps no holes");
        QElapsedTimer clock;
        clock.start();
        // The body is good for a while, then zeros.
        QCOMPARE(encode(gcode, m_files.path(u"x.3w"_s), options()).error().kind,
                 Error::Kind::BadFile);
        QVERIFY(clock.elapsed() < 5000);
        int calls = 0;
        const auto stopped = decode(path, m_files.path(u"x.gcode"_s), [&](qint64, qint64 total) {
            return ++calls < 50 && total == huge;
        });
        QVERIFY(!stopped);
        // Noise without an end is no G-code either; whoever comes first stops it.
        QVERIFY(stopped.error().kind == Error::Kind::Canceled
                || stopped.error().kind == Error::Kind::BadFile);
        QVERIFY(calls <= 50);
        QVERIFY(!QFileInfo::exists(m_files.path(u"x.3w"_s)));
        QVERIFY(!QFileInfo::exists(m_files.path(u"x.gcode"_s)));
        QFile::remove(path);
        QFile::remove(gcode);
    }

    void progressAndStop()
    {
        const QByteArray gcode = moves().repeated(30'000);
        const QString path = m_files.write(u"long.gcode"_s, gcode);
        QList<qint64> seen;
        const auto watch = [&](qint64 done, qint64 total) {
            if (total != gcode.size())
                return false;
            seen.append(done);
            return true;
        };
        QVERIFY(encode(path, m_files.path(u"long.3w"_s), options(), watch));
        QVERIFY(seen.size() > 4);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(seen.constLast() > gcode.size() / 2, true);

        for (int stopAt = 1; stopAt <= seen.size(); ++stopAt) {
            int calls = 0;
            const auto stop = [&](qint64, qint64) { return ++calls < stopAt; };
            const auto done = encode(path, m_files.path(u"stopped.3w"_s), options(), stop);
            QVERIFY(!done);
            QCOMPARE(done.error().kind, Error::Kind::Canceled);
        }
        QVERIFY(!m_files.names().contains(u"stopped.3w"_s));
        const auto stop = [](qint64, qint64) { return false; };
        QCOMPARE(
            decode(m_files.path(u"long.3w"_s), m_files.path(u"stopped.gcode"_s), stop).error().kind,
            Error::Kind::Canceled);
        QVERIFY(!m_files.names().contains(u"stopped.gcode"_s));
    }

    // The same given, the same made: a library by content finds it again.
    void sameGivenSameMade()
    {
        for (const Form &form : {v2, v2Zipped, v5})
            QCOMPARE(m_files.encoded(moves(), options(form)),
                     m_files.encoded(moves(), options(form)));
    }
};

FLOTILLA_TEST(tst_ThreewHostile)
#include "tst_threewhostile.moc"
