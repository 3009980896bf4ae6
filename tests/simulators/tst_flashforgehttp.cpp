// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgesimulator.h"

#include "simulators/simulatorclient.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<FlashForgeSimulator> started(const QString &model, double speed = 1)
{
    SimulatorOptions options;
    options.model = model;
    options.speed = speed;
    auto printer = std::make_unique<FlashForgeSimulator>(options);
    if (const auto result = printer->start(); !result)
        qFatal("%s", qPrintable(result.error().message));
    return printer;
}

const QStringList allModels {u"adventurer-5m"_s, u"adventurer-5m-pro"_s, u"ad5x"_s, u"creator-5"_s,
                             u"creator-5-pro"_s};

} // namespace

class tst_FlashForgeHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void detailHasTheFieldsOfTheRecording_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("recording");
        QTest::newRow("5M Pro") << u"adventurer-5m-pro"_s << u"detail-5mpro-2.7.2-printing.json"_s;
        QTest::newRow("AD5X") << u"ad5x"_s << u"detail-ad5x-1.1.3.json"_s;
        QTest::newRow("Creator 5") << u"creator-5"_s << u"detail-creator5-no-chamber.json"_s;
        QTest::newRow("Creator 5 Pro") << u"creator-5-pro"_s << u"detail-creator5pro.json"_s;
    }
    void detailHasTheFieldsOfTheRecording()
    {
        QFETCH(QString, model);
        QFETCH(QString, recording);
        const QString path = fixturePath(u"flashforge/"_s + recording);
        if (path.isEmpty())
            QSKIP(qPrintable(u"the recording %1 is not here"_s.arg(recording)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject recorded
            = QJsonDocument::fromJson(file.readAll()).object()[u"detail"_s].toObject();
        const auto printer = started(model);
        const QJsonObject detail = detailOf(*printer);
        for (auto it = recorded.begin(); it != recorded.end(); ++it) {
            QVERIFY2(detail.contains(it.key()), qPrintable(it.key() + u" is missing"_s));
            QVERIFY2(detail[it.key()].type() == it.value().type(),
                     qPrintable(it.key() + u" has another type"_s));
        }
        QCOMPARE(detail[u"pid"_s], recorded[u"pid"_s]);
        QCOMPARE(detail[u"status"_s].toString(), u"ready"_s);
        QCOMPARE(detail.contains(u"hasMatlStation"_s), recorded.contains(u"hasMatlStation"_s));
        QCOMPARE(detail.contains(u"nozzleTemps"_s), recorded.contains(u"nozzleTemps"_s));
        QCOMPARE(detail.contains(u"model"_s), recorded.contains(u"model"_s));
    }

    void H4_pidAsTextAndContentType()
    {
        SimulatorOptions options;
        options.pidAsText = true;
        FlashForgeSimulator printer(options);
        QVERIFY(printer.start());
        QCOMPARE(detailOf(printer)[u"pid"_s].toString(), u"0024"_s);
        QVERIFY(post(printer, "/detail").head.contains("Content-Type: application/json"));
        const auto creator = started(u"creator-5"_s);
        QVERIFY(post(*creator, "/detail").head.contains("Content-Type: appliation/json"));
    }

    void H5_absentSensors()
    {
        QCOMPARE(detailOf(*started(u"creator-5"_s))[u"chamberTemp"_s].toInt(), -108);
        QCOMPARE(detailOf(*started(u"creator-5-pro"_s))[u"chamberTemp"_s].toInt(), 25);
        QCOMPARE(detailOf(*started(u"creator-5"_s))[u"nozzleTemps"_s].toArray().size(), 4);
    }

    void credentialsAreCheckedEverywhere_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path : {"/detail", "/product", "/control", "/gcodeList", "/gcodeThumb",
                                 "/printGcode", "/checkCode"})
            QTest::newRow(path) << QByteArray(path);
    }
    void credentialsAreCheckedEverywhere()
    {
        QFETCH(QByteArray, path);
        const auto printer = started(u"ad5x"_s);
        const auto code
            = [&](const QJsonObject &extra) { return post(*printer, path, extra).json; };
        const QJsonObject wrongSerial = code({{u"serialNumber"_s, u"SNOTHER"_s}});
        QCOMPARE(wrongSerial[u"code"_s].toInt(), 1);
        QCOMPARE(wrongSerial[u"message"_s].toString(), u"SN is different"_s);
        // The label's form without SN is not accepted.
        QCOMPARE(code({{u"serialNumber"_s, printer->serialNumber().mid(2)}})[u"code"_s].toInt(), 1);
        const QJsonObject wrongCode = code({{u"checkCode"_s, u"0A1B2C3D"_s}});
        QCOMPARE(wrongCode[u"code"_s].toInt(), 1);
        QCOMPARE(wrongCode[u"message"_s].toString(), u"Access code is different"_s);
        QCOMPARE(code({{u"checkCode"_s, 12345678}})[u"code"_s].toInt(), -1);
        QVERIFY(printer->setFault(u"lan-off"_s));
        QCOMPARE(code({})[u"code"_s].toInt(), -2);
        QCOMPARE(code({})[u"message"_s].toString(), u"Lan mode error"_s);
    }

    void serialCodeAndNameMayChangeWhileItRuns()
    {
        const auto printer = started(u"adventurer-5m-pro"_s);
        const QString serial = printer->serialNumber();
        const QString code = printer->checkCode();
        printer->setCheckCode(u"renewed1"_s);
        QCOMPARE(post(*printer, "/detail", {{u"checkCode"_s, code}}).json[u"code"_s].toInt(), 1);
        printer->setSerialNumber(u"SNFLOT0000099"_s);
        QCOMPARE(post(*printer, "/detail", {{u"serialNumber"_s, serial}}).json[u"code"_s].toInt(),
                 1);
        printer->rename(u"Hall 3"_s);
        printer->setDoorOpen(true);
        QCOMPARE(detailOf(*printer)[u"name"_s].toString(), u"Hall 3"_s);
        // Only the Creator 5 Pro has a sensor in its door.
        QCOMPARE(detailOf(*printer)[u"doorStatus"_s].toString(), u"close"_s);
        const auto creator = started(u"creator-5-pro"_s);
        creator->setDoorOpen(true);
        QCOMPARE(detailOf(*creator)[u"doorStatus"_s].toString(), u"open"_s);
    }

    void malformedBodiesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("serialNumber=1");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("no credentials") << QByteArray("{}");
        QTest::newRow("deep") << QByteArray(5000, '[');
        QTest::newRow("binary") << QByteArray("\x00\xff\x00", 3);
    }
    void malformedBodiesAreRefused()
    {
        QFETCH(QByteArray, body);
        const auto printer = started(u"adventurer-5m-pro"_s);
        RawClient client(printer->httpPort());
        client.send(postBytes("/detail", body));
        const HttpAnswer answer = parseAnswer(client.readHttpAnswer());
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json[u"code"_s].toInt(), -1);
        QVERIFY(!printer->log().violations().isEmpty());
    }

    void unknownPathsAre404()
    {
        const auto printer = started(u"creator-5"_s);
        for (const char *path : {"/info", "/command", "/upload", "/deleteGcode", "/"}) {
            const HttpAnswer answer = post(*printer, path);
            QCOMPARE(answer.status, 404);
            QVERIFY(answer.body.contains("page not found"));
        }
        RawClient client(printer->httpPort());
        client.send("GET /detail HTTP/1.1\r\n\r\n");
        QCOMPARE(parseAnswer(client.readHttpAnswer()).status, 404);
    }

    void product()
    {
        const auto states = [](const QString &model) {
            return post(*started(model), "/product").json[u"product"_s].toObject();
        };
        QCOMPARE(states(u"adventurer-5m-pro"_s)[u"internalFanCtrlState"_s].toInt(), 1);
        QCOMPARE(states(u"adventurer-5m"_s)[u"internalFanCtrlState"_s].toInt(), 0);
        QCOMPARE(states(u"creator-5"_s)[u"chamberTempCtrlState"_s].toInt(), 1);
    }

    void lightFansNameAndShutdown()
    {
        const auto printer = started(u"adventurer-5m-pro"_s);
        control(*printer, u"lightControl_cmd"_s, {{u"status"_s, u"close"_s}});
        control(*printer, u"circulateCtl_cmd"_s,
                {{u"internal"_s, u"open"_s}, {u"external"_s, u"close"_s}});
        control(*printer, u"reName_cmd"_s, {{u"name"_s, u"Hall 7"_s}});
        control(*printer, u"delayClose_cmd"_s,
                {{u"automaticShutdown"_s, u"open"_s}, {u"shutdownAfterTime"_s, 15}});
        const QJsonObject detail = detailOf(*printer);
        QCOMPARE(detail[u"lightStatus"_s].toString(), u"close"_s);
        QCOMPARE(detail[u"internalFanStatus"_s].toString(), u"open"_s);
        QCOMPARE(detail[u"name"_s].toString(), u"Hall 7"_s);
        QCOMPARE(detail[u"autoShutdown"_s].toString(), u"open"_s);
        QCOMPARE(detail[u"autoShutdownTime"_s].toInt(), 15);
        QCOMPARE(printer->log().violationTexts(), QStringList());
        QCOMPARE(printer->log().count("/control"), 4);
    }

    void controlSaysSuccessToAnything()
    {
        const auto printer = started(u"adventurer-5m-pro"_s);
        for (const auto &command :
             {u"nonsense_cmd"_s, u"ms_cmd"_s, u"moveCtrl_cmd"_s, u"homingCtrl_cmd"_s}) {
            printer->clearLog();
            QCOMPARE(control(*printer, command, {}).json[u"code"_s].toInt(), 0);
            QCOMPARE(printer->log().violations().size(), 1);
        }
        QCOMPARE(printer->statusWord(), u"ready"_s);
        QCOMPARE(post(*printer, "/control").json[u"code"_s].toInt(), -1);
    }

    void H10_temperatures()
    {
        const auto printer = started(u"adventurer-5m-pro"_s);
        const QJsonObject set {{u"platform"_s, 60},
                               {u"rightNozzle"_s, 210},
                               {u"leftNozzle"_s, -200},
                               {u"chamber"_s, -200}};
        control(*printer, u"temperatureCtl_cmd"_s, set);
        QCOMPARE(detailOf(*printer)[u"platTargetTemp"_s].toInt(), 60);
        QCOMPARE(detailOf(*printer)[u"rightTargetTemp"_s].toInt(), 210);
        control(*printer, u"temperatureCtl_cmd"_s,
                {{u"platform"_s, -200},
                 {u"rightNozzle"_s, -100},
                 {u"leftNozzle"_s, -200},
                 {u"chamber"_s, -200}});
        QCOMPARE(detailOf(*printer)[u"platTargetTemp"_s].toInt(), 60);
        QCOMPARE(detailOf(*printer)[u"rightTargetTemp"_s].toInt(), 0);
        QCOMPARE(printer->log().violationTexts(), QStringList());
        control(*printer, u"temperatureCtl_cmd"_s, {{u"rightTemp"_s, 200}});
        QCOMPARE(printer->log().violations().size(), 1);
        QCOMPARE(detailOf(*printer)[u"rightTargetTemp"_s].toInt(), 0);
    }

    void H10_creatorWantsFourNozzles()
    {
        const auto printer = started(u"creator-5-pro"_s);
        QJsonObject set {{u"platform"_s, 60},
                         {u"rightNozzle"_s, 210},
                         {u"leftNozzle"_s, -200},
                         {u"chamber"_s, 50}};
        control(*printer, u"temperatureCtl_cmd"_s, set);
        QCOMPARE(detailOf(*printer)[u"platTargetTemp"_s].toInt(), 0);
        QCOMPARE(printer->log().violations().size(), 1);
        set[u"nozzles"_s] = QJsonArray {-200, 220, -200, 230};
        control(*printer, u"temperatureCtl_cmd"_s, set);
        QJsonObject detail = detailOf(*printer);
        QCOMPARE(detail[u"nozzleTargetTemps"_s].toArray(), (QJsonArray {0, 220, 0, 230}));
        QCOMPARE(detail[u"chamberTargetTemp"_s].toInt(), 50);
        // -100 does not switch a nozzle off here, 0 does.
        set[u"nozzles"_s] = QJsonArray {-200, -100, -200, 0};
        control(*printer, u"temperatureCtl_cmd"_s, set);
        detail = detailOf(*printer);
        QCOMPARE(detail[u"nozzleTargetTemps"_s].toArray(), (QJsonArray {0, 220, 0, 0}));
    }

    void station()
    {
        const auto printer = started(u"ad5x"_s, 1000);
        const auto slotOf = [&](int index) {
            return detailOf(*printer)[u"matlStationInfo"_s]
                .toObject()[u"slotInfos"_s]
                .toArray()
                .at(index)
                .toObject();
        };
        control(*printer, u"msConfig_cmd"_s,
                {{u"slot"_s, 2}, {u"mt"_s, u"PETG"_s}, {u"rgb"_s, u"#46328E"_s}});
        QCOMPARE(slotOf(1)[u"materialName"_s].toString(), u"PETG"_s);
        QCOMPARE(slotOf(1)[u"materialColor"_s].toString(), u"#46328E"_s);
        QCOMPARE(printer->log().violationTexts(), QStringList());
        for (const auto &color : {u"46328E"_s, u"#46328e"_s, u"#123456"_s}) {
            printer->clearLog();
            control(*printer, u"msConfig_cmd"_s,
                    {{u"slot"_s, 2}, {u"mt"_s, u"PLA"_s}, {u"rgb"_s, color}});
            QCOMPARE(printer->log().violations().size(), 1);
        }
        control(*printer, u"msConfig_cmd"_s,
                {{u"slot"_s, 0}, {u"mt"_s, u"ABS"_s}, {u"rgb"_s, u"#FFFFFF"_s}});
        for (int i = 0; i < 4; ++i)
            QVERIFY(slotOf(i)[u"materialName"_s].toString() != u"ABS"_s);
        control(*printer, u"ipdMsConfig_cmd"_s, {{u"mt"_s, u"TPU"_s}, {u"rgb"_s, u"#161616"_s}});
        QCOMPARE(detailOf(*printer)[u"indepMatlInfo"_s].toObject()[u"materialName"_s].toString(),
                 u"TPU"_s);

        control(*printer, u"ms_cmd"_s, {{u"action"_s, 0}, {u"slot"_s, 3}});
        QTRY_COMPARE(
            detailOf(*printer)[u"matlStationInfo"_s].toObject()[u"currentLoadSlot"_s].toInt(), 3);
        QTRY_COMPARE(printer->statusWord(), u"ready"_s);
        control(*printer, u"ms_cmd"_s, {{u"action"_s, 1}, {u"slot"_s, 3}});
        QTRY_COMPARE(
            detailOf(*printer)[u"matlStationInfo"_s].toObject()[u"currentLoadSlot"_s].toInt(), 0);
    }

    void movesOnlyWhenIdle()
    {
        const auto printer = started(u"ad5x"_s);
        control(*printer, u"homingCtrl_cmd"_s, {});
        QCOMPARE(printer->statusWord(), u"busy"_s);
        control(*printer, u"moveCtrl_cmd"_s, {{u"axis"_s, u"z"_s}, {u"delta"_s, 10}});
        QCOMPARE(detailOf(*printer)[u"coordinate"_s].toArray().at(2).toDouble(), 0.0);
        QCOMPARE(printer->log().violations().size(), 1);
        printer->setSpeed(1000);
        QTRY_COMPARE(printer->statusWord(), u"ready"_s);
        control(*printer, u"moveCtrl_cmd"_s, {{u"axis"_s, u"z"_s}, {u"delta"_s, 10}});
        QCOMPARE(detailOf(*printer)[u"coordinate"_s].toArray().at(2).toDouble(), 10.0);
        QTRY_COMPARE(printer->statusWord(), u"ready"_s);
        control(*printer, u"extrudeCtrl_cmd"_s, {{u"axis"_s, u"e"_s}, {u"delta"_s, 5}});
        QCOMPARE(detailOf(*printer)[u"rightTargetTemp"_s].toInt(), 220);
    }

    void errorsAreShownAndCleared()
    {
        const auto printer = started(u"ad5x"_s);
        printer->raiseError(u"E0109"_s);
        QCOMPARE(detailOf(*printer)[u"status"_s].toString(), u"error"_s);
        QCOMPARE(detailOf(*printer)[u"errorCode"_s].toString(), u"E0109"_s);
        const auto clear = [&](const QString &code) {
            control(*printer, u"errorCodeCtrl_cmd"_s,
                    {{u"action"_s, u"clearErrorCode"_s}, {u"errorCode"_s, code}});
        };
        clear(u"E0001"_s);
        QCOMPARE(printer->statusWord(), u"error"_s);
        clear(u"E0109"_s);
        QCOMPARE(printer->statusWord(), u"ready"_s);
        QCOMPARE(detailOf(*printer)[u"errorCode"_s].toString(), QString());
    }

    void H8_overlapsAndIntervalsAreNoticed()
    {
        const auto printer = started(u"adventurer-5m-pro"_s);
        QVERIFY(!printer->log().shortestPollInterval());
        detailOf(*printer);
        detailOf(*printer);
        QVERIFY(printer->log().shortestPollInterval() < std::chrono::seconds(1));
        QVERIFY(printer->setFault(u"lost-ack"_s));
        const QByteArray body
            = QJsonDocument(
                  QJsonObject {
                      {u"serialNumber"_s, printer->serialNumber()},
                      {u"checkCode"_s, printer->checkCode()},
                      {u"payload"_s,
                       QJsonObject {{u"cmd"_s, u"lightControl_cmd"_s}, {u"args"_s, QJsonObject()}}},
                  })
                  .toJson();
        RawClient first(printer->httpPort());
        first.send(postBytes("/control", body));
        QTRY_COMPARE(printer->log().count("/control"), 1);
        QVERIFY(printer->setFault(QString()));
        QCOMPARE(printer->log().overlaps(), 0);
        QVERIFY(post(*printer, "/product").status == 200);
        QCOMPARE(printer->log().overlaps(), 1);
        first.socket().abort();
        QTRY_VERIFY((post(*printer, "/product"), printer->log().overlaps() < 3));
    }

    void recordsHeadersInTheirLetterCase()
    {
        const auto printer = started(u"adventurer-5m-pro"_s);
        RawClient client(printer->httpPort());
        client.send("POST /detail HTTP/1.1\r\nhOsT: x\r\ncontent-length: 2\r\n\r\n{}");
        client.readHttpAnswer();
        const RecordedRequest request = printer->log().requests("/detail").value(0);
        QCOMPARE(request.headers.value(0).first, QByteArray("hOsT"));
        QCOMPARE(request.body, QByteArray("{}"));
    }

    void hostileRequestsLeaveItAlive()
    {
        const auto printer = started(u"creator-5-pro"_s);
        const QJsonArray values {QJsonValue(),      true,         -1, 1e308, 0.5, u"x"_s,
                                 QJsonArray {1, 2}, QJsonObject()};
        const QStringList commands {u"lightControl_cmd"_s,
                                    u"circulateCtl_cmd"_s,
                                    u"temperatureCtl_cmd"_s,
                                    u"printerCtl_cmd"_s,
                                    u"jobCtl_cmd"_s,
                                    u"stateCtrl_cmd"_s,
                                    u"streamCtrl_cmd"_s,
                                    u"reName_cmd"_s,
                                    u"delayClose_cmd"_s,
                                    u"calibration_cmd"_s,
                                    u"msConfig_cmd"_s,
                                    u"ipdMsConfig_cmd"_s,
                                    u"ms_cmd"_s,
                                    u"moveCtrl_cmd"_s,
                                    u"extrudeCtrl_cmd"_s,
                                    u"errorCodeCtrl_cmd"_s,
                                    QString(2000, u'c')};
        const QStringList keys {u"status"_s, u"platform"_s, u"nozzles"_s, u"slot"_s,
                                u"action"_s, u"axis"_s,     u"delta"_s,   u"name"_s,
                                u"rgb"_s,    u"speed"_s,    u"jobID"_s};
        for (const QJsonValue &value : values) {
            for (const QString &command : commands) {
                QJsonObject arguments;
                for (const QString &key : keys)
                    arguments[key] = value;
                QCOMPARE(control(*printer, command, arguments).status, 200);
            }
            for (const char *path : {"/printGcode", "/gcodeThumb"})
                QCOMPARE(
                    post(*printer, path, {{u"fileName"_s, value}, {u"materialMappings"_s, value}})
                        .status,
                    200);
        }
        QCOMPARE(post(*printer, "/detail").json[u"code"_s].toInt(), 0);
    }
};

FLOTILLA_TEST(tst_FlashForgeHttp)
#include "tst_flashforgehttp.moc"
