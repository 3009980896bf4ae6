// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jobend.h"

namespace flotilla::xyzprinting {

namespace {

constexpr int nearlyDonePercent = 90; // the percentage moves in steps of up to 9
constexpr qint64 nearlyDoneMinutes = 2;

} // namespace

JobEnd::JobEnd(Time patience)
    : m_patience(patience)
{
}

void JobEnd::forget()
{
    m_underWay = false;
    m_canceled = false;
    m_last.reset();
    m_vanishedAt.reset();
}

JobEnd::Verdict JobEnd::observe(State state, const MachineReport &report, Time now)
{
    if (isJobState(state)) {
        if (m_vanishedAt) // another one began before we knew of the first
            forget();
        m_underWay = true;
        m_canceled = m_canceled || state == State::Canceling;
        if (report.job)
            m_last = report.job;
        return Verdict::UnderWay;
    }
    if (!m_underWay)
        return Verdict::NoJob;
    const Verdict verdict = endOf(state, report, now);
    if (verdict != Verdict::Unclear && verdict != Verdict::UnderWay)
        forget();
    return verdict;
}

JobEnd::Verdict JobEnd::endOf(State state, const MachineReport &report, Time now)
{
    switch (state) {
    case State::Finished:
        return m_canceled ? Verdict::Canceled : Verdict::Completed;
    case State::Error:
        return Verdict::Failed;
    case State::Idle:
        break;
    default:
        return m_vanishedAt ? Verdict::Unclear : Verdict::UnderWay;
    }
    if (m_canceled)
        return Verdict::Canceled;
    if (!report.errors.isEmpty())
        return Verdict::Failed;
    if (wasNearlyDone())
        return Verdict::Completed;
    if (!m_vanishedAt)
        m_vanishedAt = now;
    return now - *m_vanishedAt < m_patience ? Verdict::Unclear : Verdict::Canceled;
}

bool JobEnd::wasNearlyDone() const
{
    if (!m_last)
        return false;
    return m_last->percent >= nearlyDonePercent
        || (m_last->leftMinutes && *m_last->leftMinutes <= nearlyDoneMinutes
            && m_last->elapsedMinutes > *m_last->leftMinutes);
}

} // namespace flotilla::xyzprinting
