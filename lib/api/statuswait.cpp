// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/statuswait.h"

#include "api/linkwait.h"

namespace flotilla::api {

StatusWait::StatusWait(Printer *printer, State wanted, QObject *parent)
    : QObject(parent)
    , m_printer(printer)
    , m_wanted(wanted)
    , m_token(printer->watch())
{
    auto *link = new LinkWait(printer, LinkWait::Patience::Persistent,
                              std::chrono::milliseconds::zero(), this);
    connect(link, &LinkWait::finished, this, [this](const std::optional<Error> &error) {
        if (error) {
            end(error);
            return;
        }
        m_heard = true;
        m_lastJobBefore = m_printer->status().lastJob;
        look();
    });
    // Directly, so that a state seen for one report only is not missed.
    connect(printer, &Printer::statusChanged, this, &StatusWait::look);
}

void StatusWait::look()
{
    if (m_finished || !m_heard || !m_printer)
        return;
    const PrinterStatus &status = m_printer->status();
    if (status.link == Link::Rejected && !status.nextTryAt.isValid()) {
        const auto ready = m_printer->readyToStart();
        end(ready ? std::optional<Error>() : ready.error());
        return;
    }
    if (!LinkWait::isHeard(*m_printer))
        return;
    if (isMet())
        end(std::nullopt);
    else if (const auto result = spoilt())
        end(Error {Error::Kind::TimedOut,
                   *result == JobResult::Canceled
                       ? tr("The job on “%1” was canceled.").arg(m_printer->name())
                       : tr("The job on “%1” failed.").arg(m_printer->name()),
                   {}});
}

bool StatusWait::isMet() const
{
    const PrinterStatus &status = m_printer->status();
    if (status.state == m_wanted)
        return true;
    if (m_wanted != State::Finished || status.job || isJobState(status.state) || !status.lastJob)
        return false;
    return status.lastJob->result == JobResult::Completed
        || status.lastJob->result == JobResult::Unknown;
}

std::optional<JobResult> StatusWait::spoilt() const
{
    const PrinterStatus &status = m_printer->status();
    if (m_wanted != State::Finished || status.job || isJobState(status.state) || !status.lastJob
        || status.lastJob == m_lastJobBefore)
        return std::nullopt;
    const JobResult result = status.lastJob->result;
    const bool bad = result == JobResult::Canceled || result == JobResult::Failed;
    return bad ? std::optional(result) : std::nullopt;
}

void StatusWait::end(const std::optional<Error> &error)
{
    if (m_finished)
        return;
    m_finished = true;
    deleteLater();
    Q_EMIT finished(error);
}

} // namespace flotilla::api
