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
}

JobTracker::Change JobTracker::observe(const DriverState &state, bool printerClears,
                                       const QDateTime &now)
{
    Change change;
    if (isJobState(state.state)) {
        if (m_job && state.job && isOtherJob(*m_job, *state.job))
            end(JobResult::Unknown, now, change); // ended and the next began while nobody looked
        if (!m_job)
            begin(state, now, change);
    } else if (m_job && !mayHoldJob(state)) {
        end(resultOf(state), now, change);
    } else if (!m_job && state.state == State::Finished) {
        noteUnseenEnd(state, change);
    }

    if (m_job && state.job)
        static_cast<ReportedJob &>(*m_job) = *state.job;
    if (printerClears && m_lastState == State::Finished && state.state == State::Idle)
        putPlate(Plate::Clear, change);
    if (state.state == State::Finished)
        putPlate(Plate::Occupied, change);
    if (state.state != State::Unknown)
        m_lastState = state.state;
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
    if (!m_job->startedAt.isValid() && m_lastState != State::Unknown)
        m_job->startedAt = now;
    change.started = true;
    putPlate(Plate::Clear, change); // whatever lay there before, somebody started on it
}

void JobTracker::end(JobResult result, const QDateTime &now, Change &change)
{
    m_lastJob = LastJob {m_job->runId, m_job->name, result, now};
    m_job.reset();
    change.ended = true;
    putPlate(Plate::Occupied, change);
}

void JobTracker::noteUnseenEnd(const DriverState &state, Change &change)
{
    const QString name = state.job ? state.job->name : QString();
    const JobResult result = resultOf(state);
    if (m_lastJob && (name.isEmpty() || m_lastJob->name == name) && m_lastState == State::Unknown
        && (m_lastJob->result == result || m_lastJob->result == JobResult::Unknown)) {
        m_lastJob->result = result;
        return;
    }
    if (m_lastState == State::Finished)
        return;
    m_lastJob = LastJob {{}, name, result, {}};
    change.ended = true;
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
