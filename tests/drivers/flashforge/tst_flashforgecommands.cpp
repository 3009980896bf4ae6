// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fleetharness.h"
#include "support/testmain.h"

#include <QJsonDocument>
#include <QTcpSocket>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using simulators::FlashForgeSimulator;

namespace {

constexpr auto longJob
    = "; estimated printing time (normal mode) = 5h 0m 0s\nM104 S210\nG1 X1 Y1\n";

} // namespace

// Commands of the modern family against the simulator: done is what the state shows.
class tst_FlashForgeCommands : public QObject
{
    Q_OBJECT

private:
    static bool startAtPanel(FlashForgeSimulator *machine, Printer *printer)
    {
        machine->setSpeed(60);
        if (!machine->putFile(u"long.gcode"_s, longJob)
            || !machine->panelStart({u"long.gcode"_s, false}))
            return false;
        return QTest::qWaitFor([&] { return printer->status().state == State::Printing; }, 10'000);
    }

private Q_SLOTS:
    void H9_doneIsWhatDetailShows_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        QTest::newRow("light off") << u"light"_s << 0.0;
        QTest::newRow("nozzle") << u"tool0"_s << 205.0;
        QTest::newRow("bed") << u"bed"_s << 60.0;
    }
    void H9_doneIsWhatDetailShows()
    {
        QFETCH(QString, key);
        QFETCH(double, value);
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        const auto done = await(printer->setValues({{key, value}}));
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
        if (key == u"light")
            QCOMPARE(printer->status().reported.light, std::optional(value != 0));
        else
            QCOMPARE(printer->status().reported.heaters.value(key).target, std::optional(value));
    }

    void H9_acknowledgedButIgnoredTimesOut()
    {
        FleetHarness::Options options;
        options.limits.shown = std::chrono::milliseconds(500);
        FleetHarness harness(options);
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QVERIFY(machine->setFault(u"ignore"_s));
        const auto done = await(printer->setValues({{u"bed"_s, 70}}));
        QVERIFY(!done);
        QCOMPARE(done.error().kind, Error::Kind::TimedOut);
    }

