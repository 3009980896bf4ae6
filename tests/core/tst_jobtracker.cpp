// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobtracker.h"

#include "support/manualclock.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(flotilla::DriverState)

namespace {

DriverState says(State state, const QString &jobName = {})
{
    DriverState report {.state = state};
    if (!jobName.isNull())
        report.job = ReportedJob {.name = jobName};
    return report;
}

DriverState says(State state, JobResult result, const QString &jobName = {})
{
    DriverState report = says(state, jobName);
    report.jobResult = result;
    return report;
}

JobStatus knownJob(const QString &name, const QString &runId = u"run-1"_s)
{
    JobStatus job;
    job.name = name;
    job.runId = runId;
    job.source = JobSource::Queue;
    return job;
}

} // namespace

class tst_JobTracker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<ManualClock>();
        m_jobs = std::make_unique<JobTracker>();
        m_printerClears = false;
    }

    void aJobBeginsWhenThePrinterShowsOne_data()
    {
        QTest::addColumn<State>("state");
        QTest::newRow("preparing") << State::Preparing;
        QTest::newRow("printing") << State::Printing;
        QTest::newRow("pausing") << State::Pausing;
        QTest::newRow("paused") << State::Paused;
        QTest::newRow("resuming") << State::Resuming;
        QTest::newRow("canceling") << State::Canceling;
    }
    void aJobBeginsWhenThePrinterShowsOne()
    {
        QFETCH(State, state);
        hear(says(State::Idle));
        const auto change = hear(says(state, u"a.gcode"_s));
        QVERIFY(change.started);
        QVERIFY(!change.ended);
        QCOMPARE(m_jobs->job()->name, u"a.gcode"_s);
        QCOMPARE(m_jobs->job()->source, JobSource::Printer);
        QCOMPARE(m_jobs->job()->startedAt, m_clock->now());
        QVERIFY(!hear(says(state, u"a.gcode"_s)).started);
    }

    void noJobWithoutOne_data()
    {
        QTest::addColumn<State>("state");
        QTest::newRow("unknown") << State::Unknown;
        QTest::newRow("idle") << State::Idle;
        QTest::newRow("busy") << State::Busy;
        QTest::newRow("updating") << State::Updating;
        QTest::newRow("attention") << State::Attention;
        QTest::newRow("error") << State::Error;
    }
    void noJobWithoutOne()
    {
        QFETCH(State, state);
        const auto change = hear(says(state));
        QVERIFY(!change.started && !change.ended && !change.plateChanged);
        QVERIFY(!m_jobs->job());
        QVERIFY(!m_jobs->lastJob());
        QCOMPARE(m_jobs->plate(), Plate::Unknown);
    }

    void howAJobEnds_data()
    {
        QTest::addColumn<State>("before");
        QTest::addColumn<DriverState>("report");
        QTest::addColumn<JobResult>("result");
        const auto row
            = [](const char *name, State before, const DriverState &report, JobResult result) {
                  QTest::newRow(name) << before << report << result;
              };
        row("finished", State::Printing, says(State::Finished), JobResult::Completed);
        row("idle, and it says completed", State::Printing, says(State::Idle, JobResult::Completed),
            JobResult::Completed);
        row("finished, and it says canceled", State::Printing,
            says(State::Finished, JobResult::Canceled), JobResult::Canceled);
        row("idle, and it says failed", State::Printing, says(State::Idle, JobResult::Failed),
            JobResult::Failed);
        row("idle after canceling", State::Canceling, says(State::Idle), JobResult::Canceled);
        row("error without the job", State::Printing, says(State::Error), JobResult::Failed);
        row("error, and it says canceled", State::Printing, says(State::Error, JobResult::Canceled),
            JobResult::Canceled);
        row("idle without a word is not guessed", State::Printing, says(State::Idle),
            JobResult::Unknown);
        row("idle after a pause is not guessed", State::Paused, says(State::Idle),
            JobResult::Unknown);
        row("busy without the job is not guessed", State::Printing, says(State::Busy),
            JobResult::Unknown);
        row("updating without the job is not guessed", State::Printing, says(State::Updating),
            JobResult::Unknown);
    }
    void howAJobEnds()
    {
        QFETCH(State, before);
        QFETCH(DriverState, report);
        QFETCH(JobResult, result);
        hear(says(State::Idle));
        hear(says(State::Printing, u"a.gcode"_s));
        m_jobs->attachRun(u"run-7"_s, JobSource::Flotilla);
        hear(says(before, u"a.gcode"_s));
        const auto change = hear(report);
        QVERIFY(change.ended);
        QVERIFY(!change.started);
        QVERIFY(!m_jobs->job());
        const LastJob expected {u"run-7"_s, u"a.gcode"_s, result, m_clock->now()};
        QCOMPARE(*m_jobs->lastJob(), expected);
        QCOMPARE(m_jobs->plate(), Plate::Occupied);
        QVERIFY(!hear(report).ended); // told once
        QCOMPARE(*m_jobs->lastJob(), expected);
    }

    void finishedForOnePollIsNotMissed()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        QVERIFY(hear(says(State::Finished, u"a.gcode"_s)).ended);
        QVERIFY(!hear(says(State::Idle)).ended);
        QCOMPARE(m_jobs->lastJob()->result, JobResult::Completed);
        QCOMPARE(m_jobs->plate(), Plate::Occupied);
    }

    void finishedForManyPollsIsOneEnd()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        int ends = 0;
        for (int i = 0; i < 20; ++i)
            ends += hear(says(State::Finished, u"a.gcode"_s)).ended;
        QCOMPARE(ends, 1);
    }

    void aShortJobSeenOnlyAsFinishedIsAnEnd()
    {
        hear(says(State::Idle));
        const auto change = hear(says(State::Finished, u"tiny.gcode"_s));
        QVERIFY(change.ended);
        QVERIFY(!change.started);
        QCOMPARE(m_jobs->lastJob()->name, u"tiny.gcode"_s);
        QCOMPARE(m_jobs->plate(), Plate::Occupied);
    }

    void aSelfTestWhileFinishedIsNoSecondEnd_data()
    {
        QTest::addColumn<State>("between");
        QTest::newRow("busy") << State::Busy;
        QTest::newRow("attention") << State::Attention;
        QTest::newRow("error") << State::Error;
        QTest::newRow("unknown") << State::Unknown;
    }
    void aSelfTestWhileFinishedIsNoSecondEnd()
    {
        QFETCH(State, between);
        hear(says(State::Printing, u"a.gcode"_s));
        hear(says(State::Finished, u"a.gcode"_s));
        m_jobs->setPlate(Plate::Clear);
        QVERIFY(!hear(says(between)).ended);
        QVERIFY(!hear(says(State::Finished, u"a.gcode"_s)).ended);
        QCOMPARE(m_jobs->plate(), Plate::Clear);
    }

    void whatThePrinterSaysOfTheJobIsKept()
    {
        hear(says(State::Idle));
        DriverState report = says(State::Printing, u"a.gcode"_s);
        report.job->progress = 0.25;
        report.job->elapsedSeconds = 100;
        report.job->layerCount = 80;
        hear(report);
        QCOMPARE(m_jobs->job()->progress, std::optional(0.25));
        QCOMPARE(m_jobs->job()->startedAt, m_clock->now().addSecs(-100));
        const QDateTime startedAt = m_jobs->job()->startedAt;
        report.job->progress = 0.5;
        report.job->elapsedSeconds = 230; // it counts pauses in its own way
        hear(report);
        QCOMPARE(m_jobs->job()->progress, std::optional(0.5));
        QCOMPARE(m_jobs->job()->startedAt, startedAt);
    }

    void aNameOnceToldStays()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        hear(says(State::Printing, u""_s));
        QCOMPARE(m_jobs->job()->name, u"a.gcode"_s);
        QVERIFY(!hear(says(State::Printing, u"a.gcode"_s)).ended);
        hear(says(State::Printing));
        QCOMPARE(m_jobs->job()->name, u"a.gcode"_s);
    }

    void aNameToldLateIsTheSameJob()
    {
        QVERIFY(hear(says(State::Preparing)).started);
        const auto change = hear(says(State::Printing, u"a.gcode"_s));
        QVERIFY(!change.started && !change.ended);
        QCOMPARE(m_jobs->job()->name, u"a.gcode"_s);

        init();
        hear(says(State::Printing));
        hear(says(State::Finished, u"a.gcode"_s));
        QCOMPARE(m_jobs->lastJob()->name, u"a.gcode"_s);
    }

    void anotherNameIsAnEndAndABeginning()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        m_jobs->attachRun(u"run-1"_s, JobSource::Flotilla);
        const auto change = hear(says(State::Printing, u"b.gcode"_s));
        QVERIFY(change.ended);
        QVERIFY(change.started);
        QCOMPARE(m_jobs->lastJob()->name, u"a.gcode"_s);
        QCOMPARE(m_jobs->lastJob()->runId, u"run-1"_s);
        QCOMPARE(m_jobs->lastJob()->result, JobResult::Unknown);
        QCOMPARE(m_jobs->job()->name, u"b.gcode"_s);
        QVERIFY(m_jobs->job()->runId.isEmpty());
        QCOMPARE(m_jobs->plate(), Plate::Clear);
    }

    void theResultOfAnotherJobIsNotTakenForOurs()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        m_jobs->attachRun(u"run-1"_s, JobSource::Flotilla);
        m_jobs->lookAway();
        m_clock->advance(5h);

        QVERIFY(hear(says(State::Finished, u"b.gcode"_s)).ended);
        QCOMPARE(*m_jobs->lastJob(), (LastJob {u"run-1"_s, u"a.gcode"_s, JobResult::Unknown, {}}));
        QVERIFY(hear(says(State::Finished, u"b.gcode"_s)).ended);
        QCOMPARE(*m_jobs->lastJob(), (LastJob {{}, u"b.gcode"_s, JobResult::Completed, {}}));
        QVERIFY(!hear(says(State::Finished, u"b.gcode"_s)).ended);
    }

    void aJobThatEndedUnseenBetweenTwoFinishedIsNoted()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        hear(says(State::Finished, u"a.gcode"_s));
        m_jobs->setPlate(Plate::Clear);
        m_jobs->lookAway();
        m_clock->advance(5h);
        QVERIFY(hear(says(State::Finished, u"b.gcode"_s)).ended);
        QCOMPARE(m_jobs->lastJob()->name, u"b.gcode"_s);
        QVERIFY(!m_jobs->lastJob()->endedAt.isValid());
        QCOMPARE(m_jobs->plate(), Plate::Occupied);
    }

    void noRunTimeIsInventedAfterALongSilence()
    {
        hear(says(State::Idle));
        m_jobs->lookAway();
        m_clock->advance(8h);
        hear(says(State::Printing, u"a.gcode"_s));
        QVERIFY(!m_jobs->job()->startedAt.isValid());

        m_jobs->lookAway();
        m_clock->advance(8h);
        hear(says(State::Idle, JobResult::Completed));
        QCOMPARE(m_jobs->lastJob()->result, JobResult::Completed);
        QVERIFY(!m_jobs->lastJob()->endedAt.isValid());
    }

    void aWordLessReportDoesNotEndTheSilence()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        m_jobs->lookAway();
        hear(says(State::Unknown));
        hear(says(State::Idle));
        QVERIFY(!m_jobs->lastJob()->endedAt.isValid());
    }

    void afterALongSilenceThePrintersCountTellsTheBeginning()
    {
        hear(says(State::Idle));
        m_jobs->lookAway();
        m_clock->advance(8h);
        DriverState report = says(State::Printing, u"a.gcode"_s);
        report.job->elapsedSeconds = 3600;
        hear(report);
        QCOMPARE(m_jobs->job()->startedAt, m_clock->now().addSecs(-3600));
    }

    void theFirstReportOfAllTellsNoBeginning()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        QVERIFY(m_jobs->job());
        QVERIFY(!m_jobs->job()->startedAt.isValid());
    }

    void anEndBeforeOurTimeHasNoTime()
    {
        QVERIFY(hear(says(State::Finished, u"old.gcode"_s)).ended);
        QCOMPARE(*m_jobs->lastJob(), (LastJob {{}, u"old.gcode"_s, JobResult::Completed, {}}));
        QCOMPARE(m_jobs->plate(), Plate::Occupied);
    }

    void aRestoredJobGoesOn()
    {
        m_jobs->restore(knownJob(u"a.gcode"_s), std::nullopt, Plate::Clear);
        const auto change = hear(says(State::Printing, u"a.gcode"_s));
        QVERIFY(!change.started && !change.ended && !change.plateChanged);
        QCOMPARE(m_jobs->job()->runId, u"run-1"_s);
        QCOMPARE(m_jobs->job()->source, JobSource::Queue);
    }

    void aRestoredJobMayHaveEnded()
    {
        m_jobs->restore(knownJob(u"a.gcode"_s), std::nullopt, Plate::Clear);
        QVERIFY(hear(says(State::Finished, u"a.gcode"_s)).ended);
        QCOMPARE(*m_jobs->lastJob(),
                 (LastJob {u"run-1"_s, u"a.gcode"_s, JobResult::Completed, {}}));
        QCOMPARE(m_jobs->plate(), Plate::Occupied);
    }

    void aRestoredJobThatIsGoneIsNotGuessed()
    {
        m_jobs->restore(knownJob(u"a.gcode"_s), std::nullopt, Plate::Clear);
        QVERIFY(hear(says(State::Idle)).ended);
        QCOMPARE(*m_jobs->lastJob(), (LastJob {u"run-1"_s, u"a.gcode"_s, JobResult::Unknown, {}}));
    }

    void aRestoredEndIsNotToldAgain()
    {
        const LastJob last {u"run-1"_s, u"a.gcode"_s, JobResult::Completed, m_clock->now()};
        m_jobs->restore(std::nullopt, last, Plate::Clear); // the person cleared it
        m_clock->advance(1h);
        const auto change = hear(says(State::Finished, u"a.gcode"_s));
        QVERIFY(!change.ended && !change.plateChanged);
        QCOMPARE(*m_jobs->lastJob(), last);
        QCOMPARE(m_jobs->plate(), Plate::Clear);
    }

    void aRestoredEndLearnsItsResult()
    {
        m_jobs->restore(std::nullopt, LastJob {u"run-1"_s, u"a.gcode"_s, JobResult::Unknown, {}},
                        Plate::Occupied);
        QVERIFY(!hear(says(State::Finished, JobResult::Failed, u"a.gcode"_s)).ended);
        QCOMPARE(m_jobs->lastJob()->result, JobResult::Failed);
        QCOMPARE(m_jobs->lastJob()->runId, u"run-1"_s);
    }

    void aRestoredEndOfAnotherJobIsTold()
    {
        m_jobs->restore(std::nullopt,
                        LastJob {u"run-1"_s, u"a.gcode"_s, JobResult::Completed, m_clock->now()},
                        Plate::Clear);
        QVERIFY(hear(says(State::Finished, u"b.gcode"_s)).ended);
        QVERIFY(m_jobs->lastJob()->runId.isEmpty());
        QCOMPARE(m_jobs->plate(), Plate::Occupied);
    }

    void thePersonClearsThePlate()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        hear(says(State::Idle, JobResult::Completed));
        QVERIFY(m_jobs->setPlate(Plate::Clear));
        QVERIFY(!m_jobs->setPlate(Plate::Clear));
        hear(says(State::Idle));
        QCOMPARE(m_jobs->plate(), Plate::Clear);
    }

    void aPlateClearedByThePersonStaysClearThoughThePrinterSaysFinished()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        hear(says(State::Finished, u"a.gcode"_s));
        m_jobs->setPlate(Plate::Clear);
        for (int i = 0; i < 3; ++i)
            QVERIFY(!hear(says(State::Finished, u"a.gcode"_s)).plateChanged);
        m_jobs->lookAway();
        hear(says(State::Finished, u"a.gcode"_s));
        QCOMPARE(m_jobs->plate(), Plate::Clear);
    }

    void thePrinterClearsThePlate()
    {
        m_printerClears = true;
        hear(says(State::Printing, u"a.gcode"_s));
        hear(says(State::Finished, u"a.gcode"_s));
        QCOMPARE(m_jobs->plate(), Plate::Occupied);
        QVERIFY(hear(says(State::Idle)).plateChanged);
        QCOMPARE(m_jobs->plate(), Plate::Clear);
    }

    void aPrinterWithoutAPromptClearsNothing()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        hear(says(State::Finished, u"a.gcode"_s));
        hear(says(State::Idle));
        QCOMPARE(m_jobs->plate(), Plate::Occupied);
    }

    void idleWithoutFinishedClearsNothing()
    {
        m_printerClears = true;
        hear(says(State::Printing, u"a.gcode"_s));
        hear(says(State::Idle, JobResult::Canceled));
        QCOMPARE(m_jobs->plate(), Plate::Occupied);
    }

    void aJobStartedAtThePanelClearsThePlate()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        hear(says(State::Finished, u"a.gcode"_s));
        hear(says(State::Idle));
        const auto change = hear(says(State::Preparing, u"b.gcode"_s));
        QVERIFY(change.started && change.plateChanged);
        QCOMPARE(m_jobs->plate(), Plate::Clear);
    }

    void aJobGoesOnThroughOtherStates_data()
    {
        QTest::addColumn<DriverState>("between");
        QTest::newRow("attention") << says(State::Attention);
        QTest::newRow("attention with the job") << says(State::Attention, u"a.gcode"_s);
        QTest::newRow("error with the job") << says(State::Error, u"a.gcode"_s);
        QTest::newRow("busy with the job") << says(State::Busy, u"a.gcode"_s);
        QTest::newRow("unknown") << says(State::Unknown);
    }
    void aJobGoesOnThroughOtherStates()
    {
        QFETCH(DriverState, between);
        hear(says(State::Printing, u"a.gcode"_s));
        auto change = hear(between);
        QVERIFY(!change.started && !change.ended);
        QVERIFY(m_jobs->job());
        change = hear(says(State::Printing, u"a.gcode"_s));
        QVERIFY(!change.started && !change.ended);
    }

    void anErrorThatLosesTheJobEndsIt()
    {
        hear(says(State::Printing, u"a.gcode"_s));
        hear(says(State::Error, u"a.gcode"_s));
        QVERIFY(hear(says(State::Error)).ended);
        QCOMPARE(m_jobs->lastJob()->result, JobResult::Failed);
    }

    void aPromptWithAJobBelongsToIt()
    {
        hear(says(State::Idle));
        QVERIFY(hear(says(State::Attention, u"a.gcode"_s)).started);
        QVERIFY(!hear(says(State::Printing, u"a.gcode"_s)).started);
    }

    void aRunIsTiedToTheJobUnderWayOnly()
    {
        m_jobs->attachRun(u"run-1"_s, JobSource::Queue);
        QVERIFY(!m_jobs->job());
        hear(says(State::Printing, u"a.gcode"_s));
        QVERIFY(m_jobs->job()->runId.isEmpty());
        m_jobs->attachRun(u"run-2"_s, JobSource::Cloud);
        hear(says(State::Paused, u"a.gcode"_s));
        QCOMPARE(m_jobs->job()->runId, u"run-2"_s);
        QCOMPARE(m_jobs->job()->source, JobSource::Cloud);
    }

private:
    JobTracker::Change hear(const DriverState &report)
    {
        m_clock->advance(3s);
        return m_jobs->observe(report, m_printerClears, m_clock->now());
    }

    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<JobTracker> m_jobs;
    bool m_printerClears = false;
};

FLOTILLA_TEST(tst_JobTracker)
#include "tst_jobtracker.moc"
