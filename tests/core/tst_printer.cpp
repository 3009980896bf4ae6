// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprinter.h"

#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

// Links, identity and settings. The composed status is in tst_printerpublished.cpp, the commands
// are in tst_printercommands.cpp.
class tst_Printer : public FakePrinterTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    // The link

    void goesOnline()
    {
        make();
        QCOMPARE(m_printer->status().link, Link::Closed);
        m_printer->open();
        QCOMPARE(m_printer->status().link, Link::Connecting);
        QTRY_COMPARE(m_system->connects(), 1);
        m_world->clock.advance(2s);
        driver()->openSession();
        QCOMPARE(m_printer->status().link, Link::Online);
        QCOMPARE(m_printer->status().linkText, u"Online"_s);
        QCOMPARE(m_printer->status().linkSince, m_world->clock.now());
        QVERIFY(!m_printer->linkError());
        m_printer->open();
        QCOMPARE(driver()->connects, 1);
    }

    void isUnreachableAtTheFirstFailedConnectAndTriesAgain()
    {
        connecting();
        driver()->failConnect();
        const PrinterStatus status = m_printer->status();
        QCOMPARE(status.link, Link::Unreachable);
        QCOMPARE(status.linkText, u"It does not answer."_s);
        QCOMPARE(m_printer->linkError()->kind, Error::Kind::Unreachable);
        QVERIFY(status.nextTryAt > m_world->clock.now());
        m_world->clock.advance(20ms);
        QTRY_COMPARE(m_system->connects(), 2);
        QCOMPARE(m_printer->status().link, Link::Unreachable);
        driver()->openSession();
        QCOMPARE(m_printer->status().link, Link::Online);
        QVERIFY(!m_printer->status().nextTryAt.isValid());
    }

    void isStaleAtTheThirdMissedBeatAndShakesHandsAgain()
    {
        online();
        driver()->report(printing(u"a.gcode"_s));
        const QDateTime heard = m_world->clock.now();
        m_world->clock.advance(9s);
        driver()->missBeat();
        driver()->missBeat();
        QCOMPARE(m_printer->status().link, Link::Online);
        driver()->missBeat();
        QCOMPARE(m_printer->status().link, Link::Stale);
        QCOMPARE(m_printer->status().linkText, u"It was silent."_s);
        QCOMPARE(driver()->disconnects, 1);
        QCOMPARE(driver()->connects, 2); // at once
        // The last status stays, with its time.
        QCOMPARE(m_printer->status().state, State::Printing);
        QCOMPARE(m_printer->status().job->name, u"a.gcode"_s);
        QCOMPARE(m_printer->status().observedAt, heard);
    }

    void everyReportIsHeardAlsoOneThatIsNoNews()
    {
        online();
        QSignalSpy heard(m_printer.get(), &Printer::heard);
        QSignalSpy news(m_printer.get(), &Printer::statusChanged);
        driver()->report(State::Idle);
        QCOMPARE(heard.size(), 1);
        QCOMPARE(news.size(), 0);
    }

    void aReportIsABeat()
    {
        online();
        for (int i = 0; i < 5; ++i) {
            driver()->missBeat();
            driver()->missBeat();
            driver()->report(State::Idle);
        }
        QCOMPARE(m_printer->status().link, Link::Online);
    }

    void isStaleAtOnceOnALostSession()
    {
        online();
        driver()->loseSession();
        QCOMPARE(m_printer->status().link, Link::Stale);
        QCOMPARE(driver()->disconnects, 1);
        QCOMPARE(driver()->connects, 2);
        driver()->openSession();
        QCOMPARE(m_printer->status().link, Link::Online);
    }

    void isUnreachableWhenStaleDoesNotHeal()
    {
        online();
        driver()->report(printing(u"a.gcode"_s));
        driver()->loseSession();
        driver()->failConnect();
        QCOMPARE(m_printer->status().link, Link::Stale);
        m_world->clock.advance(30ms);
        QTRY_COMPARE(m_printer->status().link, Link::Unreachable);
        QCOMPARE(m_printer->status().state, State::Printing); // its last words stay
    }

    void aLateLossDoesNotDisturbTheNextConnect()
    {
        online();
        driver()->loseSession();
        driver()->loseSession(); // the old socket reports once more
        QCOMPARE(driver()->disconnects, 1);
        QCOMPARE(driver()->connects, 2);
        QCOMPARE(m_printer->status().link, Link::Stale);
    }

    void rejectedIsLeftAloneUntilThePersonTries()
    {
        connecting();
        driver()->failConnect(AfterFailure::AskPerson, Error::Kind::NotAuthorised);
        QCOMPARE(m_printer->status().link, Link::Rejected);
        QVERIFY(!m_printer->status().nextTryAt.isValid());
        m_world->clock.advance(1h);
        m_printer->wasAway();
        QCOMPARE(driver()->connects, 1);
        m_printer->tryNow();
        QCOMPARE(driver()->connects, 2);
        QCOMPARE(m_printer->status().link, Link::Connecting);
    }

    void lanModeOffIsLookedAtAgain()
    {
        connecting();
        driver()->failConnect(AfterFailure::LookAgain, Error::Kind::NotAuthorised);
        QCOMPARE(m_printer->status().link, Link::Rejected);
        for (int tries = 2; tries < 5; ++tries) {
            m_world->clock.advance(20ms);
            QTRY_COMPARE(m_system->connects(), tries);
            driver()->failConnect(AfterFailure::LookAgain, Error::Kind::NotAuthorised);
        }
        m_world->clock.advance(20ms);
        QTRY_COMPARE(m_system->connects(), 5);
        driver()->openSession();
        QCOMPARE(m_printer->status().link, Link::Online);
    }

    void tryNowOpensAClosedLink()
    {
        make();
        m_printer->tryNow();
        QCOMPARE(m_printer->status().link, Link::Connecting);
    }

    void closeDropsTheDriver()
    {
        online();
        const QPointer<FakeDriver> dropped = driver();
        m_printer->close();
        QCOMPARE(m_printer->status().link, Link::Closed);
        QCOMPARE(dropped->disconnects, 1);
        dropped->openSession(); // not heard any more
        dropped->report(State::Printing);
        QCOMPARE(m_printer->status().link, Link::Closed);
        QCOMPARE(m_printer->status().state, State::Idle);
        QTRY_VERIFY(dropped.isNull());
        m_printer->open();
        QTRY_VERIFY(driver());
        QTRY_COMPARE(m_system->connects(), 1);
    }

    void outOfServiceIsNeverOpened()
    {
        m_record.inService = false;
        make();
        m_printer->open();
        m_printer->tryNow();
        m_printer->wasAway();
        QCoreApplication::processEvents();
        QCOMPARE(m_printer->status().link, Link::Closed);
        QCOMPARE(m_system->made(), 0);
        QVERIFY(m_printer->linkError() == std::nullopt);
    }

    void awayRebuildsTheSession()
    {
        online();
        driver()->report(printing(u"a.gcode"_s));
        m_world->clock.advance(8h);
        m_printer->wasAway();
        QCOMPARE(m_printer->status().link, Link::Stale);
        QCOMPARE(driver()->disconnects, 1);
        QCOMPARE(driver()->connects, 2);
        driver()->openSession();
        driver()->report({.state = State::Idle, .jobResult = JobResult::Completed});
        QCOMPARE(m_printer->status().link, Link::Online);
        QCOMPARE(m_printer->status().lastJob->result, JobResult::Completed);
        QVERIFY(!m_printer->status().lastJob->endedAt.isValid()); // no run time is invented
    }

    void aConnectUnderWayWhenWeSleptBeginsAnew()
    {
        connecting();
        m_printer->wasAway();
        QCOMPARE(driver()->disconnects, 1);
        QCOMPARE(driver()->connects, 2);
        QCOMPARE(m_printer->status().link, Link::Connecting);
    }

    void awayDoesNotLoseALookThatWaitsAtTheGate()
    {
        connecting();
        driver()->failConnect(AfterFailure::LookAgain, Error::Kind::NotAuthorised);
        QObject others[4]; // the gate is full
        for (QObject &other : others)
            m_gate->enter(&other, [] {});
        m_world->clock.advance(20ms);
        QTRY_VERIFY(!m_printer->status().nextTryAt.isValid()); // under way
        m_printer->wasAway();
        for (QObject &other : others)
            m_gate->leave(&other);
        QCOMPARE(driver()->connects, 2);
        driver()->openSession();
        QCOMPARE(m_printer->status().link, Link::Online);
    }

    void aFullGateIsWaitedFor()
    {
        QObject others[4];
        for (QObject &other : others)
            m_gate->enter(&other, [] {});
        make();
        m_printer->open();
        QTRY_VERIFY(driver());
        QCOMPARE(driver()->connects, 0);
        m_gate->leave(&others[2]);
        QCOMPARE(driver()->connects, 1);
        QCOMPARE(m_gate->inside(), 4);
        driver()->openSession();
        QCOMPARE(m_gate->inside(), 3);
    }

    void goingAfterTheGateIsHarmless()
    {
        online();
        m_printer->close();
        m_gate.reset(); // as with a fleet that goes while a removed printer waits for its end
        m_printer.reset();
    }

    // Identity

    void anotherMachineIsRejectedAndNothingIsSent()
    {
        m_record.serial = u"SN1"_s;
        m_record.capabilities.cancel = true;
        connecting();
        QSignalSpy recorded(m_printer.get(), &Printer::recordChanged);
        driver()->openSession(u"SN2"_s);
        QCOMPARE(m_printer->status().link, Link::Rejected);
        QVERIFY(m_printer->status().linkText.contains(u"Another printer answers"_s));
        QVERIFY(m_printer->status().linkText.contains(u"Hall 3"_s));
        QCOMPARE(m_printer->linkError()->kind, Error::Kind::NotAuthorised);
        QVERIFY(m_printer->meetsOtherMachine());
        QCOMPARE(driver()->disconnects, 1);

        // What it goes on to say is not taken for ours, and nothing is asked of it.
        Q_EMIT driver()->capabilitiesReported({.gcode = true});
        Q_EMIT driver()->settingLearnt(u"port"_s, 1);
        driver()->report(State::Printing);
        QVERIFY(!m_printer->capabilities().gcode);
        QCOMPARE(m_printer->status().state, State::Unknown);
        QCOMPARE(m_printer->record().serial, u"SN1"_s);
        QCOMPARE(m_printer->record().settings, m_record.settings);
        QVERIFY(recorded.isEmpty());
        const auto answer = m_printer->cancelJob();
        QCOMPARE(answer.result()->error().kind, Error::Kind::NotAuthorised);
        QVERIFY(driver()->told.isEmpty());
        QCOMPARE(driver()->connects, 1);
    }

    void theSerialIsRememberedAtTheFirstSession()
    {
        connecting();
        QVERIFY(driver()->config.knownSerial.isEmpty());
        QSignalSpy recorded(m_printer.get(), &Printer::recordChanged);
        driver()->openSession(u"SN1"_s);
        QCOMPARE(m_printer->record().serial, u"SN1"_s);
        QCOMPARE(recorded.size(), 1);
        driver()->loseSession();
        driver()->openSession(u"SN1"_s);
        QCOMPARE(m_printer->status().link, Link::Online);
        QCOMPARE(recorded.size(), 1);
        driver()->loseSession();
        driver()->openSession(u"SN9"_s); // the address went to another machine meanwhile
        QCOMPARE(m_printer->status().link, Link::Rejected);
    }

    void theRememberedSerialReachesTheDriver()
    {
        m_record.serial = u"SN1"_s;
        connecting();
        QCOMPARE(driver()->config.knownSerial, u"SN1"_s);
    }

    void aMachineThatTellsNoSerialIsBelieved()
    {
        m_record.serial = u"SN1"_s;
        connecting();
        driver()->openSession(u""_s);
        QCOMPARE(m_printer->status().link, Link::Online);
        QCOMPARE(m_printer->record().serial, u"SN1"_s);
    }

    // Secrets and settings

    void secretsReachTheDriverAndAreNotInTheRecord()
    {
        m_world->secrets.values.insert(secretKey(m_record.id, u"checkCode"_s), "1234");
        connecting();
        QCOMPARE(driver()->config.settings,
                 (QJsonObject {
                     {u"host"_s, u"10.0.0.3"_s}, {u"port"_s, 8899}, {u"checkCode"_s, u"1234"_s}}));
        QCOMPARE(driver()->config.printerId, m_record.id);
        QCOMPARE(driver()->config.printerName, u"Hall 3"_s);
        QCOMPARE(m_printer->record().settings, m_record.settings);
    }

    void aVaultThatFailsIsSaidAndTriedAgainWhenAsked()
    {
        m_world->secrets.broken
            = Error {Error::Kind::NotAuthorised, u"The keychain is locked."_s, {}};
        make();
        m_printer->open();
        QTRY_COMPARE(m_printer->status().link, Link::Rejected);
        QCOMPARE(m_printer->status().linkText, u"The keychain is locked."_s);
        QCOMPARE(m_system->made(), 0);
        m_world->secrets.broken.reset();
        m_printer->tryNow();
        QTRY_COMPARE(m_system->connects(), 1);
    }

    void aSlowVaultIsAskedOnce()
    {
        m_world->secrets.hold = true;
        make();
        m_printer->open();
        m_printer->tryNow();
        QTRY_COMPARE(m_world->secrets.reads, 1);
        m_world->clock.advance(1s);
        QTRY_COMPARE(m_printer->status().link, Link::Connecting);
        m_printer->tryNow();
        QCoreApplication::processEvents();
        QCOMPARE(m_world->secrets.reads, 1);
        m_world->secrets.letGo();
        QTRY_COMPARE(m_system->connects(), 1);
        QCOMPARE(m_system->made(), 1);
    }

    void secretsThatComeAfterCloseMakeNoDriver()
    {
        m_world->secrets.hold = true;
        make();
        m_printer->open();
        QTRY_COMPARE(m_world->secrets.reads, 1);
        m_printer->close();
        m_world->secrets.letGo();
        m_printer->open(); // and the late answers of the first opening make no second driver
        QTRY_VERIFY(driver());
        QTRY_COMPARE(m_system->connects(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(m_system->made(), 1);
    }

    void awayWhileTheVaultIsSlowEndsInOneDriver()
    {
        m_world->secrets.hold = true;
        make();
        m_printer->open();
        QTRY_COMPARE(m_world->secrets.reads, 1);
        m_printer->wasAway();
        QTRY_COMPARE(m_world->secrets.reads, 2);
        m_world->secrets.letGo();
        QTRY_COMPARE(m_system->connects(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(m_system->made(), 1);
    }

    void whatTheDriverLearnsIsKept()
    {
        online();
        QSignalSpy recorded(m_printer.get(), &Printer::recordChanged);
        Q_EMIT driver()->settingLearnt(u"port"_s, 9000);
        QCOMPARE(m_printer->record().settings[u"port"_s].toInt(), 9000);
        QCOMPARE(recorded.size(), 1);
        Q_EMIT driver()->settingLearnt(u"port"_s, 9000);
        QCOMPARE(recorded.size(), 1);
    }

    void changedSettingsConnectAnew()
    {
        connecting();
        driver()->failConnect(AfterFailure::AskPerson, Error::Kind::NotAuthorised);
        PrinterRecord record = m_printer->record();
        record.settings.insert(u"host"_s, u"10.0.0.4"_s);
        m_printer->apply(record);
        QCOMPARE(m_printer->status().link, Link::Connecting);
        QTRY_COMPARE(m_system->config().settings[u"host"_s].toString(), u"10.0.0.4"_s);
        QTRY_COMPARE(m_system->connects(), 1);
        QCOMPARE(m_system->made(), 2);
    }

    void changedSecretsConnectAnew()
    {
        online();
        m_world->secrets.values.insert(secretKey(m_record.id, u"checkCode"_s), "4321");
        m_printer->reconnect();
        QTRY_COMPARE(m_system->config().settings[u"checkCode"_s].toString(), u"4321"_s);
    }

    void aNoteDoesNotDisturbTheSession()
    {
        online();
        QSignalSpy recorded(m_printer.get(), &Printer::recordChanged);
        PrinterRecord record = m_printer->record();
        record.note = u"new nozzle"_s;
        record.tags = {u"PLA"_s};
        record.location = u"Room 5"_s;
        m_printer->apply(record);
        QCOMPARE(m_printer->status().link, Link::Online);
        QCOMPARE(driver()->disconnects, 0);
        QCOMPARE(m_printer->record().note, u"new nozzle"_s);
        QCOMPARE(recorded.size(), 1);
    }

    void aNewNameIsPublished()
    {
        online();
        QSignalSpy changed(m_printer.get(), &Printer::statusChanged);
        const auto rename = [this](const QString &name) {
            PrinterRecord record = m_printer->record();
            record.name = name;
            m_printer->apply(record);
        };
        {
            const auto claim = m_printer->claim(u"a job"_s);
            rename(u"Hall 4"_s);
            QCOMPARE(m_printer->status().name, u"Hall 4"_s);
            QCOMPARE(changed.size(), 1);
            QCOMPARE(m_printer->status().link, Link::Online); // a transfer is not broken off
        }
        rename(u"Hall 5"_s);
        QTRY_COMPARE(m_system->config().printerName, u"Hall 5"_s);
    }

    void aClosedLinkStaysClosedThroughAnEdit()
    {
        make();
        PrinterRecord record = m_record;
        record.settings.insert(u"host"_s, u"10.0.0.4"_s);
        m_printer->apply(record);
        m_printer->reconnect();
        QCoreApplication::processEvents();
        QCOMPARE(m_printer->status().link, Link::Closed);
        QCOMPARE(m_system->made(), 0);
    }

    void takenOutOfServiceItCloses()
    {
        online();
        PrinterRecord record = m_printer->record();
        record.inService = false;
        m_printer->apply(record);
        QCOMPARE(m_printer->status().link, Link::Closed);
        record.inService = true;
        m_printer->apply(record);
        m_printer->open();
        QCOMPARE(m_printer->status().link, Link::Connecting);
    }
};

FLOTILLA_TEST(tst_Printer)
#include "tst_printer.moc"
