// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/stillpicture.h"

#include "support/testmain.h"

#include <QBuffer>
#include <QImage>

using namespace flotilla;
using namespace flotilla::files;
using namespace Qt::StringLiterals;

class tst_StillPicture : public QObject
{
    Q_OBJECT

private:
    static QByteArray picture(const QSize &size, const char *format)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, format);
        return bytes;
    }

private Q_SLOTS:
    void aJpegHasItsSize()
    {
        const auto size = checkStill(picture({64, 48}, "jpg"));
        QVERIFY2(size, size ? "" : qPrintable(size.error().message));
        QCOMPARE(*size, QSize(64, 48));
    }

    void anythingElseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = picture({64, 48}, "jpg");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("No picture today.");
        QTest::newRow("another form") << picture({64, 48}, "png");
        QTest::newRow("a head and no picture") << good.first(good.indexOf("\xff\xc0") + 9);
        QTest::newRow("too wide") << picture({5'000, 2}, "jpg");
        QTest::newRow("too many bytes") << good + QByteArray(8 * 1024 * 1024, '\0');
    }
    void anythingElseIsRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto size = checkStill(bytes);
        QVERIFY(!size);
        QCOMPARE(size.error().kind, Error::Kind::BadReply);
        QVERIFY(!size.error().message.isEmpty());
    }
};

FLOTILLA_TEST(tst_StillPicture)
#include "tst_stillpicture.moc"
