// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printerstate.h"
#include "drivers/xyzprinting/machinereport.h"

#include <chrono>
#include <optional>

namespace flotilla::xyzprinting {

// How a job ended, told from what a printer says before and after: it may go from printing to idle
// without ever saying "done", or say it for one poll only. Pure: told what was read and when.
class JobEnd
{
public:
    using Time = std::chrono::milliseconds;

    enum class Verdict {
        NoJob, // none was under way
        UnderWay,
        Unclear, // it is gone; the printer may still say how it ended
        Completed,
        Canceled, // by us, or at the printer
        Failed,
    };

    // `patience`: how long a job that vanished may still say that it ended.
    explicit JobEnd(Time patience);

    // We told the printer to stop the job.
    void cancelSent() { m_canceled = m_underWay; }
    // Nobody listened for a while.
    void forget();

    // `state`: what the number of this report means. A verdict that ends the job comes once; then
    // there is none until the next begins.
    Verdict observe(State state, const MachineReport &report, Time now);

private:
    Verdict endOf(State state, const MachineReport &report, Time now);
    bool wasNearlyDone() const;

    Time m_patience;
    bool m_underWay = false;
    bool m_canceled = false;
    std::optional<JobCount> m_last;
    std::optional<Time> m_vanishedAt;
};

} // namespace flotilla::xyzprinting
