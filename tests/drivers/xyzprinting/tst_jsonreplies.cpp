// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonreplies.h"
#include "drivers/xyzprinting/jsonstatus.h"
#include "drivers/xyzprinting/states.h"

#include "support/testdata.h"
#include "support/testmain.h"

#include <QFile>
#include <QJsonDocument>

using namespace flotilla;
using namespace flotilla::xyzprinting;
using namespace Qt::StringLiterals;

class tst_JsonReplies : public QObject
{
    Q_OBJECT

private:
    static JsonReply reply(const QByteArray &bytes)
    {
        const auto parsed = parseJsonReply(bytes);
        return parsed ? *parsed : JsonReply {.result = -1};
    }
    static JsonReply status(const QByteArray &data)
    {
        return reply("{\"result\":0,\"command\":2,\"data\":" + data + "}");
    }

private Q_SLOTS:
    void resultsAreErrorsWithSentences_data()
    {
        QTest::addColumn<int>("result");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<Error::Kind>("fileKind");
        const auto refused = Error::Kind::Refused;
        QTest::newRow("no job") << 1 << refused << refused;
        QTest::newRow("J4 file not supported") << 2 << refused << Error::Kind::BadFile;
        QTest::newRow("J4 checksum") << 4 << refused << Error::Kind::ChecksumMismatch;
        QTest::newRow("command incorrect") << 5 << refused << refused;
        QTest::newRow("J4 busy") << 6 << Error::Kind::Busy << Error::Kind::Busy;
        QTest::newRow("never heard of") << 77 << refused << refused;
    }
    void resultsAreErrorsWithSentences()
    {
        QFETCH(int, result);
        QFETCH(Error::Kind, kind);
        QFETCH(Error::Kind, fileKind);
        const JsonReply heard
            = reply("{\"result\":" + QByteArray::number(result) + ",\"message\":\"NO\"}");
        for (const Error &error : {jsonRefusal(heard), jsonFileRefusal(heard)}) {
            QVERIFY(!error.message.isEmpty());
            QVERIFY2(error.detail.contains(QString::number(result)), qPrintable(error.detail));
        }
        QCOMPARE(jsonRefusal(heard).kind, kind);
        QCOMPARE(jsonFileRefusal(heard).kind, fileKind);
    }

