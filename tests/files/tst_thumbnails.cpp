// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"
#include "samples.h"

#include "files/inspect.h"
#include "files/qoi_p.h"
#include "files/thumbnail.h"

#include "support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// Two rows of two pixels: a colour, its repetition, a small and a larger step from it.
const QByteArray smallQoi("qoif\0\0\0\2\0\0\0\2\4\0"
                          "\xff\x10\x20\x30\xff"
                          "\xc0"
                          "\x7f"
                          "\xa5\x97"
                          "\0\0\0\0\0\0\0\1",
                          31);

} // namespace

// Preview pictures: which ones are found, and what they look like.
class tst_Thumbnails : public QObject
{
    Q_OBJECT

private:
    QString write(const QByteArray &bytes) const
    {
        const QString path = m_folder.filePath(u"part.gcode"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void G2_fivePictures()
    {
        SKIP_WITHOUT_FIXTURES();
        const QString path = printFile(u"gcode/prusaslicer-2.8.1-five-thumbnails.gcode"_s);
        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(facts->thumbnails.size(), 5);
        QCOMPARE(facts->estimatedSeconds, 1822.0);
        QCOMPARE(facts->filamentMm, 3269.4);
        for (const Thumbnail &thumbnail : facts->thumbnails) {
            const auto image = thumbnailImage(path, thumbnail);
            QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
            QCOMPARE(image->size(), QSize(thumbnail.width, thumbnail.height));
        }
        QCOMPARE(thumbnailFor(facts->thumbnails)->width, 313);
        QCOMPARE(thumbnailFor(facts->thumbnails, 4000)->width, 640);
    }

    void G12_everyRecordedPictureDecodes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("none") << QString();
        for (const QString &folder : {u"gcode"_s, u"gx"_s}) {
            for (const QString &name : expectedNames(folder)) {
                if (!expectedFacts(name)[u"thumbnails"_s].toArray().isEmpty())
                    QTest::newRow(name.toUtf8().constData()) << name;
            }
        }
    }

    void G12_everyRecordedPictureDecodes()
    {
        SKIP_WITHOUT_FIXTURES();
        QFETCH(QString, name);
        if (name.isEmpty())
            return;
        const auto facts = inspect(printFile(name));
        QVERIFY(facts);
        for (const Thumbnail &thumbnail : facts->thumbnails) {
            const auto image = thumbnailImage(printFile(name), thumbnail);
            if (!thumbnail.isDecodable()) {
                QCOMPARE(image.error().kind, Error::Kind::Unsupported);
                continue;
            }
            if (name.contains(u"truncated"_s)) {
                QCOMPARE(image.error().kind, Error::Kind::BadFile);
                continue;
            }
            QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
            QCOMPARE(image->size(), QSize(thumbnail.width, thumbnail.height));
            // A picture of something: not of one colour.
            bool varied = false;
            for (int y = 0; y < image->height() && !varied; ++y) {
                for (int x = 0; x < image->width() && !varied; ++x)
                    varied = image->pixel(x, y) != image->pixel(0, 0);
            }
            QVERIFY(varied);
        }
    }

    void G12_formsOfPictures_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QSize>("size");
        const QByteArray jpg = picture(48, 32, "JPG");
        const QByteArray png = picture(32, 24);
        QTest::newRow("PNG") << thumbnailBlock(png) << u"png"_s << QSize(32, 24);
        QTest::newRow("JPG") << thumbnailBlock(jpg, "thumbnail_JPG", "thumbnail_JPG") << u"jpg"_s
                             << QSize(48, 32);
        QTest::newRow("QOI") << thumbnailBlock(smallQoi, "thumbnail_QOI", "thumbnail_QOI")
                             << u"qoi"_s << QSize(2, 2);
        QTest::newRow("wrong end word")
            << thumbnailBlock(smallQoi, "thumbnail_QOI", "thumbnail") << u"qoi"_s << QSize(2, 2);
        QTest::newRow("wrong word: the head of the picture is believed")
            << thumbnailBlock(jpg, "thumbnail_QOI", "thumbnail_QOI") << u"jpg"_s << QSize(48, 32);
        QTest::newRow("Orca's marks around it")
            << "; THUMBNAIL_BLOCK_START\n;\n" + thumbnailBlock(png) + "; THUMBNAIL_BLOCK_END\n"
            << u"png"_s << QSize(32, 24);
        QTest::newRow("data URL") << ";thumbnail: data:image/png;base64," + png.toBase64() + "\n"
                                  << u"png"_s << QSize(32, 24);
        QTest::newRow("Weedo") << "W221\nW220 " + jpg.toHex().first(100) + "\nW220 "
                + jpg.toHex().sliced(100) + "\nW222\n"
                               << u"jpg"_s << QSize(48, 32);
    }

