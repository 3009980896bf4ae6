// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logging.h"
#include "base/masking.h"

#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>

using namespace flotilla;
using namespace Qt::StringLiterals;

class tst_Masking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void S1_secretsAreMasked_data()
    {
        QTest::addColumn<QByteArray>("traffic");
        QTest::newRow("json") << QByteArray(R"({"serialNumber":"SNS3CR3T","checkCode":"S3CR3T"})");
        QTest::newRow("json with spaces") << QByteArray(R"("checkCode" : "S3CR3T", "x":1)");
        QTest::newRow("escaped quote") << QByteArray(R"({"checkCode":"a\"S3CR3T"})");
        QTest::newRow("header") << QByteArray("checkCode: S3CR3T\r\nfileSize: 3\r\n");
        QTest::newRow("flash register code") << QByteArray(R"({"flashRegisterCode":"S3CR3T"})");
        QTest::newRow("polar register code") << QByteArray(R"({"polarRegisterCode": "S3CR3T"})");
        QTest::newRow("query") << QByteArray("GET /x?token=S3CR3T&y=1");
        QTest::newRow("bearer") << QByteArray("Authorization: Bearer S3CR3T\r\n");
        QTest::newRow("M115 reply") << QByteArray("SN: S3CR3T\r\n");
        QTest::newRow("M115 reply, other spelling") << QByteArray("Serial Number: S3CR3T\r\n");
        QTest::newRow("header with hyphens") << QByteArray("Register-Code: S3CR3T\r\n");
        QTest::newRow("JSON within JSON") << QByteArray(R"({"x":"{\"checkCode\":\"S3CR3T\"}"})");
        QTest::newRow("number") << QByteArray(R"({"checkCode":S3CR3T})");
        QTest::newRow("at the edge of what is shown")
            << QByteArray(190, 'x') + QByteArray(R"("checkCode":"S3CR3TS3CR3T")");
        QTest::newRow("value cut") << QByteArray(R"({"checkCode":"S3CR3T)");
    }
    void S1_secretsAreMasked()
    {
        QFETCH(QByteArray, traffic);
        const QString shown = maskedTraffic(traffic);
        QVERIFY2(!shown.contains("S3CR3T"_L1), qPrintable(shown));
    }

    void otherTextStays()
    {
        QCOMPARE(maskedTraffic(R"({"status":"printing","a":1})"),
                 uR"({"status":"printing","a":1})"_s);
    }

    void longMessagesAreCutAndControlsEscaped()
    {
        const QString shown = maskedTraffic(QByteArray("a\x1b[31m\n").append(1000, 'b'));
        QVERIFY(!shown.contains(u'\x1b'));
        QVERIFY(!shown.contains(u'\n'));
        QVERIFY(shown.size() < 260);
    }

    void S1_logFileHoldsNoSecrets()
    {
        QTemporaryDir folder;
        {
            const LogOutput output(folder.path());
            qCWarning(lcFlashForge) << "sent"
                                    << R"("checkCode":"S3CR3T")";
            qCWarning(lcFlashForge, "%s", R"({"checkCode":"S3CR3T","serialNumber":"SNS3CR3T"})");
        }
        QFile file(folder.filePath(u"flotilla.log"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray log = file.readAll();
        QVERIFY(log.contains("flotilla.driver.flashforge"));
        QVERIFY2(!log.contains("S3CR3T"), log.constData());
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
};

FLOTILLA_TEST(tst_Masking)
#include "tst_masking.moc"
