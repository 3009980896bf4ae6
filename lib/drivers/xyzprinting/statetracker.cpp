// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/statetracker.h"

#include <QCoreApplication>

namespace flotilla::xyzprinting {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(xyzprinting)
};

} // namespace

StateTracker::StateTracker(const Times &times)
    : m_times(times)
    , m_end(times.jobEndUnclear)
{
}

void StateTracker::forget()
{
    m_end.forget();
    m_last = {};
    m_wish = Wish::None;
    m_finishedAt.reset();
    m_result.reset();
    m_holdsFinished = false;
}

void StateTracker::command(Wish wish, Time now)
{
    m_wish = wish;
    m_wishedAt = now;
}

void StateTracker::cancelSent(Time now)
{
    command(Wish::Cancel, now);
    m_end.cancelSent();
}

void StateTracker::plateCleared()
{
    m_holdsFinished = false;
    m_finishedAt.reset();
}

TrackedState StateTracker::busy() const
{
    TrackedState state = m_last;
    const QString said = state.text.isEmpty() ? stateText(state.state) : state.text;
    state.text = state.state == State::Unknown ? Tr::tr("The printer is busy")
                                               : Tr::tr("%1 (the printer is busy)").arg(said);
    return state;
}

// What the number means, or the state before where it means none.
TrackedState StateTracker::read(const MachineReport &report) const
{
    if (!report.state)
        return m_last;
    if (*report.state == stateBusy) {
        TrackedState state = busy();
        if (state.state == State::Unknown)
            state.state = State::Preparing;
        return state;
    }
    const auto reading = readState(*report.state, report.subState);
    if (!reading)
        return {m_last.state, Tr::tr("The printer's state is %1").arg(*report.state),
                m_last.result};
    if (isHeatingFirst(report))
        return {State::Preparing, Tr::tr("Heating"), {}};
    return {reading->state, reading->text, {}};
}

TrackedState StateTracker::observe(const MachineReport &report, Time now)
{
    // "Busy" and unknown numbers say nothing new of the job.
    const bool tells
        = report.state && *report.state != stateBusy && readState(*report.state, report.subState);
    if (report.state && !tells) {
        const TrackedState kept = m_last;
        TrackedState state = read(report);
        if (kept.state == State::Unknown)
            m_last.state = state.state;
        return state;
    }
    TrackedState state = read(report);
    const JobEnd::Verdict verdict = m_end.observe(state.state, report, now);
    applyEnd(state, verdict);
    holdFinished(state, now);
    applyWish(state, now);
    m_last = state;
    return state;
}

void StateTracker::applyEnd(TrackedState &state, JobEnd::Verdict verdict)
{
    switch (verdict) {
    case JobEnd::Verdict::Unclear:
        // Not idle yet: the next report may say that the plate waits.
        state.state = State::Printing;
        state.text = Tr::tr("The print has ended or was stopped");
        break;
    case JobEnd::Verdict::Completed:
        m_result = JobResult::Completed;
        break;
    case JobEnd::Verdict::Canceled:
        m_result = JobResult::Canceled;
        break;
    case JobEnd::Verdict::Failed:
        m_result = JobResult::Failed;
        break;
    case JobEnd::Verdict::UnderWay:
        m_result.reset();
        m_finishedAt.reset();
        m_holdsFinished = false;
        break;
    case JobEnd::Verdict::NoJob:
        break;
    }
    if (state.state == State::Finished || state.state == State::Idle || state.state == State::Error)
        state.result = m_result;
}

// One machine says "done" for a single poll and is idle again, without anybody having been there.
// Only one that waited long can have been told so at its own button.
void StateTracker::holdFinished(TrackedState &state, Time now)
{
    if (state.state == State::Finished) {
        if (!m_finishedAt)
            m_finishedAt = now;
        return;
    }
    if (state.state != State::Idle)
        return;
    if (m_finishedAt && !m_holdsFinished && now - *m_finishedAt < m_times.jobEndUnclear)
        m_holdsFinished = true;
    m_finishedAt.reset();
    if (m_holdsFinished)
        state.state = State::Finished;
}

// Pausing and resuming show by what we sent, until the printer shows the end of it, or it becomes
// clear that it does not.
void StateTracker::applyWish(TrackedState &state, Time now)
{
    const bool prints = state.state == State::Printing || state.state == State::Preparing;
    const bool over = now - m_wishedAt >= m_times.pausing;
    switch (m_wish) {
    case Wish::Pause:
        if (prints && !over)
            state = {State::Pausing, {}, {}};
        else
            m_wish = Wish::None;
        break;
    case Wish::Resume:
        if (state.state == State::Paused && !over)
            state = {State::Resuming, {}, {}};
        else
            m_wish = Wish::None;
        break;
    case Wish::Cancel:
        if (isJobState(state.state) && !over)
            state = {State::Canceling, {}, {}};
        else
            m_wish = Wish::None;
        break;
    case Wish::None:
        break;
    }
}

} // namespace flotilla::xyzprinting
