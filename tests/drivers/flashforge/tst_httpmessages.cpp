// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "drivers/flashforge/httpmessages.h"
#include "support/testmain.h"

#include <QJsonArray>

#include <cmath>

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;

class tst_HttpMessages : public QObject
{
    Q_OBJECT

    static QJsonObject json(const char *text) { return objectOf(QByteArray(text)); }

private Q_SLOTS:
    void plainBodyHoldsTheCredentialsAsTexts()
    {
        QCOMPARE(objectOf(plainBody({u"SN1"_s, u"0012"_s})),
                 json(R"({"serialNumber":"SN1","checkCode":"0012"})"));
    }

    void controlEnvelope()
    {
        const auto light = lightControl(model(ModelId::Adventurer5M), true);
        QVERIFY(light);
        QCOMPARE(objectOf(controlBody({u"SN1"_s, u"0012"_s}, *light)),
                 json(R"({"serialNumber":"SN1","checkCode":"0012",
                          "payload":{"cmd":"lightControl_cmd","args":{"status":"open"}}})"));
    }

    void arguments_data()
    {
        QTest::addColumn<Result<Control>>("control");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *tag, const Result<Control> &control, const char *name,
                            const char *expected) {
            QTest::newRow(tag) << control << QString::fromLatin1(name) << QByteArray(expected);
        };
        const Model &pro = model(ModelId::Adventurer5MPro);
        const Model &ad5x = model(ModelId::Ad5x);
        const Model &creator = model(ModelId::Creator5);
        using std::chrono::minutes;
        row("light off", lightControl(pro, false), "lightControl_cmd", R"({"status":"close"})");
        row("fans", circulationControl(pro, true, false), "circulateCtl_cmd",
            R"({"internal":"open","external":"close"})");
        row("pause", jobControl(pro, JobAction::Pause), "jobCtl_cmd",
            R"({"jobID":"","action":"pause"})");
        row("continue", jobControl(pro, JobAction::Continue, u"7"_s), "jobCtl_cmd",
            R"({"jobID":"7","action":"continue"})");
        row("cancel", jobControl(creator, JobAction::Cancel), "jobCtl_cmd",
            R"({"jobID":"","action":"cancel"})");
        row("clear", clearPlatform(pro), "stateCtrl_cmd", R"({"action":"setClearPlatform"})");
        row("stream", cameraStream(creator, true), "streamCtrl_cmd", R"({"action":"open"})");
        row("stream, other spelling", cameraStream(creator, false, StreamSpelling::Plain),
            "streamCtrl", R"({"action":"close"})");
        row("name", rename(pro, u"Hall 3"_s), "reName_cmd", R"({"name":"Hall 3"})");
        row("shutdown", delayedShutdown(pro, true, minutes(30)), "delayClose_cmd",
            R"({"automaticShutdown":"open","shutdownAfterTime":30})");
        row("no shutdown", delayedShutdown(pro, false, minutes(0)), "delayClose_cmd",
            R"({"automaticShutdown":"close","shutdownAfterTime":0})");
        row("calibration", calibration(pro, true, false), "calibration_cmd",
            R"({"levelingDetection":"open","vibrationCompensation":"close"})");
        row("slot", slotMaterial(ad5x, 2, u"pla"_s, u"fefefe"_s), "msConfig_cmd",
            "{\"slot\":2,\"mt\":\"PLA\",\"rgb\":\"#FFFFFF\"}");
        row("slot of the other palette", slotMaterial(creator, 4, u"PETG"_s, u"#000000"_s),
            "msConfig_cmd", "{\"slot\":4,\"mt\":\"PETG\",\"rgb\":\"#1B1B1B\"}");
        row("external spool", slotMaterial(ad5x, 0, u"TPU"_s, u"#161616"_s), "ipdMsConfig_cmd",
            "{\"mt\":\"TPU\",\"rgb\":\"#161616\"}");
        row("load", spoolAction(ad5x, 3, SpoolAction::Load), "ms_cmd", R"({"action":0,"slot":3})");
        row("unload outside", spoolAction(ad5x, 0, SpoolAction::Unload), "ipdMs_cmd",
            R"({"action":1})");
        row("move", moveAxis(ad5x, Axis::Z, -10.5), "moveCtrl_cmd",
            R"({"axis":"z","delta":-10.5})");
        row("extrude", extrude(ad5x, 5), "extrudeCtrl_cmd", R"({"axis":"e","delta":5})");
        row("home", homeAxes(ad5x), "homingCtrl_cmd", "{}");
        row("clear error", clearErrorCode(ad5x, u"e109"_s), "errorCodeCtrl_cmd",
            R"({"action":"clearErrorCode","errorCode":"E0109"})");
        row("plate", answerDetection(ad5x, u"E0088"_s, Answer::Continue), "plateDetectControl_cmd",
            R"({"action":"continue"})");
        row("first layer", answerDetection(ad5x, u"E0089"_s, Answer::Stop),
            "firstLayerDetectControl_cmd", R"({"action":"stop"})");
    }
    void arguments()
    {
        QFETCH(Result<Control>, control);
        QFETCH(QString, name);
        QFETCH(QByteArray, expected);
        QVERIFY2(control, control ? "" : qPrintable(control.error().message));
        QCOMPARE(control->name, name);
        QCOMPARE(control->arguments, objectOf(expected));
    }

    void refused_data()
    {
        QTest::addColumn<Result<Control>>("control");
        QTest::addColumn<Error::Kind>("kind");
        const Model &plain = model(ModelId::Adventurer5M);
        const Model &ad5x = model(ModelId::Ad5x);
        const Model &creator = model(ModelId::Creator5);
        const auto unsupported = Error::Kind::Unsupported;
        const auto wrong = Error::Kind::WrongUse;
        using std::chrono::minutes;
        QTest::newRow("fans of a 5M") << circulationControl(plain, true, true) << unsupported;
        QTest::newRow("fans of a Creator 5")
            << circulationControl(creator, true, true) << unsupported;
        QTest::newRow("load at a Creator 5")
            << spoolAction(creator, 1, SpoolAction::Load) << unsupported;
        QTest::newRow("move a 5M") << moveAxis(plain, Axis::X, 1) << unsupported;
        QTest::newRow("home a Creator 5") << homeAxes(creator) << unsupported;
        QTest::newRow("slot of a 5M")
            << slotMaterial(plain, 1, u"PLA"_s, u"#FFFFFF"_s) << unsupported;
        QTest::newRow("chamber of a Creator 5")
            << temperatureControl(creator, {.chamber = 50}) << unsupported;
        QTest::newRow("slot 5") << slotMaterial(ad5x, 5, u"PLA"_s, u"#FFFFFF"_s) << wrong;
        QTest::newRow("slot -1") << spoolAction(ad5x, -1, SpoolAction::Load) << wrong;
        QTest::newRow("unknown material")
            << slotMaterial(ad5x, 1, u"Wood"_s, u"#FFFFFF"_s) << wrong;
        QTest::newRow("no colour") << slotMaterial(ad5x, 1, u"PLA"_s, u"white"_s) << wrong;
        QTest::newRow("no move") << moveAxis(ad5x, Axis::X, 0) << wrong;
        QTest::newRow("endless move") << moveAxis(ad5x, Axis::X, INFINITY) << wrong;
        QTest::newRow("long push") << extrude(ad5x, 1000) << wrong;
        QTest::newRow("empty name") << rename(plain, u" \u202e"_s) << wrong;
        QTest::newRow("long name") << rename(plain, QString(33, u'x')) << wrong;
        QTest::newRow("no calibration") << calibration(plain, false, false) << wrong;
        QTest::newRow("shutdown at once") << delayedShutdown(plain, true, minutes(0)) << wrong;
        QTest::newRow("no error") << clearErrorCode(ad5x, u"E0"_s) << wrong;
        QTest::newRow("other question") << answerDetection(ad5x, u"E0109"_s, Answer::Stop) << wrong;
        QTest::newRow("too hot") << temperatureControl(plain, {.nozzles = {281}}) << wrong;
        QTest::newRow("bed too hot") << temperatureControl(plain, {.bed = 500}) << wrong;
        QTest::newRow("below zero") << temperatureControl(plain, {.bed = -100}) << wrong;
        QTest::newRow("second nozzle")
            << temperatureControl(plain, {.nozzles = {200, 200}}) << wrong;
        QTest::newRow("too fast") << printAdjustment(plain, {.speedPercent = 151}) << wrong;
        QTest::newRow("fan 101 %") << printAdjustment(plain, {.coolingFanPercent = 101}) << wrong;
        QTest::newRow("offset") << printAdjustment(plain, {.zOffsetMm = 5.01}) << wrong;
        QTest::newRow("offset not a number") << printAdjustment(plain, {.zOffsetMm = NAN}) << wrong;
        QTest::newRow("nothing") << printAdjustment(plain, {}) << wrong;
    }
    void refused()
    {
        QFETCH(Result<Control>, control);
        QFETCH(Error::Kind, kind);
        QVERIFY(!control);
        QCOMPARE(control.error().kind, kind);
        QVERIFY(!control.error().message.isEmpty());
        QVERIFY2(!control.error().message.contains(u'%' + u"1"_s),
                 qPrintable(control.error().message));
    }

    void H10_temperatures_data()
    {
        QTest::addColumn<Result<Control>>("control");
        QTest::addColumn<QByteArray>("expected");
        const Model &plain = model(ModelId::Adventurer5M);
        const Model &creator = model(ModelId::Creator5);
        const Model &creatorPro = model(ModelId::Creator5Pro);
        const auto row = [](const char *tag, const Result<Control> &control, const char *expected) {
            QTest::newRow(tag) << control << QByteArray(expected);
        };
        row("nozzle", temperatureControl(plain, {.nozzles = {220}}),
            R"({"platform":-200,"rightNozzle":220,"leftNozzle":-200,"chamber":-200})");
        row("nozzle off", temperatureControl(plain, {.nozzles = {0}}),
            R"({"platform":-200,"rightNozzle":-100,"leftNozzle":-200,"chamber":-200})");
        row("bed", temperatureControl(plain, {.bed = 60}),
            R"({"platform":60,"rightNozzle":-200,"leftNozzle":-200,"chamber":-200})");
        row("bed off", temperatureControl(plain, {.bed = 0}),
            R"({"platform":-100,"rightNozzle":-200,"leftNozzle":-200,"chamber":-200})");
        row("four nozzles", temperatureControl(creator, {.nozzles = {{}, 210, 0}}),
            R"({"platform":-200,"rightNozzle":-200,"leftNozzle":-200,"chamber":-200,
                "nozzles":[-200,210,0,-200]})");
        row("bed with nozzles", temperatureControl(creator, {.bed = 60}),
            R"({"platform":60,"rightNozzle":-200,"leftNozzle":-200,"chamber":-200,
                "nozzles":[-200,-200,-200,-200]})");
        row("chamber", temperatureControl(creatorPro, {.chamber = 80}),
            R"({"platform":-200,"rightNozzle":-200,"leftNozzle":-200,"chamber":80,
                "nozzles":[-200,-200,-200,-200]})");
    }
    void H10_temperatures()
    {
        QFETCH(Result<Control>, control);
        QFETCH(QByteArray, expected);
        QVERIFY(control);
        QCOMPARE(control->name, "temperatureCtl_cmd"_L1);
        QCOMPARE(control->arguments, objectOf(expected));
    }

    void H11_onlyTheChangedField_data()
    {
        QTest::addColumn<PrintAdjustment>("adjustment");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("speed") << PrintAdjustment {.speedPercent = 120}
                               << QByteArray(R"({"speed":120})");
        QTest::newRow("offset") << PrintAdjustment {.zOffsetMm = -0.05}
                                << QByteArray(R"({"zAxisCompensation":-0.05})");
        QTest::newRow("fan off") << PrintAdjustment {.coolingFanPercent = 0}
                                 << QByteArray(R"({"coolingFan":0})");
        QTest::newRow("two") << PrintAdjustment {.leftCoolingFanPercent = 10,
                                                 .chamberFanPercent = 20}
                             << QByteArray(R"({"coolingLeftFan":10,"chamberFan":20})");
    }
    void H11_onlyTheChangedField()
    {
        QFETCH(PrintAdjustment, adjustment);
        QFETCH(QByteArray, expected);
        const auto control = printAdjustment(model(ModelId::Adventurer5M), adjustment);
        QVERIFY(control);
        QCOMPARE(control->arguments, objectOf(expected));
    }

    void thumbnailBodyKeepsTheNameAsListed()
    {
        const auto body = thumbnailBody({u"SN1"_s, u"2"_s}, u"Würfel \"2\".3mf"_s);
        QVERIFY(body);
        QCOMPARE(objectOf(*body)[u"fileName"_s].toString(), u"Würfel \"2\".3mf"_s);
        QVERIFY(!thumbnailBody({}, QString()));
        QVERIFY(!thumbnailBody({}, QString(1000, u'x')));
    }
};

FLOTILLA_TEST(tst_HttpMessages)
#include "tst_httpmessages.moc"
