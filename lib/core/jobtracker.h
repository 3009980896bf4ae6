// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printerstatus.h"

#include <optional>

namespace flotilla {

// Follows the jobs of one printer through what it reports: when a job began and ended and how, and
// what that means for the plate. Pure: no timers, no database. Nothing is guessed: an end that
// nobody saw has the result Unknown.
class JobTracker
{
public:
    // What one report changed.
    struct Change
    {
        bool started = false;
        bool ended = false;
        bool plateChanged = false;
    };

    // What was known when the program ran last.
    void restore(const std::optional<JobStatus> &job, const std::optional<LastJob> &lastJob,
                 Plate plate);

    // A report, heard at `now` (UTC). `printerClears` = this machine has its own "plate is clear"
    // (Capabilities::clearsPlate), so that its Idle after Finished means the plate was cleared
    // there.
    Change observe(const DriverState &state, bool printerClears, const QDateTime &now);

    // Nobody hears the printer for long from here on. A begin or an end that the next report tells
    // of has no time then: durations are not invented.
    void lookAway() { m_lookedAway = true; }

    // The person says the plate is clear (or not). Returns whether that is news.
    bool setPlate(Plate plate);

    // Ties the job under way to a run of lib/jobs.
    void attachRun(const QString &runId, JobSource source);

    const std::optional<JobStatus> &job() const { return m_job; }
    const std::optional<LastJob> &lastJob() const { return m_lastJob; }
    Plate plate() const { return m_plate; }

private:
    void begin(const DriverState &state, const QDateTime &now, Change &change);
    void end(JobResult result, const QDateTime &now, Change &change);
    void noteUnseenEnd(const DriverState &state, const QDateTime &now, Change &change);
    JobResult resultOf(const DriverState &state) const;
    void putPlate(Plate plate, Change &change);

    std::optional<JobStatus> m_job;
    std::optional<LastJob> m_lastJob;
    Plate m_plate = Plate::Unknown;
    State m_lastState = State::Unknown; // the last one that says how its job stands
    bool m_lookedAway = true;
};

} // namespace flotilla
