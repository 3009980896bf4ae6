// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/query.h"

#include "drivers/xyzprinting/actionreplies.h"
#include "drivers/xyzprinting/errorcodes.h"
#include "drivers/xyzprinting/replyreader.h"
#include "drivers/xyzprinting/states.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QFile>

#include <random>

using namespace flotilla;
using namespace flotilla::xyzprinting;
using namespace Qt::StringLiterals;

namespace {

MachineReport told(const QList<QByteArray> &lines)
{
    MachineReport report;
    applyQuery(report, lines);
    return report;
}

MachineReport recorded(const QByteArray &bytes)
{
    ReplyReader reader;
    return reader.feed(bytes) == ReplyReader::Status::Complete ? told(reader.lines())
                                                               : MachineReport {};
}

} // namespace

class tst_Query : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKey()
    {
        const MachineReport report = told(
            {"b:35",
             "c:{336,374,0.5}",
             "d:60,26,17",
             "e:258",
             "f:1,120000",
             "h:1",
             "i:3FN1XPUS5?H7C00001",
             "j:9505,3",
             "k:50",
             "l:de",
             "n:Left: hall   ",
             "o:p4,t1,c1,a-",
             "p:dv1MW0A000",
             R"(s:{"fm":1,"fd":0,"sd":"no","button":"yes","buzzer":"off","dr":{"top":"on","front":"off"},"eh":"1","of":"0"})",
             "t:1,205,210",
             "v:os1,app2,eng3",
             "w:1,PMP6QTH64R0001,210",
             "z:-469",
             R"(G:{"LastUsed":{"material":"PLA","color":"red"}})",
             "L:1,301080,28581,66",
             "V:5.0.9",
             R"(W:[{"ssid":"One"},{"ssid":"Two"}])",
             "X:2,GB-0002-0000-TH-68T-0250-28727",
             R"(Z:{"PrintFile":"cube.3w","Complete":"yes"})",
             R"(4:{"wlan":{"ip":"192.168.1.118","ssid":"EX","channel":"6","rssiValue":"60","MAC":"54:8c:a0:00:00:01"}})"});
        QCOMPARE(report.bed, 35.0);
        QCOMPARE(report.bedReadings, (QList<double> {336, 374, 0.5}));
        QCOMPARE(report.job, (JobCount {60, 26, 17}));
        QCOMPARE(report.errors, QList<quint32> {258});
        QCOMPARE(report.serial, u"3FN1XPUS5-H7C00001"_s);
        QCOMPARE(report.state, 9505);
        QCOMPARE(report.subState, 3);
        QCOMPARE(report.materialType, 50);
        QCOMPARE(report.plaLoaded, true);
        QCOMPARE(report.language, u"de"_s);
        QCOMPARE(report.name, u"Left: hall"_s);
        QCOMPARE(report.blockBytes, 4096);
        QCOMPARE(report.autoLevel, false);
        QCOMPARE(report.modelId, u"dv1MW0A000"_s);
        QCOMPARE(report.switches.buzzer, false);
        QCOMPARE(report.switches.topDoorOpen, true);
        QCOMPARE(report.switches.frontDoorOpen, false);
        QCOMPARE(report.switches.laserEngraver, true);
        QCOMPARE(report.switches.openFilament, false);
        QCOMPARE(report.tools, QList<std::optional<double>> {205.0});
        QCOMPARE(report.toolTarget, 210.0);
        QCOMPARE(report.firmware, u"os1"_s);
        QCOMPARE(report.firmwareParts.size(), 3);
        QCOMPARE(report.zOffsetHundredths, -469);
        QCOMPARE(report.lives.machineMinutes, 301080);
        QCOMPARE(report.lives.extruderMinutes, 28581);
        QCOMPARE(report.lives.lastJobMinutes, 66);
        QCOMPARE(report.networksInReach, (QStringList {u"One"_s, u"Two"_s}));
        QCOMPARE(report.nozzle->diameterMm, 0.4);
        QCOMPARE(report.nozzle->minutesUsed, 28727);
        QCOMPARE(report.lastPrint->file, u"cube.3w"_s);
        QCOMPARE(report.lastMaterial, u"red, PLA"_s);
        QCOMPARE(report.wireless->signalPercent, 80);
        QCOMPARE(report.wireless->ssid, u"EX"_s);
        QCOMPARE(report.cartridges.size(), 1);
        const Cartridge &cartridge = report.cartridges.constFirst();
        QVERIFY(cartridge.present);
        QCOMPARE(cartridge.material, u"PLA"_s);
        QCOMPARE(cartridge.lengthMm, 240'000.0);
        QCOMPARE(cartridge.remainingMm, 120'000.0);
        QCOMPARE(cartridge.color, u"#FFB07C"_s);
    }

    void recordings_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("state");
        QTest::newRow("mini w over Wi-Fi")
            << u"miniw_query_a_wifi.txt"_s << u"dv1MW0A000"_s << 9511;
        QTest::newRow("nano, idle") << u"nano_query_a_idle.txt"_s << u"dv1NX0A000"_s << 9511;
        QTest::newRow("nano, printing")
            << u"nano_query_a_printing.txt"_s << u"dv1NX0A000"_s << 9505;
        QTest::newRow("Pro over USB") << u"pro_query_a_usb.txt"_s << u"dvF1W0A000"_s << 9511;
        QTest::newRow("1.1 Plus") << u"plus11_query_a.txt"_s << u"dvF110B000"_s << 9511;
    }
    void recordings()
    {
        QFETCH(QString, file);
        QFETCH(QString, model);
        QFETCH(int, state);
        const QString path = test::fixturePath(u"xyzprinting/"_s + file);
        if (path.isEmpty())
            QSKIP("no recordings beside the repository");
        QFile recording(path);
        QVERIFY(recording.open(QIODevice::ReadOnly));
        const MachineReport report = recorded(recording.readAll());
        QCOMPARE(report.modelId, model);
        QCOMPARE(report.state, state);
        QCOMPARE(report.serial.size(), 18);
        QVERIFY(!report.firmware.isEmpty());
        QVERIFY(report.lives.machineMinutes);
    }

    void X6_firstColonOnly()
    {
        const MachineReport report
            = told({"n:a:b:c", R"(s:{"fm":0,"buzzer":"on"})", "4:{\"wlan\":{\"MAC\":\"a:b:c\"}}"});
        QCOMPARE(report.name, u"a:b:c"_s);
        QCOMPARE(report.switches.buzzer, true);
        QCOMPARE(report.wireless->mac, u"a:b:c"_s);
    }

    void X7_dashesAndMissing()
    {
        const MachineReport report
            = told({"b:--", "t:1,--,--", "f:1,-1", "w:1,--------------", "d:", "L:1",
                    "X:", "c:{357,377,399,373,381,383,388,376,363,0.0,0.0,0.0}", "j:9511", "q:what",
                    "", "e:0"});
        QVERIFY(!report.bed);
        QCOMPARE(report.tools, QList<std::optional<double>> {std::nullopt});
        QVERIFY(!report.toolTarget);
        QVERIFY(!report.cartridges.constFirst().present);
        QVERIFY(!report.cartridges.constFirst().remainingMm);
        QCOMPARE(report.bedReadings.size(), 12);
        QVERIFY(!report.subState);
        QVERIFY(report.errors.isEmpty());
        QVERIFY(!report.lives.machineMinutes);
    }

    void X8_severalErrors()
    {
        const MachineReport report = told({"e:1073742342,1073742345"});
        QCOMPARE(report.errors.size(), 2);
        QCOMPARE(faultOf(report.errors[0]).text, u"There is no cartridge."_s);
        QCOMPARE(faultOf(report.errors[1]).text, u"The cartridge's chip cannot be read."_s);
    }

    void X9_unknownTimeLeft()
    {
        const MachineReport report = told({"d:3,1,71582788"});
        QCOMPARE(report.job->percent, 3);
        QVERIFY(!report.job->leftMinutes);
        QVERIFY(!told({"d:0,0,0"}).job);
        QVERIFY(told({"d:0,1,2"}).job);
    }

    void bothOrdersOfFilament()
    {
        for (const QList<QByteArray> &lines :
             {QList<QByteArray> {"w:1,--------------", "f:1,200000"},
              QList<QByteArray> {"f:1,200000", "w:1,--------------"}}) {
            const MachineReport report = told(lines);
            QVERIFY(report.cartridges.constFirst().present); // other makers' filament
            QCOMPARE(report.cartridges.constFirst().remainingMm, 200'000.0);
        }
        QVERIFY(!told({"f:1,1100000"}).cartridges.constFirst().remainingMm);
        QCOMPARE(told({"w:2,PMP6QTH64R0001,--------------", "f:2,5,-1"}).cartridges.size(), 2);
    }

    void targetsOfModelsWithMenu()
    {
        const MachineReport report = told({R"(O:{"nozzle":"240","bed":"90"})", "t:1,16", "b:21"});
        QCOMPARE(report.toolTarget, 240.0);
        QCOMPARE(report.bedTarget, 90.0);
    }

    void S2_nonsenseLeavesTheOldValue()
    {
        MachineReport report
            = told({"d:60,26,17", "t:1,205,210", "z:245", "o:p8,t1,c1,a+", "e:258"});
        const MachineReport before = report;
        applyQuery(report,
                   {"d:101,5,5", "d:-1,0,0", "d:99999999999999999999,1,1", "t:9,1,1", "t:", "z:x",
                    "z:99999999999", "o:p99999", "e:x", "e:99999999999999", "j:", "c:{1,nan}",
                    "s:[", "4:{", QByteArray("n\xff"), "\xff:\xfe", ":"});
        report.wireless = before.wireless;
        QCOMPARE(report, before);
        applyQuery(report,
                   {QByteArray("n:\x1b[2J\xe2\x80\xae"
                               "evil\xff")});
        QVERIFY(!report.name.contains(QChar(0x1b)));
        QVERIFY(!report.name.contains(QChar(0x202e)));
    }

    void S2_random()
    {
        std::mt19937 random(7); // the same each time
        std::uniform_int_distribution<int> byte(0, 255);
        for (int round = 0; round < 2'000; ++round) {
            QByteArray line(1, "bcdefhijklmnopstvwzGLOVWXZ4"[round % 27]);
            line += ':';
            for (int i = 0; i < round % 60; ++i)
                line += char(byte(random));
            told({line});
        }
    }

    void actionLines()
    {
        QCOMPARE(parseActionReply("home:{\"stat\":\"start\"}"), (ActionReply {"home", "start"}));
        QCOMPARE(parseActionReply("load:{\"stat\":\"heat\",\"extemp\":\"120\"}"),
                 (ActionReply {"load", "heat", 120}));
        const auto ok
            = parseActionReply("calibratejr:{\"stat\":\"ok\",336,374,377,355,373,371,364,377,356}");
        QVERIFY(ok);
        QCOMPARE(ok->stat, QByteArray("ok"));
        QCOMPARE(ok->numbers.size(), 9);
        QCOMPARE(parseActionReply("calibratejr:{1,2,3}")->numbers, (QList<double> {1, 2, 3}));
        for (const char *other : {"b:20", "s:{\"fm\":0}", "home:", "home", ":{}", "Home:{}", "",
                                  "home:{", "a:{\"stat\":\"start\"}"})
            QVERIFY(!parseActionReply(other));
    }
};

FLOTILLA_TEST(tst_Query)
#include "tst_query.moc"
