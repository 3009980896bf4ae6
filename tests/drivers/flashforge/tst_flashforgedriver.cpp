// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logging.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using simulators::FlashForgeSimulator;

// The link of the modern family against the simulator: how it opens, what it hears, how it fails
// and heals.
class tst_FlashForgeDriver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlineWithWhatThePrinterSays_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("tools");
        QTest::newRow("5M") << u"adventurer-5m"_s << u"Adventurer 5M"_s << 1;
        QTest::newRow("5M Pro") << u"adventurer-5m-pro"_s << u"Adventurer 5M Pro"_s << 1;
        QTest::newRow("AD5X") << u"ad5x"_s << u"AD5X"_s << 1;
        QTest::newRow("Creator 5") << u"creator-5"_s << u"Creator 5"_s << 4;
        QTest::newRow("Creator 5 Pro") << u"creator-5-pro"_s << u"Creator 5 Pro"_s << 4;
    }
    void onlineWithWhatThePrinterSays()
    {
        QFETCH(QString, model);
        QFETCH(QString, name);
        QFETCH(int, tools);
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(model, &machine);
        QVERIFY(printer);
        const PrinterStatus &status = printer->status();
        QCOMPARE(status.state, State::Idle);
        QCOMPARE(status.reported.model, name);
        QCOMPARE(status.reported.serial, machine->serialNumber());
        QVERIFY(!status.reported.firmware.isEmpty());
        QVERIFY(status.reported.heaters.contains(u"bed"_s));
        QCOMPARE(status.reported.heaters.contains(u"tool%1"_s.arg(tools - 1)), true);
        QCOMPARE(status.reported.heaters.contains(u"tool%1"_s.arg(tools)), false);
        QVERIFY(printer->capabilities().pause);
        QVERIFY(printer->capabilities().clearsPlate);
        QCOMPARE(printer->record().serial, machine->serialNumber());
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
    }

    void H1_wrongCodeStopsAtOnce()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = harness.simulate(u"adventurer-5m-pro"_s);
        const Printer *printer = harness.add(*machine, u"Hall"_s, {{u"checkCode"_s, u"WRONG"_s}});
        QTRY_COMPARE(printer->status().link, Link::Rejected);
        QCOMPARE(printer->linkError()->kind, Error::Kind::NotAuthorised);
        QVERIFY2(printer->status().linkText.contains(u"check code"_s),
                 qPrintable(printer->status().linkText));
        const auto asked = machine->log().requests().size();
        QTest::qWait(600); // many poll and retry intervals: nothing more may come
        QVERIFY(machine->log().requests().size() <= asked + 2);
        QVERIFY(!printer->status().nextTryAt.isValid());
    }

    void H1_codeChangedInMidSessionStopsToo()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"ad5x"_s, &machine);
        QVERIFY(printer);
        QVERIFY(machine->setFault(u"wrong-code"_s));
        QTRY_COMPARE(printer->status().link, Link::Rejected);
        QVERIFY(machine->setFault({}));
        printer->tryNow(); // the person has seen to it
        QTRY_COMPARE(printer->status().link, Link::Online);
    }

    void H2_wrongSerialIsToldApartFromWrongCode()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = harness.simulate(u"adventurer-5m-pro"_s);
        const Printer *printer
            = harness.add(*machine, u"Hall"_s, {{u"serialNumber"_s, u"SNOTHER"_s}});
        QTRY_COMPARE(printer->status().link, Link::Rejected);
        QVERIFY2(printer->status().linkText.contains(u"serial number"_s),
                 qPrintable(printer->status().linkText));
    }

    void H2_serialWithoutPrefixIsCompleted()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = harness.simulate(u"adventurer-5m-pro"_s);
        const Printer *printer = harness.add(
            *machine, u"Hall"_s, {{u"serialNumber"_s, machine->serialNumber().sliced(2)}});
        QTRY_COMPARE(printer->status().link, Link::Online);
    }

    void anotherPrinterAtThisAddressIsRejected()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QVERIFY(machine->setFault(u"other-serial"_s));
        QTRY_COMPARE(printer->status().link, Link::Rejected);
        QVERIFY2(printer->status().linkText.contains(u"Another printer"_s),
                 qPrintable(printer->status().linkText));
        QVERIFY(printer->meetsOtherMachine());
    }

    void H3_lanModeOffIsLookedAtAgain()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = harness.simulate(u"creator-5"_s);
        QVERIFY(machine->setFault(u"lan-off"_s));
        const Printer *printer = harness.add(*machine, u"Hall"_s);
        QTRY_COMPARE(printer->status().link, Link::Rejected);
        QVERIFY2(printer->status().linkText.contains(u"LAN"_s),
                 qPrintable(printer->status().linkText));
        QVERIFY(printer->status().nextTryAt.isValid());
        QVERIFY(machine->setFault({}));
        QTRY_COMPARE(printer->status().link, Link::Online); // by itself
    }

    void missingCodeAsksBeforeAnythingIsSent()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = harness.simulate(u"adventurer-5m-pro"_s);
        const Printer *printer = harness.add(*machine, u"Hall"_s, {{u"checkCode"_s, QString()}});
        QTRY_COMPARE(printer->status().link, Link::Rejected);
        // Over the command port it was asked which machine it is: an older one needs no code.
        for (const auto &request : machine->log().requests())
            QCOMPARE(request.method, QByteArray("TCP"));
    }

    // Stage × failure: what each fault does to a link that is opening and to one that is open, and
    // that both heal.
    void connectFailures_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<bool>("whileOpen");
        QTest::addColumn<Link>("link");
        QTest::newRow("silent, connecting") << u"silent"_s << false << Link::Unreachable;
        QTest::newRow("garbage, connecting") << u"garbage"_s << false << Link::Unreachable;
        QTest::newRow("refuse, connecting") << u"refuse"_s << false << Link::Unreachable;
        QTest::newRow("wrong code, connecting") << u"wrong-code"_s << false << Link::Rejected;
        QTest::newRow("LAN mode off, connecting") << u"lan-off"_s << false << Link::Rejected;
        QTest::newRow("other serial, connecting") << u"other-serial"_s << false << Link::Rejected;
        QTest::newRow("silent, open") << u"silent"_s << true << Link::Stale;
        QTest::newRow("H13 garbage, open") << u"garbage"_s << true << Link::Stale;
        QTest::newRow("refuse, open") << u"refuse"_s << true << Link::Stale;
        QTest::newRow("wrong code, open") << u"wrong-code"_s << true << Link::Rejected;
        QTest::newRow("LAN mode off, open") << u"lan-off"_s << true << Link::Rejected;
        QTest::newRow("other serial, open") << u"other-serial"_s << true << Link::Rejected;
    }
    void connectFailures()
    {
        QFETCH(QString, fault);
        QFETCH(bool, whileOpen);
        QFETCH(Link, link);
        FleetHarness harness;
        FlashForgeSimulator *machine = harness.simulate(u"adventurer-5m-pro"_s);
        if (!whileOpen)
            QVERIFY(machine->setFault(fault));
        Printer *printer = harness.add(*machine, u"Hall"_s);
        QList<Link> seen;
        connect(printer, &Printer::statusChanged, this, [&] { seen << printer->status().link; });
        if (whileOpen) {
            QTRY_COMPARE(printer->status().link, Link::Online);
            QVERIFY(machine->setFault(fault));
        }
        QTRY_VERIFY_WITH_TIMEOUT(seen.contains(link), 15'000);
        QVERIFY2(!printer->status().linkText.isEmpty(), "a person must read why");
        QVERIFY(machine->setFault({}));
        if (link == Link::Rejected && !printer->status().nextTryAt.isValid())
            printer->tryNow();
        QTRY_COMPARE_WITH_TIMEOUT(printer->status().link, Link::Online, 15'000);
    }

    void H13_garbageIsAMissedPollAndTheNextGoodOneRecovers()
    {
        FleetHarness::Options options;
        options.rules.missedBeats = 1000;
        FleetHarness harness(options);
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QVERIFY(machine->setFault(u"garbage"_s));
        const int before = machine->log().count("/detail");
        QTRY_VERIFY(machine->log().count("/detail") > before + 8); // each kind of nonsense twice
        QCOMPARE(printer->status().link, Link::Online);
        QVERIFY(machine->setFault({}));
        machine->rename(u"Heard again"_s);
        QTRY_COMPARE(printer->status().reported.name, u"Heard again"_s);
    }

    void H14_lateRepliesNeitherOverlapNorEndTheLink()
    {
        FleetHarness harness; // polls every 100 ms, each answer 400 ms late
        simulators::SimulatorOptions options;
        options.slowReply = std::chrono::milliseconds(400);
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine, options);
        QVERIFY(printer);
        QVERIFY(machine->setFault(u"slow"_s));
        machine->clearLog();
        QTRY_VERIFY(machine->log().count("/detail") >= 5);
        QCOMPARE(printer->status().link, Link::Online);
        const auto polls = machine->log().requests("/detail");
        for (qsizetype i = 2; i < polls.size(); ++i)
            QVERIFY2((polls[i].at - polls[i - 1].at).count() >= 380,
                     "a poll began before the last was answered");
    }

    void H14_noAnswerToThreePollsIsStaleAndHealsWithoutRestart()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"creator-5"_s, &machine);
        QVERIFY(printer);
        const QDateTime lastHeard = printer->status().observedAt;
        QVERIFY(machine->setFault(u"refuse"_s));
        QTRY_COMPARE(printer->status().link, Link::Stale);
        QCOMPARE(printer->status().state, State::Idle); // the last status stays …
        QVERIFY(printer->status().observedAt >= lastHeard); // … marked with its time
        QTRY_COMPARE(printer->status().link, Link::Unreachable);
        QVERIFY(machine->setFault({}));
        QTRY_COMPARE(printer->status().link, Link::Online);
    }

    void H15_pollsKeepTheFirmwaresDistance()
    {
        FleetHarness::Options options;
        options.times.watchedPoll = std::chrono::milliseconds(300);
        options.times.slowPoll = std::chrono::milliseconds(500);
        options.times.shortestPoll = std::chrono::milliseconds(100);
        FleetHarness harness(options);
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        // Commands in a row, each of which wants its effect seen: still no two polls nearer than a
        // second (here 100 ms).
        const WatchToken watch = printer->watch();
        for (int i = 0; i < 6; ++i)
            QVERIFY(await(printer->setValues({{u"light"_s, double(i % 2)}})));
        QVERIFY(machine->log().shortestPollInterval());
        QVERIFY2(machine->log().shortestPollInterval()->count() >= 90,
                 qPrintable(QString::number(machine->log().shortestPollInterval()->count())));
    }

    void H15_theProgramsOwnPaceIsTwoToFiveSeconds()
    {
        const flashforge::Times times;
        QVERIFY(times.watchedPoll.count() >= 2000 && times.watchedPoll.count() <= 5000);
        QVERIFY(times.slowPoll.count() >= 2000 && times.slowPoll.count() <= 5000);
        QVERIFY(times.shortestPoll.count() >= 1000);
    }

    void aWatchedPrinterIsAskedMoreOften()
    {
        FleetHarness::Options options;
        options.times.slowPoll = std::chrono::milliseconds(60'000);
        FleetHarness harness(options);
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        const int before = machine->log().count("/detail");
        QTest::qWait(300);
        QCOMPARE(machine->log().count("/detail"), before);
        const WatchToken watch = printer->watch();
        QTRY_VERIFY(machine->log().count("/detail") > before + 2);
    }

    void rebootInMidPrintHealsAndNothingIsInvented()
    {
        FleetHarness harness;
        simulators::SimulatorOptions options;
        options.rebootTime = std::chrono::milliseconds(600);
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine, options);
        QVERIFY(printer);
        QVERIFY(machine->putFile(u"a.gcode"_s,
                                 "; estimated printing time (normal mode) = 1h 0m 0s\nG1 X1\n"));
        machine->setSpeed(60);
        QVERIFY(machine->panelStart({u"a.gcode"_s, false}));
        QTRY_COMPARE(printer->status().state, State::Printing);
        QVERIFY(machine->setFault(u"reboot"_s));
        QTRY_COMPARE(printer->status().link, Link::Stale);
        QTRY_COMPARE(printer->status().link, Link::Online);
        QTRY_VERIFY(!printer->status().job);
        QCOMPARE(printer->status().lastJob->result, JobResult::Unknown);
    }

    void faultsAreSaidWithWhatToDo()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(u"ad5x"_s, &machine);
        QVERIFY(printer);
        machine->failWith(u"E0109"_s);
        QTRY_COMPARE(printer->status().state, State::Error);
        const Fault *fault = printer->status().reported.worstFault();
        QVERIFY(fault);
        QCOMPARE(fault->code, u"E0109"_s);
        QVERIFY(!fault->text.isEmpty() && !fault->whatToDo.isEmpty());
    }

    void S1_noSecretReachesTheLog()
    {
        QTemporaryDir folder;
        QString code;
        QString serial;
        {
            const LogOutput log(folder.path());
            QLoggingCategory::setFilterRules(u"flotilla.*=true"_s);
            FleetHarness harness;
            FlashForgeSimulator *machine = nullptr;
            Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
            QVERIFY(printer);
            code = machine->checkCode();
            serial = machine->serialNumber();
            QVERIFY(await(printer->setValues({{u"light"_s, 0}})));
            QVERIFY(machine->setFault(u"wrong-code"_s));
            QTRY_COMPARE(printer->status().link, Link::Rejected);
            QLoggingCategory::setFilterRules(QString());
        }
        QFile file(folder.filePath(u"flotilla.log"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray log = file.readAll();
        QVERIFY(log.contains("/detail")); // there is traffic in it
        QVERIFY(!code.isEmpty());
        QVERIFY(!log.contains(code.toUtf8()));
        QVERIFY(!log.contains(serial.toUtf8()));
    }
};

FLOTILLA_TEST(tst_FlashForgeDriver)
#include "tst_flashforgedriver.moc"
