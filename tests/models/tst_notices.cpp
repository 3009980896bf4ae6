// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/notices.h"

#include "core/fakefleet.h"
#include "models/preferences.h"
#include "store/settingstable.h"
#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

class tst_Notices : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeFleet> m_fleet;
    std::unique_ptr<store::Settings> m_settings;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Notices> m_notices;
    QList<Notice> m_raised;
    int m_withdrawn = 0;
    QUuid m_id;

    Printer &printer() { return *m_fleet->fleet->printer(m_id); }
    void report(const DriverState &state) { m_fleet->driver(u"Nautilus"_s)->report(state); }
    void begin()
    {
        m_notices = std::make_unique<Notices>(*m_fleet->fleet, *m_preferences);
        connect(m_notices.get(), &Notices::raised, this,
                [this](const Notice &notice) { m_raised << notice; });
        connect(m_notices.get(), &Notices::withdrawn, this, [this] { ++m_withdrawn; });
    }
    // Heard for the first time, in this state.
    void hear(const DriverState &state)
    {
        printer().open();
        QTRY_VERIFY(m_fleet->driver(u"Nautilus"_s));
        QTRY_COMPARE(m_fleet->driver(u"Nautilus"_s)->connects, 1);
        m_fleet->driver(u"Nautilus"_s)->openSession();
        report(state);
        QCOMPARE(printer().status().link, Link::Online);
    }
    static DriverState printing(qint64 elapsed = 60)
    {
        return {.state = State::Printing,
                .job
                = ReportedJob {.name = u"arch.goo"_s, .progress = 0.5, .elapsedSeconds = elapsed}};
    }
    static DriverState done(JobResult result = JobResult::Completed)
    {
        return {.state = State::Finished,
                .job = ReportedJob {.name = u"arch.goo"_s, .progress = 1},
                .jobResult = result};
    }
    static DriverState trouble(State state, const QString &text = u"The filament ran out."_s)
    {
        return {.state = state,
                .job = printing().job,
                .faults = {Fault {u"E1"_s, text, u"Load a new spool."_s}}};
    }

