// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/jobend.h"
#include "drivers/xyzprinting/states.h"
#include "drivers/xyzprinting/times.h"

namespace flotilla::xyzprinting {

// What to show for one report.
struct TrackedState
{
    State state = State::Unknown;
    QString text = {};
    std::optional<JobResult> result = {};
};

// Makes a state of the numbers that a printer gives one after the other, with what we told it in
// between: pausing and resuming have no number, "busy" hides the one before, and a finished job may
// show for a moment only. Pure: told what happened and when (monotonic time).
class StateTracker
{
public:
    using Time = std::chrono::milliseconds;

    explicit StateTracker(const Times &times);

    TrackedState observe(const MachineReport &report, Time now);
    // The printer answered that it is busy: the last state, and that.
    TrackedState busy() const;
    const TrackedState &last() const { return m_last; }

    void pauseSent(Time now) { command(Wish::Pause, now); }
    void resumeSent(Time now) { command(Wish::Resume, now); }
    void cancelSent(Time now);
    // The person said that the plate is clear.
    void plateCleared();
    // Nobody listened for a while.
    void forget();

private:
    enum class Wish { None, Pause, Resume, Cancel };

    void command(Wish wish, Time now);
    TrackedState read(const MachineReport &report) const;
    void applyWish(TrackedState &state, Time now);
    void applyEnd(TrackedState &state, JobEnd::Verdict verdict);
    void holdFinished(TrackedState &state, Time now);

    Times m_times;
    JobEnd m_end;
    TrackedState m_last;
    Wish m_wish = Wish::None;
    Time m_wishedAt {};
    std::optional<JobResult> m_result; // of the job that lies on the plate
    std::optional<Time> m_finishedAt; // when it began to wait for the plate to be cleared
    bool m_holdsFinished = false; // it no longer says so, but nobody can have cleared the plate
};

} // namespace flotilla::xyzprinting
