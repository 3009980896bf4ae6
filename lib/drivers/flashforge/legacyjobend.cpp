// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/legacyjobend.h"

namespace flotilla::flashforge {

namespace {

// A cancel that has not shown by then was not acted on.
constexpr std::chrono::seconds cancelShowsWithin {30};

} // namespace

void LegacyJobEnd::lookAway()
{
    m_hadJob = m_wasWhole = false;
}

void LegacyJobEnd::observe(DriverState &state, std::chrono::milliseconds now)
{
    if (m_canceledAt && now - *m_canceledAt > cancelShowsWithin)
        m_canceledAt.reset();
    if (isJobState(state.state)) {
        m_hadJob = true;
        m_wasWhole = state.job && state.job->progress.value_or(0) >= 1;
        return;
    }
    if (state.state != State::Idle && state.state != State::Finished)
        return;
    if (m_canceledAt)
        state.jobResult = JobResult::Canceled;
    else if (m_hadJob && m_wasWhole && !state.jobResult)
        state.jobResult = JobResult::Completed;
    m_hadJob = m_wasWhole = false;
    m_canceledAt.reset();
}

} // namespace flotilla::flashforge