private Q_SLOTS:
    void init()
    {
        m_fleet = std::make_unique<FakeFleet>();
        m_settings = std::make_unique<store::Settings>(m_fleet->data.database);
        m_preferences = std::make_unique<Preferences>(*m_settings);
        m_id = m_fleet->add(u"Nautilus"_s);
        m_raised.clear();
        m_withdrawn = 0;
        begin();
    }
    void cleanup()
    {
        m_notices.reset();
        m_preferences.reset();
        m_settings.reset();
        m_fleet.reset();
    }

    void aPrintThatIsDoneIsTold()
    {
        hear(printing());
        report(printing(3 * 3600 + 12 * 60));
        QVERIFY(m_raised.isEmpty());
        report(done());
        QCOMPARE(m_raised.size(), 1);
        QCOMPARE(m_raised[0].kind, NoticeKind::Ended);
        QCOMPARE(m_raised[0].printer, m_id);
        QCOMPARE(m_raised[0].title, u"Nautilus is done"_s);
        QCOMPARE(m_raised[0].text,
                 u"arch.goo took 3 h 12 min. Clear the plate to let the next print start."_s);
        QVERIFY(m_raised[0].canClearPlate);
        report(done()); // said again is no news
        QCOMPARE(m_raised.size(), 1);
    }

    void whatWasSoAlreadyIsNoNews_data()
    {
        QTest::addColumn<int>("state");
        QTest::newRow("finished") << int(State::Finished);
        QTest::newRow("attention") << int(State::Attention);
        QTest::newRow("error") << int(State::Error);
    }
    void whatWasSoAlreadyIsNoNews()
    {
        QFETCH(int, state);
        const DriverState before = State(state) == State::Finished ? done() : trouble(State(state));
        hear(before);
        report(before);
        QVERIFY(m_raised.isEmpty());
        // And after a lost link it is still the same.
        m_fleet->driver(u"Nautilus"_s)->openSession();
        report(before);
        QVERIFY(m_raised.isEmpty());
    }

    void aPersonIsNeededOnceUntilItIsOver()
    {
        hear(printing());
        report(trouble(State::Attention));
        QCOMPARE(m_raised.size(), 1);
        QCOMPARE(m_raised[0].kind, NoticeKind::NeedsYou);
        QCOMPARE(m_raised[0].title, u"Nautilus needs you"_s);
        QCOMPARE(m_raised[0].text, u"The filament ran out. Load a new spool."_s);
        QVERIFY(!m_raised[0].canClearPlate);
        report(trouble(State::Attention));
        QCOMPARE(m_raised.size(), 1);
        QCOMPARE(m_withdrawn, 0);
        report(printing());
        QCOMPARE(m_withdrawn, 1);
        report(trouble(State::Attention));
        QCOMPARE(m_raised.size(), 2);
    }

    void anotherReasonIsNews()
    {
        hear(printing());
        report(trouble(State::Attention));
        report(trouble(State::Attention, u"The door is open."_s));
        QCOMPARE(m_raised.size(), 2);
        QVERIFY(m_raised[1].text.startsWith(u"The door is open."_s));
    }

    void aFailedPrintAndItsErrorAreOneThing()
    {
        hear(printing());
        report(trouble(State::Error, u"The nozzle does not heat up."_s));
        QCOMPARE(m_raised.size(), 1);
        QCOMPARE(m_raised[0].kind, NoticeKind::Failed);
        DriverState failed = trouble(State::Error, u"The nozzle does not heat up."_s);
        failed.job.reset();
        failed.jobResult = JobResult::Failed;
        report(failed);
        QCOMPARE(m_raised.size(), 1);
    }

    void aFailureTellsWhy()
    {
        hear(printing());
        DriverState failed = done(JobResult::Failed);
        failed.faults = {Fault {u"E7"_s, u"The nozzle does not heat up."_s, {}}};
        report(failed);
        QCOMPARE(m_raised.size(), 1);
        QCOMPARE(m_raised[0].title, u"The print on Nautilus failed"_s);
        QVERIFY2(m_raised[0].text.startsWith(
                     u"arch.goo was not finished. The nozzle does not heat up."_s),
                 qPrintable(m_raised[0].text));
        report(trouble(State::Error, u"The nozzle does not heat up."_s));
        QCOMPARE(m_raised.size(), 1);
    }

    void whoCancelsKnows()
    {
        hear(printing());
        report(done(JobResult::Canceled));
        QVERIFY(m_raised.isEmpty());
    }

    void aClearedPlateTakesTheNoticeAway()
    {
        hear(printing());
        report(done());
        QCOMPARE(m_withdrawn, 0);
        report(DriverState {.state = State::Idle});
        QCOMPARE(m_withdrawn, 0); // the plate is still occupied
        QVERIFY(ended(printer().clearPlate()));
        QTRY_COMPARE(m_withdrawn, 1);
    }

    void aRemovedPrinterTakesItsNoticeAlong()
    {
        hear(printing());
        report(done());
        QVERIFY(ended(m_fleet->fleet->remove(m_id)));
        QCOMPARE(m_withdrawn, 1);
    }

    void eachKindHasItsSwitch_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("state");
        QTest::newRow("ended") << u"notices.ended"_s << int(State::Finished);
        QTest::newRow("failed") << u"notices.failed"_s << int(State::Error);
        QTest::newRow("needs you") << u"notices.needsYou"_s << int(State::Attention);
    }
    void eachKindHasItsSwitch()
    {
        QFETCH(QString, key);
        QFETCH(int, state);
        QVERIFY(ended(m_settings->set(key, u"off"_s)));
        hear(printing());
        report(State(state) == State::Finished ? done() : trouble(State(state)));
        QVERIFY(m_raised.isEmpty());
        report(printing());
        m_fleet->world.clock.advance(std::chrono::minutes(5));
        QVERIFY(ended(m_settings->set(key, u"on"_s)));
        report(State(state) == State::Finished ? done() : trouble(State(state)));
        QCOMPARE(m_raised.size(), 1);
    }

    void quietUntilTomorrowIsUntilSeven()
    {
        QSignalSpy quiet(m_notices.get(), &Notices::quietChanged);
        m_notices->beQuietUntilTomorrow();
        QTRY_VERIFY(m_notices->isQuiet());
        QCOMPARE(quiet.size(), 1);
        const QDateTime until = m_preferences->quietUntil().toLocalTime();
        QCOMPARE(until.time(), QTime(7, 0));
        const qint64 left = m_fleet->world.clock.now().secsTo(until);
        QVERIFY(left > 0 && left <= 24 * 3600);

        hear(printing());
        report(trouble(State::Attention));
        QVERIFY(m_raised.isEmpty());
        m_fleet->world.clock.advance(std::chrono::seconds(left + 1));
        QVERIFY(!m_notices->isQuiet());
        report(printing());
        report(trouble(State::Attention));
        QCOMPARE(m_raised.size(), 1);
    }

    void quietCanBeTakenBack()
    {
        m_notices->beQuietUntilTomorrow();
        QTRY_VERIFY(m_notices->isQuiet());
        m_notices->beLoud();
        QTRY_VERIFY(!m_notices->isQuiet());
    }
};

FLOTILLA_TEST(tst_Notices)
#include "tst_notices.moc"
