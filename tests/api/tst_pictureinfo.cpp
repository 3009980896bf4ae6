// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/pictureinfo.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::api;
using namespace Qt::StringLiterals;

class tst_PictureInfo : public QObject
{
    Q_OBJECT

private:
    static QByteArray png()
    {
        return QByteArray::fromHex("89504e470d0a1a0a0000000d494844520000012c000000c8");
    }
    static QByteArray bmp()
    {
        QByteArray bytes("BM");
        bytes.append(16, '\0');
        bytes.append(QByteArray::fromHex("50000000b0ffffff")); // 80 × -80
        return bytes;
    }
    // APP0 of 16 bytes, then the frame header of 480 × 640.
    static QByteArray jpeg()
    {
        return QByteArray::fromHex("ffd8ffe00010") + QByteArray(14, '\0')
            + QByteArray::fromHex("ffc00011080280"
                                  "01e0"
                                  "03");
    }

private Q_SLOTS:
    void readsTheHead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("png") << png() << u"png"_s << 300 << 200;
        QTest::newRow("bmp") << bmp() << u"bmp"_s << 80 << 80;
        QTest::newRow("jpeg") << jpeg() << u"jpeg"_s << 480 << 640;
    }

    void readsTheHead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, format);
        QFETCH(int, width);
        QFETCH(int, height);
        const auto info = pictureInfo(bytes);
        QVERIFY(info);
        QCOMPARE(*info, (PictureInfo {format, width, height}));
    }

    void cutShortItIsNoPicture()
    {
        for (const QByteArray &whole : {png(), bmp(), jpeg()}) {
            for (qsizetype length = 0; length < whole.size() - 1; ++length)
                QVERIFY(!pictureInfo(whole.left(length)));
        }
    }

    void absurdSizesAreRefused()
    {
        QVERIFY(
            !pictureInfo(QByteArray::fromHex("89504e470d0a1a0a0000000d49484452ffffffffffffffff")));
        QVERIFY(
            !pictureInfo(QByteArray::fromHex("89504e470d0a1a0a0000000d494844520000000000000000")));
    }

    void segmentsThatGoNowhereEnd()
    {
        QVERIFY(!pictureInfo(QByteArray::fromHex("ffd8ffe00000ffc0001108")));
        const QByteArray markers = QByteArray("\xff\xd8\xff") + QByteArray(100'000, '\xff');
        QVERIFY(!pictureInfo(markers));
    }
};

FLOTILLA_TEST(tst_PictureInfo)
#include "tst_pictureinfo.moc"