    void theRecordedStatus()
    {
        const QString path = test::fixturePath(u"xyzprinting/plus11_json_status.json"_s);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("the recording xyzprinting/plus11_json_status.json is not there");
        MachineReport report;
        QVERIFY(readJsonStatus(reply(file.readAll()), report));
        QCOMPARE(report.modelId, u"dvF110B000"_s);
        QCOMPARE(report.serial, u"3F11XPGBXTH5300001"_s);
        QCOMPARE(report.firmware, u"1.1.0.19"_s);
        QCOMPARE(report.firmwareParts, QStringList({u"1.1.0.19"_s, u"1.1.7.3"_s, QString()}));
        QCOMPARE(report.state, stateIdle);
        QCOMPARE(report.errors, QList<quint32>({2}));
        QVERIFY(!report.job);
        QVERIFY(!report.bed);
        QCOMPARE(report.tools.size(), 2);
        QVERIFY(!report.tools[0] && !report.tools[1]);
        QCOMPARE(report.cartridges.size(), 2);
        QVERIFY(!report.cartridges[0].present && !report.cartridges[0].remainingMm);
        QCOMPARE(report.lives.machineMinutes, 69'719);
        QCOMPARE(report.lives.extruderMinutes, 21'785);
    }

    void J6_machineLifeIsInMilliseconds()
    {
        MachineReport report;
        QVERIFY(readJsonStatus(status("{\"L\":{\"m\":\"4183146537\",\"e\":\"21785\"}}"), report));
        QCOMPARE(report.lives.machineMinutes, 69'719);
        QCOMPARE(report.lives.extruderMinutes, 21'785);
    }

    void aRunningJob()
    {
        MachineReport report;
        QVERIFY(
            readJsonStatus(status("{\"j\":2,\"e\":0,\"t\":[\"209\",\"--\"],\"b\":\"90\","
                                  "\"n\":\" Hall } 3 \",\"w\":[\"W1:PMP6QTH64R0001\",\"W2:---\"],"
                                  "\"f\":[120000,0],\"d\":{\"print_percentage\":\"42\","
                                  "\"elapsed_time\":\"30\",\"estimated_time\":\"41\"}}"),
                           report));
        QCOMPARE(report.state, 9502);
        QVERIFY(report.errors.isEmpty());
        QCOMPARE(report.tools.first(), 209.0);
        QCOMPARE(report.bed, 90.0);
        QCOMPARE(report.name, u"Hall } 3"_s);
        QCOMPARE(report.job, (JobCount {.percent = 42, .elapsedMinutes = 30, .leftMinutes = 41}));
        QVERIFY(report.cartridges[0].present);
        QCOMPARE(report.cartridges[0].remainingMm, 120'000.0);
        QVERIFY(!report.cartridges[1].present);

        // Left out: as before. No job: none.
        QVERIFY(
            readJsonStatus(status("{\"j\":8,\"d\":{\"message\":\"No printing job!\"}}"), report));
        QCOMPARE(report.state, int(stateEnded));
        QVERIFY(!report.job);
        QCOMPARE(report.name, u"Hall } 3"_s);
        QCOMPARE(report.tools.first(), 209.0);
    }

    void J7_anEmptyLogIsNoError()
    {
        QVERIFY(loggedErrors(reply("{\"result\":2,\"command\":7,\"message\":\"GET_LOG_ERROR\"}"))
                    .isEmpty());
        const QList<quint32> both {1073742342, 1073742345};
        QCOMPARE(loggedErrors(reply("{\"result\":0,\"error\":\"1073742342,1073742345\"}")), both);
        QCOMPARE(loggedErrors(reply("{\"result\":0,\"error\":[1073742342,1073742345,0]}")), both);
        QCOMPARE(loggedErrors(reply("{\"result\":0,\"data\":{\"error\":257}}")),
                 QList<quint32>({257}));
    }

    void J2_whatIsSaidAroundAPicture()
    {
        const auto length = [](const QByteArray &bytes) { return announcedPicture(reply(bytes)); };
        QCOMPARE(*length("{\"result\":0,\"message\":\"START_SEND\",\"length\":130000}"), 130'000);
        QCOMPARE(*length("{\"result\":0,\"message\":\"START_SEND\",\"length\":\"7\"}"), 7);
        QCOMPARE(length("{\"result\":6}").error().kind, Error::Kind::Busy);
        for (const char *bad :
             {"{\"result\":0,\"message\":\"START_SEND\"}", "{\"result\":0,\"length\":7}",
              "{\"result\":0,\"message\":\"START_SEND\",\"length\":0}",
              "{\"result\":0,\"message\":\"START_SEND\",\"length\":-5}",
              "{\"result\":0,\"message\":\"START_SEND\",\"length\":8388609}",
              "{\"result\":0,\"message\":\"START_SEND\",\"length\":1e300}"})
            QCOMPARE(length(bad).error().kind, Error::Kind::BadReply);
        const JsonReply end = reply("{\"result\":0,\"message\":\"SEND_FINISH\",\"length\":7}");
        QVERIFY(pictureEnd(end, 7));
        QVERIFY(!pictureEnd(end, 8));
        QVERIFY(!pictureEnd(reply("{\"result\":0,\"message\":\"START_SEND\",\"length\":7}"), 7));
    }

    void S2_brokenRepliesSayNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"result\":0,\"comm");
        QTest::newRow("no result") << QByteArray("{\"command\":2}");
        QTest::newRow("result is a list") << QByteArray("{\"result\":[0]}");
        QTest::newRow("result is huge") << QByteArray("{\"result\":1e99}");
        QTest::newRow("negative") << QByteArray("{\"result\":-1}");
        QTest::newRow("an array") << QByteArray("[{\"result\":0}]");
        QTest::newRow("bad UTF-8") << QByteArray("{\"result\":0,\"message\":\"\xff\xfe\"}");
        QTest::newRow("deep") << QByteArray("{\"result\":0,\"a\":" + QByteArray(5'000, '[')
                                            + QByteArray(5'000, ']') + "}");
        QTest::newRow("long") << QByteArray("{\"result\":0,\"message\":\"" + QByteArray(70'000, 'x')
                                            + "\"}");
    }
    void S2_brokenRepliesSayNothing()
    {
        QFETCH(QByteArray, bytes);
        const auto parsed = parseJsonReply(bytes);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::BadReply);
        QVERIFY(parsed.error().detail.size() < 500);
    }

    void S2_nonsenseInAStatusCountsAsLeftOut()
    {
        MachineReport report {.serial = u"3F11XP"_s, .state = stateIdle, .bed = 20};
        report.lives.machineMinutes = 5;
        const MachineReport before = report;
        QVERIFY(
            readJsonStatus(status("{\"j\":1e12,\"L\":{\"m\":\"-5\"},\"i\":7,\"n\":[],\"t\":\"hot\","
                                  "\"w\":{},\"v\":\"1.0\"}"),
                           report));
        QCOMPARE(report, before);
        QVERIFY(readJsonStatus(
            status("{\"d\":{\"print_percentage\":\"400\"},\"t\":[1e9,\"nan\",\"inf\",3]}"),
            report));
        QVERIFY(!report.job);
        QCOMPARE(report.tools, QList<std::optional<double>>({std::nullopt, std::nullopt}));
        QCOMPARE(readJsonStatus(reply("{\"result\":0}"), report).error().kind,
                 Error::Kind::BadReply);
        QCOMPARE(readJsonStatus(reply("{\"result\":6}"), report).error().kind, Error::Kind::Busy);
    }

    void unknownTimeLeftIsNotShown()
    {
        const auto left = [](const QByteArray &estimated) {
            return jsonProgress(
                       QJsonDocument::fromJson("{\"print_percentage\":1,\"elapsed_time\":2,"
                                               "\"estimated_time\":"
                                               + estimated + "}")
                           .object())
                ->leftMinutes;
        };
        QCOMPARE(left("71582788"), std::nullopt);
        QCOMPARE(left("\"--\""), std::nullopt);
        QCOMPARE(left("\"90\""), 90);
    }
};

FLOTILLA_TEST(tst_JsonReplies)
#include "tst_jsonreplies.moc"
