// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "drivers/flashforge/tcpbinary.h"
#include "support/testmain.h"

#include <QtEndian>

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;

class tst_TcpBinary : public QObject
{
    Q_OBJECT

    static QByteArray word(quint32 value)
    {
        QByteArray bytes(4, '\0');
        qToBigEndian(value, bytes.data());
        return bytes;
    }

    static QByteArray list(const QByteArrayList &paths)
    {
        QByteArray bytes = QByteArray("\x44\xaa\xaa\x44") + word(quint32(paths.size()));
        for (const QByteArray &path : paths)
            bytes += QByteArray("\x3a\x3a\xa3\xa3") + word(quint32(path.size())) + path;
        return bytes;
    }

    static QByteArray png() { return QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(100, 'p'); }
    static QByteArray bmp()
    {
        return QByteArray("BM\x36\0\0\0\0\0\0\0\x36\0\0\0", 14) + QByteArray(100, 'b');
    }

private Q_SLOTS:
    void T9_fileList_data()
    {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 3, 5, 100'000})
            QTest::addRow("%d bytes", piece) << piece;
    }
    void T9_fileList()
    {
        QFETCH(int, piece);
        const QByteArray bytes
            = "\r\n" + list({"/data/Box.gx", "/data/W\xc3\xbcrfel 2.gx", "bare"});
        FileListParser parser;
        BinaryStatus status = BinaryStatus::Incomplete;
        for (qsizetype i = 0; i < bytes.size(); i += piece) {
            QCOMPARE(status, BinaryStatus::Incomplete);
            status = parser.feed(
                QByteArrayView(bytes).sliced(i, qMin(qsizetype(piece), bytes.size() - i)));
        }
        QCOMPARE(status, BinaryStatus::Complete);
        QCOMPARE(parser.files(),
                 (QList<ListedFile> {{u"/data/Box.gx"_s, u"Box.gx"_s},
                                     {u"/data/Würfel 2.gx"_s, u"Würfel 2.gx"_s},
                                     {u"bare"_s, u"bare"_s}}));
    }

    void T9_emptyList()
    {
        FileListParser parser;
        QCOMPARE(parser.feed(list({})), BinaryStatus::Complete);
        QVERIFY(parser.files().isEmpty());
    }

    void T9_badListsAreErrors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray tag("\x44\xaa\xaa\x44");
        QTest::newRow("wrong tag") << QByteArray("\x44\xaa\xaa\x45") + word(1);
        QTest::newRow("wrong first byte") << QByteArray("x");
        QTest::newRow("blanks only") << QByteArray(17, '\n');
        QTest::newRow("wrong entry tag") << tag + word(1) + QByteArray("\x3a\x3a\xa3\xa4");
        QTest::newRow("too many") << tag + word(65537);
        QTest::newRow("far too many") << tag + word(0xffffffff);
        QTest::newRow("name too long")
            << tag + word(1) + QByteArray("\x3a\x3a\xa3\xa3") + word(1024 * 1024 + 1);
        QTest::newRow("name far too long")
            << tag + word(1) + QByteArray("\x3a\x3a\xa3\xa3") + word(0xffffffff);
        QTest::newRow("second entry") << list({"/data/a"}).replace(7, 1, "\x02") + "x";
    }
    void T9_badListsAreErrors()
    {
        QFETCH(QByteArray, bytes);
        FileListParser parser;
        QCOMPARE(parser.feed(bytes), BinaryStatus::Failed);
        QCOMPARE(parser.error().kind, Error::Kind::BadReply);
        QVERIFY(parser.files().isEmpty());
        QCOMPARE(parser.feed("more"), BinaryStatus::Failed);
    }

    void T9_longListsEnd()
    {
        FileListParser parser;
        parser.feed(QByteArray("\x44\xaa\xaa\x44").append(word(65536)));
        const QByteArray entry
            = QByteArray("\x3a\x3a\xa3\xa3") + word(1'000'000) + QByteArray(1'000'000, 'x');
        BinaryStatus status = BinaryStatus::Incomplete;
        for (int i = 0; i < 20 && status == BinaryStatus::Incomplete; ++i)
            status = parser.feed(entry);
        QCOMPARE(status, BinaryStatus::Failed);
    }

    void T9_recordedList()
    {
        FLASHFORGE_RECORDING(bytes, "m661-adventurer3-payload.bin");
        FileListParser parser;
        QCOMPARE(parser.feed(bytes), BinaryStatus::Complete);
        QCOMPARE(parser.files().size(), 5);
        QCOMPARE(parser.files()[0].path, u"/data/NM3.gx"_s);
        QCOMPARE(parser.files()[4].shownName, u"20mm_Box-PLA.gx"_s);
    }

    void T10_images_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("image");
        const QByteArray tag("\x2a\x2a\xa2\xa2");
        const QByteArray turned("\xa2\xa2\x2a\x2a");
        QTest::newRow("PNG") << tag + word(108) + png() << png();
        QTest::newRow("BMP") << tag + word(114) + bmp() << bmp();
        QTest::newRow("tag turned round") << turned + word(108) + png() << png();
        QTest::newRow("line end before") << "\r\n" + tag + word(108) + png() << png();
    }
    void T10_images()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, image);
        for (const qsizetype piece : {qsizetype(1), qsizetype(3), bytes.size()}) {
            ImageBlobParser parser;
            BinaryStatus status = BinaryStatus::Incomplete;
            for (qsizetype i = 0; i < bytes.size(); i += piece) {
                QCOMPARE(status, BinaryStatus::Incomplete);
                status
                    = parser.feed(QByteArrayView(bytes).sliced(i, qMin(piece, bytes.size() - i)));
            }
            QCOMPARE(status, BinaryStatus::Complete);
            QCOMPARE(parser.image(), image);
        }
    }

    void T10_withoutATagSilenceEnds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("image");
        QTest::newRow("PNG") << png() << png();
        QTest::newRow("trash before") << "BMW ok\r\n" + bmp() << bmp();
        QTest::newRow("text") << QByteArray("Error: File not exists\r\nok\r\n") << QByteArray();
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("tag without its picture")
            << QByteArray("\x2a\x2a\xa2\xa2") + word(500) + png() << QByteArray();
        QTest::newRow("half a tag") << QByteArray("\x2a\x2a") << QByteArray();
    }
    void T10_withoutATagSilenceEnds()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, image);
        ImageBlobParser parser;
        QCOMPARE(parser.feed(bytes), BinaryStatus::Incomplete);
        QCOMPARE(parser.finishOnSilence(),
                 image.isEmpty() ? BinaryStatus::Failed : BinaryStatus::Complete);
        QCOMPARE(parser.image(), image);
    }

    void T10_badImagesAreErrors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray tag("\x2a\x2a\xa2\xa2");
        QTest::newRow("no picture") << tag + word(5) + "hello";
        QTest::newRow("empty") << tag + word(0);
        QTest::newRow("too large") << tag + word(8 * 1024 * 1024 + 1);
        QTest::newRow("far too large") << tag + word(0xffffffff);
        QTest::newRow("endless without a tag") << QByteArray(8 * 1024 * 1024 + 100, 'x');
    }
    void T10_badImagesAreErrors()
    {
        QFETCH(QByteArray, bytes);
        ImageBlobParser parser;
        QCOMPARE(parser.feed(bytes), BinaryStatus::Failed);
        QCOMPARE(parser.error().kind, Error::Kind::BadReply);
        QVERIFY(parser.image().isEmpty());
    }
};

FLOTILLA_TEST(tst_TcpBinary)
#include "tst_tcpbinary.moc"
