// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/tcpchannel.h"
#include "drivers/flashforge/tcpreplies.h"

namespace flotilla::flashforge {

// One transfer at a time has the connection to itself: between M28 and M29 nothing else may go.

Command<void> TcpChannel::lend(QObject *borrower, const QString &command)
{
    if (m_borrower)
        return failure(Error::Kind::Busy, tr("The printer is receiving another file."));
    m_borrower = borrower;
    auto job = std::make_unique<Job>();
    job->command = command;
    job->lends = true;
    const auto answer = job->reply.command();
    enqueue(std::move(job));
    return answer.chain(this, [](const Result<TcpReply> &reply) -> Result<void> {
        if (reply)
            return {};
        const bool refused = reply.error().kind == Error::Kind::Refused;
        const auto said = uploadVerdict({"M28", {reply.error().detail.toUtf8()}});
        return failure(refused && !said ? said.error() : reply.error());
    });
}

void TcpChannel::writeLent(const QByteArray &bytes)
{
    if (m_lent)
        m_socket.write(bytes);
}

void TcpChannel::flushLent()
{
    if (m_lent)
        m_socket.flush();
}

Command<TcpReply> TcpChannel::giveBack(QObject *borrower, const QString &command)
{
    if (!m_lent || m_borrower != borrower)
        return failure(Error::Kind::Unreachable, tr("The connection to the printer was lost."));
    m_lent = false;
    m_borrower.clear();
    auto job = std::make_unique<Job>();
    job->command = command;
    job->line = requestLine(command).value_or(QByteArray());
    job->repeats = 1; // at times it is swallowed with the data
    const auto answer = job->reply.command();
    m_jobs.push_front(std::move(job));
    sendNext();
    return answer;
}

void TcpChannel::cut(QObject *borrower)
{
    if (!borrower || m_borrower != borrower)
        return;
    m_borrower.clear();
    const auto waiting
        = std::find_if(m_jobs.begin(), m_jobs.end(), [](const auto &job) { return job->lends; });
    const bool underWay = m_lent || (m_underWay && waiting == m_jobs.begin());
    if (waiting != m_jobs.end())
        m_jobs.erase(waiting);
    if (!underWay)
        return;
    m_phase = Phase::Closed; // what the abort sets off is no loss
    m_socket.abort();
    drop();
    if (m_stays)
        m_again.start(m_times.loginPause);
}

} // namespace flotilla::flashforge