    void H9_aLostAnswerIsNoFailureWhenTheStateShowsIt()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QVERIFY(machine->setFault(u"lost-ack"_s));
        const auto done = await(printer->setValues({{u"light"_s, 0}}));
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    }

    void H9_nameIsConfirmedByDetail()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"ad5x"_s, &machine);
        QVERIFY(printer);
        QVERIFY(await(printer->act(u"rename"_s, {{u"name"_s, u"Corner"_s}})));
        QCOMPARE(printer->status().reported.name, u"Corner"_s);
    }

    void H10_creator5TakesFourNozzles()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"creator-5"_s, &machine);
        QVERIFY(printer);
        QVERIFY(await(printer->setValues({{u"tool2"_s, 215}, {u"bed"_s, 60}})));
        QCOMPARE(printer->status().reported.heaters.value(u"tool2"_s).target, std::optional(215.0));
        QVERIFY(await(printer->setValues({{u"tool2"_s, 0}})));
        QCOMPARE(printer->status().reported.heaters.value(u"tool2"_s).target, std::optional(0.0));
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
    }

    void H11_onlyTheChangedFieldIsSent()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QVERIFY(startAtPanel(machine, printer));
        QVERIFY(await(printer->setValues({{u"speed"_s, 120}})));
        QCOMPARE(printer->status().reported.speed, std::optional(120.0));
        const auto last = machine->log().requests("/control").constLast();
        const QJsonObject arguments
            = QJsonDocument::fromJson(last.body).object()[u"payload"_s][u"args"_s].toObject();
        QCOMPARE(arguments.keys(), QStringList {u"speed"_s});
    }

    void pauseResumeCancelClear_data()
    {
        QTest::addColumn<QString>("model");
        for (const char *model : {"adventurer-5m-pro", "ad5x", "creator-5", "creator-5-pro"})
            QTest::newRow(model) << QString::fromLatin1(model);
    }
    void pauseResumeCancelClear()
    {
        QFETCH(QString, model);
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(model, &machine);
        QVERIFY(printer);
        QVERIFY(startAtPanel(machine, printer));
        QVERIFY(await(printer->pause()));
        QCOMPARE(printer->status().state, State::Paused);
        QVERIFY(await(printer->resume()));
        QVERIFY(printer->status().state == State::Printing
                || printer->status().state == State::Preparing);
        QTRY_COMPARE(printer->status().state, State::Printing);
        QVERIFY(await(printer->cancelJob()));
        QCOMPARE(printer->status().state, State::Finished);
        QCOMPARE(printer->status().lastJob->result, JobResult::Canceled);
        QCOMPARE(printer->status().plate, Plate::Occupied);
        QVERIFY(await(printer->clearPlate()));
        QCOMPARE(printer->status().state, State::Idle);
        QCOMPARE(printer->status().plate, Plate::Clear);
        QCOMPARE(machine->log().overlaps(), 0);
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
    }

    void H8_commandsNeverOverlap()
    {
        FleetHarness harness;
        simulators::SimulatorOptions options;
        options.slowReply = std::chrono::milliseconds(80);
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine, options);
        QVERIFY(printer);
        QVERIFY(machine->setFault(u"slow"_s));
        QList<Command<void>> commands;
        for (int i = 0; i < 5; ++i)
            commands << printer->setValues({{u"bed"_s, 40.0 + i}});
        QVERIFY(await(commands.constLast()));
        QVERIFY(machine->log().count("/control") >= 5);
        QCOMPARE(machine->log().overlaps(), 0);
    }

    void H12_completedBlocksTheNextStartUntilTheClear()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        machine->setSpeed(2000);
        QVERIFY(machine->putFile(u"short.gcode"_s,
                                 "; estimated printing time (normal mode) = 0m 30s\nG1 X1\n"));
        QVERIFY(machine->panelStart({u"short.gcode"_s, false}));
        QTRY_COMPARE(printer->status().state, State::Finished);
        const auto ready = printer->readyToStart();
        QVERIFY(!ready);
        QCOMPARE(ready.error().kind, Error::Kind::Refused);
        QVERIFY(printer->capabilities().clearsPlate); // what the interface offers it by
        QVERIFY(await(printer->clearPlate()));
        QVERIFY(printer->readyToStart());
    }

    void clearedAtThePanelIsHeard()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"ad5x"_s, &machine);
        QVERIFY(printer);
        machine->setSpeed(2000);
        QVERIFY(machine->putFile(u"short.gcode"_s,
                                 "; estimated printing time (normal mode) = 0m 30s\nG1 X1\n"));
        QVERIFY(machine->panelStart({u"short.gcode"_s, false}));
        QTRY_COMPARE(printer->status().plate, Plate::Occupied);
        machine->panelClearPlate();
        QTRY_COMPARE(printer->status().plate, Plate::Clear);
    }

    void runoutWaitsForAPerson()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QVERIFY(startAtPanel(machine, printer));
        machine->runOutOfFilament();
        QTRY_COMPARE(printer->status().state, State::Attention);
        QVERIFY(printer->status().job);
        machine->insertFilament();
        QVERIFY(await(printer->resume()));
        QTRY_COMPARE(printer->status().state, State::Printing);
    }

    void actionsOfTheStation()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"ad5x"_s, &machine);
        QVERIFY(printer);
        const auto set = await(printer->act(
            u"setSlot"_s,
            {{u"slot"_s, u"2"_s}, {u"material"_s, u"PETG"_s}, {u"color"_s, u"#2750E0"_s}}));
        QVERIFY2(set, set ? "" : qPrintable(set.error().message));
        const auto materials = printer->status().reported.materials;
        const auto slot = std::find_if(materials.cbegin(), materials.cend(),
                                       [](const Material &m) { return m.slot == 2; });
        QVERIFY(slot != materials.cend());
        QCOMPARE(slot->material, u"PETG"_s);
        const auto loaded = await(printer->act(u"loadFilament"_s, {{u"slot"_s, u"2"_s}}));
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
    }

    void unknownActionsAndBadParametersAreRefusedInWords()
    {
        FleetHarness harness;
        Printer *printer = harness.online(u"creator-5"_s);
        QVERIFY(printer);
        QCOMPARE(await(printer->act(u"loadFilament"_s, {{u"slot"_s, u"1"_s}})).error().kind,
                 Error::Kind::Unsupported);
        QCOMPARE(await(printer->act(u"rename"_s, {})).error().kind, Error::Kind::WrongUse);
        QCOMPARE(await(printer->setValues({{u"tool9"_s, 200}})).error().kind,
                 Error::Kind::Unsupported);
        QCOMPARE(await(printer->setValues({{u"bed"_s, 900}})).error().kind, Error::Kind::WrongUse);
    }

    void filesAndThumbnails_data()
    {
        QTest::addColumn<QString>("model");
        for (const char *model : {"adventurer-5m-pro", "ad5x", "creator-5"})
            QTest::newRow(model) << QString::fromLatin1(model);
    }
    void filesAndThumbnails()
    {
        QFETCH(QString, model);
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(model, &machine);
        QVERIFY(printer);
        for (int i = 0; i < 12; ++i)
            QVERIFY(machine->putFile(u"part%1.gcode"_s.arg(i), "G1 X1\n"));
        const auto files = await(printer->files({}));
        QVERIFY2(files, files ? "" : qPrintable(files.error().message));
        // All of them where the command port lists them, the ten newest elsewhere.
        QCOMPARE(files->size(), model == u"adventurer-5m-pro" ? 12 : 10);
        const auto missing = await(printer->thumbnail(u"nosuch.gcode"_s));
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, Error::Kind::NotFound);
    }

    void T2_theCommandPortIsLoggedInTo()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        const auto replies = await(printer->gcode({u"M115"_s, u"M105"_s}));
        QVERIFY2(replies, replies ? "" : qPrintable(replies.error().message));
        QCOMPARE(replies->size(), 2);
        QVERIFY(replies->first().contains(u"Machine Type"_s));
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
        // T3, too: soon after the last command it is logged out, so that other programs get their
        // turn.
        QTRY_COMPARE(machine->tcpConnections(), 0);
        QVERIFY(machine->log().count("M602") >= 1);
    }

    void T2_anotherControllerIsSaidPlainly()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QTcpSocket other;
        other.connectToHost(machine->address(), machine->tcpPort());
        QTRY_COMPARE(other.state(), QAbstractSocket::ConnectedState);
        other.write("~M601 S1\r\n");
        QTRY_VERIFY(machine->tcpControlled());
        const auto refused = await(printer->home(u"xyz"_s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Busy);
        QVERIFY(machine->log().count("M601") <= 5); // the other's one and four tries of ours
        // Queries work without control.
        QVERIFY(machine->putFile(u"a.gcode"_s, "G1 X1\n"));
        QVERIFY(await(printer->files({})));
    }

    void T3_releasedBeforeEveryOrderlyClose()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QVERIFY(await(printer->gcode({u"M119"_s})));
        printer->close(); // in the middle of the linger time
        QTRY_VERIFY(machine->log().count("M602") >= 1);
        QTRY_VERIFY(!machine->tcpControlled());
    }

    void T13_noTcpToACreator5AndNoM661ToAnAd5x()
    {
        FleetHarness harness;
        FlashForgeSimulator *creator = nullptr;
        Printer *printer = harness.online(u"creator-5"_s, &creator);
        QVERIFY(printer);
        QVERIFY(!printer->capabilities().gcode);
        QCOMPARE(await(printer->gcode({u"M115"_s})).error().kind, Error::Kind::Unsupported);
        QVERIFY(await(printer->files({})));
        FlashForgeSimulator *ad5x = nullptr;
        Printer *second = harness.online(u"ad5x"_s, &ad5x);
        QVERIFY(second);
        QVERIFY(await(second->files({})));
        QCOMPARE(ad5x->log().count("M661"), 0);
    }

    void homeAndJog_data()
    {
        QTest::addColumn<QString>("model");
        QTest::newRow("over TCP") << u"adventurer-5m-pro"_s;
        QTest::newRow("over HTTP") << u"ad5x"_s;
    }
    void homeAndJog()
    {
        QFETCH(QString, model);
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(model, &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        const auto homed = await(printer->home(u"xyz"_s));
        QVERIFY2(homed, homed ? "" : qPrintable(homed.error().message));
        QTRY_COMPARE(printer->status().state, State::Idle);
        const auto moved = await(printer->jog({{u'x', 10}}));
        QVERIFY2(moved, moved ? "" : qPrintable(moved.error().message));
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
    }
};

FLOTILLA_TEST(tst_FlashForgeCommands)
#include "tst_flashforgecommands.moc"