    void G12_formsOfPictures()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QString, format);
        QFETCH(QSize, size);
        const QString path = write(prusaText(lines));
        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(facts->thumbnails.size(), 1);
        QCOMPARE(thumbnailFormatName(facts->thumbnails[0].format), format);
        const auto image = thumbnailImage(path, facts->thumbnails[0]);
        QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
        QCOMPARE(image->size(), size);
    }

    void G13_brokenBlocksDoNotHideOthers_data()
    {
        QTest::addColumn<QByteArray>("broken");
        const QByteArray png = picture(40, 40);
        const QByteArray block = thumbnailBlock(png);
        QTest::newRow("too long a length") << thumbnailBlock(png, "thumbnail", "thumbnail", 4);
        QTest::newRow("too short a length") << thumbnailBlock(png, "thumbnail", "thumbnail", -4);
        QTest::newRow("no end") << block.first(block.lastIndexOf("; thumbnail"));
        QTest::newRow("cut in a line") << block.first(block.size() / 2) + '\n';
        QTest::newRow("no length")
            << QByteArray("; thumbnail begin 40x40\n; AAAA\n; thumbnail end\n");
        QTest::newRow("huge length")
            << QByteArray("; thumbnail begin 40x40 99999999999\n; AAAA\n; thumbnail end\n");
        QTest::newRow("negative length")
            << QByteArray("; thumbnail begin 40x40 -4\n; AAAA\n; thumbnail end\n");
        QTest::newRow("no base64") << thumbnailBlock(png).replace("; iVBOR", "; i?BOR");
        QTest::newRow("no picture") << thumbnailBlock("this is no picture at all");
        QTest::newRow("too large a picture") << thumbnailBlock(
            "\x89PNG\r\n\x1a\n" + QByteArray("\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0", 21));
        QTest::newRow("end without a begin") << QByteArray("; thumbnail end\n");
        QTest::newRow("MKS without its end") << ";simage:" + QByteArray(100, '0') + "\n";
        QTest::newRow("Weedo without its end") << QByteArray("W221\nW220 ffd8\n");
    }

    void G13_brokenBlocksDoNotHideOthers()
    {
        QFETCH(QByteArray, broken);
        const auto facts = inspectText(
            prusaText(thumbnailBlock(picture(16, 16)) + broken + thumbnailBlock(picture(64, 48))));
        QVERIFY(facts);
        QCOMPARE(facts->thumbnails.size(), 2);
        QCOMPARE(facts->thumbnails[0].width, 16);
        QCOMPARE(facts->thumbnails[1].width, 64);
        QCOMPARE(facts->estimatedSeconds, 3723.0);
        QCOMPARE(facts->damage, QString());
    }

    void aFileThatEndsInsideAPictureIsDamaged()
    {
        const QByteArray block = thumbnailBlock(picture(200, 200));
        const auto facts = inspectText("; generated by PrusaSlicer 2.9.0 on x\n"
                                       + thumbnailBlock(picture(16, 16)) + block.first(80));
        QVERIFY(facts);
        QCOMPARE(facts->thumbnails.size(), 1);
        QVERIFY(!facts->damage.isEmpty());
    }

    void noMoreThan32Pictures()
    {
        QByteArray blocks;
        for (int i = 0; i < 100; ++i)
            blocks += thumbnailBlock(picture(16, 16));
        const auto facts = inspectText(prusaText(blocks));
        QVERIFY(facts);
        QCOMPARE(facts->thumbnails.size(), 32);
    }

    void whichOneGoesOnACard_data()
    {
        QTest::addColumn<QList<int>>("widths");
        QTest::addColumn<int>("chosen");
        QTest::newRow("smallest that is wide enough") << QList<int> {16, 640, 313, 440} << 313;
        QTest::newRow("else the largest") << QList<int> {64, 160, 32} << 160;
        QTest::newRow("an icon where it is alone") << QList<int> {16} << 16;
        QTest::newRow("no icon beside another") << QList<int> {16, 48, 16} << 48;
        QTest::newRow("none") << QList<int> {} << 0;
    }

    void whichOneGoesOnACard()
    {
        QFETCH(QList<int>, widths);
        QFETCH(int, chosen);
        QList<Thumbnail> thumbnails {{.format = Thumbnail::Format::ColPic, .width = 200}};
        for (const int width : widths)
            thumbnails.append({.width = width, .height = width});
        const Thumbnail *found = thumbnailFor(thumbnails);
        QCOMPARE(found ? found->width : 0, chosen);
    }

    void qoiPixels()
    {
        const QImage image = decodeQoi(smallQoi);
        QCOMPARE(image.size(), QSize(2, 2));
        QCOMPARE(image.pixel(0, 0), qRgba(0x10, 0x20, 0x30, 0xff));
        QCOMPARE(image.pixel(1, 0), qRgba(0x10, 0x20, 0x30, 0xff));
        QCOMPARE(image.pixel(0, 1), qRgba(0x11, 0x21, 0x31, 0xff)); // one more of each
        // Green five more; red one, blue minus one against that.
        QCOMPARE(image.pixel(1, 1), qRgba(0x17, 0x26, 0x35, 0xff));
        for (qsizetype length = 0; length < smallQoi.size() - 8; ++length)
            QVERIFY(decodeQoi(smallQoi.first(length)).isNull());
    }

    void aGreatQoiFromFewBytesIsRefused()
    {
        QByteArray bytes = smallQoi;
        bytes[6] = bytes[10] = 0x10; // 4098 × 4098
        QVERIFY(decodeQoi(bytes).isNull());
        bytes[6] = bytes[10] = 0x0F;
        QVERIFY(decodeQoi(bytes).isNull());
    }

    void aThumbnailOfAnotherFileIsRefused()
    {
        const QString path = write(prusaText(thumbnailBlock(picture(32, 32))));
        const auto facts = inspect(path);
        QVERIFY(facts);
        write(prusaText());
        QCOMPARE(thumbnailImage(path, facts->thumbnails[0]).error().kind, Error::Kind::BadFile);
        write("x");
        QCOMPARE(thumbnailImage(path, facts->thumbnails[0]).error().kind, Error::Kind::BadFile);
        QFile::remove(path);
        QCOMPARE(thumbnailImage(path, facts->thumbnails[0]).error().kind, Error::Kind::BadFile);
        const Thumbnail lie {.offset = -5, .length = qint64(1) << 60};
        QCOMPARE(thumbnailImage(path, lie).error().kind, Error::Kind::BadFile);
    }
};

FLOTILLA_TEST(tst_Thumbnails)
#include "tst_thumbnails.moc"
