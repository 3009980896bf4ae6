// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/driverstate.h"

#include <chrono>
#include <optional>

namespace flotilla::flashforge {

// How a job ended on machines that only show that it is gone: their words are READY after a cancel,
// and some have none for a whole print either. What they said before tells: that they took a
// cancel, or that all of the file was printed. Without such a word the result stays open. Pure.
class LegacyJobEnd
{
public:
    // The machine said yes to a cancel.
    void noteCancel(std::chrono::milliseconds now) { m_canceledAt = now; }
    // The connection is gone: what happens until the next report nobody hears.
    void lookAway();
    // Fills in the result of the job that has ended with this report, where something tells it.
    void observe(DriverState &state, std::chrono::milliseconds now);

private:
    bool m_hadJob = false;
    bool m_wasWhole = false;
    std::optional<std::chrono::milliseconds> m_canceledAt;
};

} // namespace flotilla::flashforge
