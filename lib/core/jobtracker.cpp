// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobtracker.h"

namespace flotilla {

namespace {

bool isOtherJob(const JobStatus &known, const ReportedJob &reported)
{
    return !known.name.isEmpty() && !reported.name.isEmpty() && known.name != reported.name;
}

// States in which a job under way goes on although the state word is not one of a job.
bool mayHoldJob(const DriverState &state)
{
    switch (state.state) {
    case State::Attention:
        return true;
    case State::Error:
    case State::Busy:
    case State::Updating:
        return state.job.has_value();
    case State::Unknown:
        return true; // it has not said that the job ended
    default:
        return false;
    }
}

} // namespace

void JobTracker::restore(const std::optional<JobStatus> &job, const std::optional<LastJob> &lastJob,
                         Plate plate)
{
    m_job = job;
    m_lastJob = lastJob;
    m_plate = plate;
    m_lastState = State::Unknown;
    m_lookedAway = true;
}

JobTracker::Change JobTracker::observe(const DriverState &state, bool printerClears,
                                       const QDateTime &now)
{
    Change change;
    const bool underWay
        = isJobState(state.state) || (state.state == State::Attention && state.job.has_value());
    if (m_job && state.job && isOtherJob(*m_job, *state.job)) {
        // It ended and another one began; this report tells of the other one only.
        end(JobResult::Unknown, now, change);
        if (!underWay)
            return change; // how the other one ended comes with the next report
    } else if (m_job && !underWay && !mayHoldJob(state)) {
        if (m_job->name.isEmpty() && state.job)
            m_job->name = state.job->name;
        end(resultOf(state), now, change);
    } else if (!m_job && state.state == State::Finished) {
        noteUnseenEnd(state, now, change);
    }
    if (underWay && !m_job)
        begin(state, now, change);

    if (m_job && state.job) {
        const QString known = m_job->name;
        static_cast<ReportedJob &>(*m_job) = *state.job;
        if (m_job->name.isEmpty())
            m_job->name = known;
    }
    if (printerClears && m_lastState == State::Finished && state.state == State::Idle)
        putPlate(Plate::Clear, change);
    // Not at each report: many machines say Finished until the next job, long after the person has
    // cleared the plate.
    if (state.state == State::Finished && m_plate == Plate::Unknown)
        putPlate(Plate::Occupied, change);

    // A prompt, an error or a self-test in between does not make an old end a new one.
    if (underWay || state.state == State::Idle || state.state == State::Finished)
        m_lastState = state.state;
    if (state.state != State::Unknown)
        m_lookedAway = false;
    return change;
}

bool JobTracker::setPlate(Plate plate)
{
    Change change;
    putPlate(plate, change);
    return change.plateChanged;
}

void JobTracker::attachRun(const QString &runId, JobSource source)
{
    if (m_job) {
        m_job->runId = runId;
        m_job->source = source;
    }
}

void JobTracker::begin(const DriverState &state, const QDateTime &now, Change &change)
{
    m_job.emplace();
    if (state.job) {
        static_cast<ReportedJob &>(*m_job) = *state.job;
        // Known to the second where the printer counts; else only if we saw it not printing just
        // before.
        if (state.job->elapsedSeconds)
            m_job->startedAt = now.addSecs(-*state.job->elapsedSeconds);
    }
    if (!m_job->startedAt.isValid() && !m_lookedAway)
        m_job->startedAt = now;
    change.started = true;
    putPlate(Plate::Clear, change); // whatever lay there before, somebody started on it
}

void JobTracker::end(JobResult result, const QDateTime &now, Change &change)
{
    m_lastJob = LastJob {m_job->runId, m_job->name, result, m_lookedAway ? QDateTime() : now};
    m_job.reset();
    change.ended = true;
    putPlate(Plate::Occupied, change);
}

void JobTracker::noteUnseenEnd(const DriverState &state, const QDateTime &now, Change &change)
{
    const QString name = state.job ? state.job->name : QString();
    const JobResult result = resultOf(state);
    const bool sameName
        = m_lastJob && (name.isEmpty() || m_lastJob->name.isEmpty() || m_lastJob->name == name);
    if (sameName && m_lastState == State::Finished)
        return;
    if (sameName && m_lastState == State::Unknown
        && (m_lastJob->result == result || m_lastJob->result == JobResult::Unknown)) {
        m_lastJob->result = result; // we knew of the end before this program began
        return;
    }
    m_lastJob = LastJob {{}, name, result, m_lookedAway ? QDateTime() : now};
    change.ended = true;
    putPlate(Plate::Occupied, change);
}

JobResult JobTracker::resultOf(const DriverState &state) const
{
    if (state.jobResult)
        return *state.jobResult;
    if (state.state == State::Error)
        return JobResult::Failed;
    if (state.state == State::Finished)
        return JobResult::Completed;
    if (m_lastState == State::Canceling)
        return JobResult::Canceled;
    return JobResult::Unknown;
}

void JobTracker::putPlate(Plate plate, Change &change)
{
    if (m_plate == plate)
        return;
    m_plate = plate;
    change.plateChanged = true;
}

} // namespace flotilla
