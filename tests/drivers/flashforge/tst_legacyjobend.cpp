// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/legacyjobend.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace std::chrono_literals;

namespace {

DriverState printing(double progress)
{
    return {.state = State::Printing, .job = ReportedJob {.progress = progress}};
}

std::optional<JobResult> resultOf(LegacyJobEnd &end, State state, std::chrono::milliseconds now)
{
    DriverState report {.state = state};
    end.observe(report, now);
    return report.jobResult;
}

} // namespace

// What was said before a job was gone tells how it ended, or nothing does.
class tst_LegacyJobEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptedCancelIsTheReason()
    {
        LegacyJobEnd end;
        DriverState report = printing(1);
        end.observe(report, 0s);
        end.noteCancel(1s);
        QCOMPARE(resultOf(end, State::Idle, 2s), JobResult::Canceled);
        QCOMPARE(resultOf(end, State::Idle, 3s), std::nullopt);
    }

    void cancelThatDidNothingIsForgotten()
    {
        LegacyJobEnd end;
        end.noteCancel(0s);
        DriverState report = printing(0.5);
        end.observe(report, 31s);
        QCOMPARE(resultOf(end, State::Idle, 32s), std::nullopt);
    }

    void wholeFileIsCompleted()
    {
        LegacyJobEnd end;
        DriverState report = printing(1);
        end.observe(report, 0s);
        QCOMPARE(report.jobResult, std::nullopt);
        QCOMPARE(resultOf(end, State::Idle, 3s), JobResult::Completed);
    }

    void partOfAFileSaysNothing()
    {
        LegacyJobEnd end;
        DriverState report = printing(0.99);
        end.observe(report, 0s);
        QCOMPARE(resultOf(end, State::Idle, 3s), std::nullopt);
    }

    void nobodyHeardTheEnd()
    {
        LegacyJobEnd end;
        DriverState report = printing(1);
        end.observe(report, 0s);
        end.lookAway();
        QCOMPARE(resultOf(end, State::Idle, 3s), std::nullopt);
    }

    void printersOwnWordStands()
    {
        LegacyJobEnd end;
        DriverState report = printing(1);
        end.observe(report, 0s);
        DriverState finished {.state = State::Finished, .jobResult = JobResult::Failed};
        end.observe(finished, 1s);
        QCOMPARE(finished.jobResult, JobResult::Failed);
    }
};

FLOTILLA_TEST(tst_LegacyJobEnd)
#include "tst_legacyjobend.moc"
