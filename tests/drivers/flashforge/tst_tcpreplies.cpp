// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "drivers/flashforge/tcpreplies.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;

class tst_TcpReplies : public QObject
{
    Q_OBJECT

    static QString readings(const QList<HeaterReading> &heaters)
    {
        const auto text
            = [](std::optional<double> value) { return value ? QString::number(*value) : u"-"_s; };
        QStringList list;
        for (const HeaterReading &heater : heaters)
            list.append(
                u"%1 %2/%3"_s.arg(heater.key, text(heater.celsius), text(heater.targetCelsius)));
        return list.join(u", "_s);
    }

    // The reply to `code` of a recorded transcript.
    static TcpReply replyIn(const QByteArray &transcript, const QByteArray &code)
    {
        const qsizetype begin = transcript.indexOf(QByteArray("CMD " + code));
        TcpReplyParser parser(code);
        parser.feed(QByteArrayView(transcript).sliced(qMax(qsizetype(0), begin)));
        return parser.reply();
    }

private Q_SLOTS:
    void T2_verdicts_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<LoginVerdict>("verdict");
        QTest::newRow("old") << QByteArray("Control Success.") << LoginVerdict::InControl;
        QTest::newRow("5M") << QByteArray("Control Success V2.1.") << LoginVerdict::InControl;
        QTest::newRow("refused") << QByteArray("Control failed.") << LoginVerdict::TakenByOther;
        QTest::newRow("Adventurer 3")
            << QByteArray("Error: have been connected") << LoginVerdict::TakenByOther;
        QTest::newRow("other") << QByteArray("Hello") << LoginVerdict::Unclear;
    }
    void T2_verdicts()
    {
        QFETCH(QByteArray, line);
        QFETCH(LoginVerdict, verdict);
        QCOMPARE(loginVerdict({"M601", {line}}), verdict);
    }

    void T5_bothLayouts_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("expected");
        QTest::newRow("old") << QByteArray("T0:22 /0 B:11/0") << u"T0 22/0, B 11/0"_s;
        QTest::newRow("new") << QByteArray("T0:17.9/0.0 T1:0.0/0.0 B:18.5/0.0")
                             << u"T0 17.9/0, T1 0/0, B 18.5/0"_s;
        QTest::newRow("T alone") << QByteArray("T:20/200") << u"T0 20/200"_s;
        QTest::newRow("no target") << QByteArray("T0:20 B:30") << u"T0 20/-, B 30/-"_s;
        QTest::newRow("no sensor") << QByteArray("T0:-108/0 B:30/60") << u"T0 -/0, B 30/60"_s;
        QTest::newRow("blanks") << QByteArray("T0: 20 / 30  B: 1 / 2") << u"T0 20/30, B 1/2"_s;
        QTest::newRow("others between")
            << QByteArray("X:1/2 T0:20/30 @:127 B:1/2") << u"T0 20/30, B 1/2"_s;
        QTest::newRow("trash") << QByteArray("T0:x B:-- T1:") << QString();
        QTest::newRow("not a number") << QByteArray("T0:nan/inf") << QString();
    }
    void T5_bothLayouts()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, expected);
        const auto heaters = parseTemperatures({"M105", {line}});
        QCOMPARE(heaters ? readings(*heaters) : QString(), expected);
    }

    void T6_machineInfo_data()
    {
        QTest::addColumn<QByteArrayList>("lines");
        QTest::addColumn<QString>("serial");
        QTest::addColumn<QString>("mac");
        const QByteArrayList head {"Machine Type: Flashforge Adventurer 5M Pro",
                                   "Machine Name: Hall 3", "Firmware: v3.1.5",
                                   "X: 220 Y: 220 Z: 220", "Tool Count:1"};
        QTest::newRow("SN, MAC") << head
                + QByteArrayList {"SN: SN1", "Mac Address:88:A9:A7:00:00:01"}
                                 << u"SN1"_s << u"88:A9:A7:00:00:01"_s;
        QTest::newRow("Serial Number, MAC with a blank")
            << head + QByteArrayList {"Serial Number: SN1", "Mac Address: 88:A9"} << u"SN1"_s
            << u"88:A9"_s;
        QTest::newRow("no MAC") << head + QByteArrayList {"SN: SN1"} << u"SN1"_s << QString();
        QTest::newRow("nothing") << head << QString() << QString();
    }
    void T6_machineInfo()
    {
        QFETCH(QByteArrayList, lines);
        QFETCH(QString, serial);
        QFETCH(QString, mac);
        const auto info = parseMachineInfo({"M115", lines});
        QVERIFY(info);
        QCOMPARE(modelByFactoryName(info->machineType).id, ModelId::Adventurer5MPro);
        QCOMPARE(info->machineName, u"Hall 3"_s);
        QCOMPARE(info->firmware, u"v3.1.5"_s);
        QCOMPARE(info->serialNumber, serial);
        QCOMPARE(info->macAddress, mac);
        QCOMPARE(info->volume, (VolumeMm {220, 220, 220}));
        QCOMPARE(info->toolCount, 1);
    }

    void T7_machineState()
    {
        const auto full = parseMachineState(
            {"M119",
             {"Endstop: X-max: 110 Y-max: 110 Z-min: 0", "MachineStatus: BUILDING_FROM_SD",
              "MoveMode: MOVING", "Status: S:1 L:0 J:0 F:0", "LED: 1", "CurrentFile: a: b.gx"}});
        QVERIFY(full);
        QCOMPARE(full->led, true);
        QCOMPARE(full->fileName, u"a: b.gx"_s);
        QCOMPARE(full->state()->state, State::Printing);

        const auto old
            = parseMachineState({"M119", {"MachineStatus: BUILDING_FROM_SD", "MoveMode: PAUSED"}});
        QVERIFY(old);
        QVERIFY(!old->led);
        QVERIFY(!old->fileName);
        QCOMPARE(old->state()->state, State::Paused);

        const auto heating = parseMachineState(
            {"M119", {"MachineStatus: BUILDING_FROM_SD", "MoveMode: WAIT_ON_TOOL"}});
        QCOMPARE(heating->state()->state, State::Preparing);
        const auto none = parseMachineState({"M119", {"MachineStatus: READY", "CurrentFile: "}});
        QCOMPARE(none->fileName, QString());
    }

    void progress_data()
    {
        QTest::addColumn<QByteArrayList>("lines");
        QTest::addColumn<double>("progress");
        QTest::addColumn<int>("layer");
        QTest::newRow("percent") << QByteArrayList {"SD printing byte 45/100"} << 0.45 << -1;
        QTest::newRow("bytes") << QByteArrayList {"SD printing byte 77337/154674"} << 0.5 << -1;
        QTest::newRow("layers") << QByteArrayList {"SD printing byte 1/4", "Layer: 75/552"} << 0.25
                                << 75;
        QTest::newRow("no total") << QByteArrayList {"SD printing byte 0/0"} << 0.0 << -1;
        QTest::newRow("beyond") << QByteArrayList {"SD printing byte 200/100"} << 1.0 << -1;
    }
    void progress()
    {
        QFETCH(QByteArrayList, lines);
        QFETCH(double, progress);
        QFETCH(int, layer);
        const auto parsed = parseProgress({"M27", lines});
        QVERIFY(parsed);
        QCOMPARE(parsed->progress, progress);
        QCOMPARE(parsed->layer.value_or(-1), layer);
    }

    void position()
    {
        const auto position = parsePosition({"M114", {"X:110.050 Y:-110.5 Z:200.000 A:0.000 B:0"}});
        QVERIFY(position);
        QCOMPARE(position->x, 110.05);
        QCOMPARE(position->y, -110.5);
        QCOMPARE(position->b, 0.0);
        QVERIFY(!parsePosition({"M114", {"X:9999999999"}}));
    }

    void uploadVerdicts_data()
    {
        QTest::addColumn<QByteArrayList>("lines");
        QTest::addColumn<int>("kind"); // -1 = accepted
        QTest::newRow("good") << QByteArrayList {"Writing to file: 0:/user/error.gx"} << -1;
        QTest::newRow("full") << QByteArrayList {"Error: Not enough space"}
                              << int(Error::Kind::StorageFull);
        QTest::newRow("not created")
            << QByteArrayList {"Error: Cannot create file"} << int(Error::Kind::Refused);
        QTest::newRow("not opened") << QByteArrayList {"open failed"} << int(Error::Kind::Refused);
    }
    void uploadVerdicts()
    {
        QFETCH(QByteArrayList, lines);
        QFETCH(int, kind);
        const auto verdict = uploadVerdict({"M28", lines});
        QCOMPARE(verdict ? -1 : int(verdict.error().kind), kind);
    }

    void uselessRepliesAreErrors()
    {
        const TcpReply useless {"M0", {"Hello", ":", "::::", "SN: S3CR3T"}};
        QCOMPARE(parseMachineInfo(useless).error().kind, Error::Kind::BadReply);
        QCOMPARE(parseMachineState(useless).error().kind, Error::Kind::BadReply);
        QCOMPARE(parseTemperatures(useless).error().kind, Error::Kind::BadReply);
        QCOMPARE(parseProgress(useless).error().kind, Error::Kind::BadReply);
        QCOMPARE(parsePosition(useless).error().kind, Error::Kind::BadReply);
        const TcpReply refused {"M119", {"Error: not now"}};
        QCOMPARE(parseMachineState(refused).error().kind, Error::Kind::Refused);
    }

    void S1_noSecretInAnyError()
    {
        const TcpReply useless {"M119", {"Hello", "SN: S3CR3T", "Serial Number: S3CR3T"}};
        QVERIFY2(!parseMachineState(useless).error().detail.contains(u"S3CR3T"_s),
                 qPrintable(parseMachineState(useless).error().detail));
    }

    void recorded5MPro()
    {
        FLASHFORGE_RECORDING(text, "tcp-5mpro-3.1.5.txt");
        const auto info = parseMachineInfo(replyIn(text, "M115"));
        QVERIFY(info);
        QCOMPARE(modelByFactoryName(info->machineType).id, ModelId::Adventurer5MPro);
        QCOMPARE(info->serialNumber, u"SNMOMC9900000"_s);
        QCOMPARE(loginVerdict(replyIn(text, "M601")), LoginVerdict::InControl);
        QCOMPARE(parseMachineState(replyIn(text, "M119"))->led, true);
        QCOMPARE(parseMachineState(replyIn(text, "M119"))->state()->state, State::Idle);
        QCOMPARE(readings(*parseTemperatures(replyIn(text, "M105"))),
                 u"T0 17.9/0, T1 0/0, B 18.5/0"_s);
        QCOMPARE(parseProgress(replyIn(text, "M27"))->layerCount, 0);
        QCOMPARE(parsePosition(replyIn(text, "M114"))->z, 200.0);
    }

    void recordedAdventurer3()
    {
        FLASHFORGE_RECORDING(text, "tcp-adventurer3-1.1.7.txt");
        QCOMPARE(parseMachineInfo(replyIn(text, "M115"))->volume, (VolumeMm {150, 150, 150}));
        QCOMPARE(readings(*parseTemperatures(replyIn(text, "M105"))), u"T0 22/0, B 11/0"_s);
        QVERIFY(!parseMachineState(replyIn(text, "M119"))->led);
    }
};

FLOTILLA_TEST(tst_TcpReplies)
#include "tst_tcpreplies.moc"
