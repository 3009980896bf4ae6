// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/v3wire.h"

#include "base/logging.h"

namespace flotilla::xyzprinting {

namespace {

constexpr size_t mostWaiting = 64;

// The first words only: replies carry serial numbers, settings may carry a Wi-Fi password, blocks
// are no text.
QByteArray logged(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf('=');
    return end < 0 || !bytes.startsWith("XYZv3/") ? QByteArray() : bytes.first(end);
}

} // namespace

V3Wire::V3Wire(std::unique_ptr<Transport> transport, const Times &times, QObject *parent)
    : QObject(parent)
    , m_times(times)
    , m_transport(std::move(transport))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &V3Wire::handlePatience);
    connect(m_transport.get(), &Transport::opened, this, &V3Wire::write);
    connect(m_transport.get(), &Transport::failed, this, &V3Wire::handleFailed);
    connect(m_transport.get(), &Transport::received, this, &V3Wire::handleBytes);
    connect(m_transport.get(), &Transport::ended, this, &V3Wire::handleEnded);
}

V3Wire::~V3Wire()
{
    m_transport->disconnect(this);
    close();
}

void V3Wire::close()
{
    m_patience.stop();
    m_underWay = false;
    m_reader.reset();
    m_transport->close();
    m_jobs.clear();
}

Command<V3Reply> V3Wire::send(const V3Request &request)
{
    if (m_jobs.size() >= mostWaiting)
        return failure(Error::Kind::Busy,
                       tr("The printer has not answered the commands before this one yet."));
    m_jobs.push_back(std::make_unique<Job>(Job {request, {}, false}));
    const auto answer = m_jobs.back()->promise.command();
    if (!m_underWay)
        sendNext();
    return answer;
}

void V3Wire::sendNext()
{
    if (m_jobs.empty())
        return;
    m_underWay = true;
    if (m_transport->isOpen())
        write();
    else
        m_transport->open();
}

void V3Wire::write()
{
    if (!m_underWay || m_jobs.empty())
        return;
    const V3Request &request = m_jobs.front()->request;
    qCDebug(lcXyzPrinting).noquote()
        << m_transport->where() << "<-" << logged(request.bytes) << request.bytes.size() << "bytes";
    m_between = ReplyReader();
    if (request.unanswered) {
        m_reader.reset();
        m_patience.start(m_times.settingSettles);
    } else {
        m_reader.emplace(request.end);
        m_patience.start(request.patience);
    }
    m_transport->write(request.bytes);
}

void V3Wire::handleBytes(const QByteArray &bytes)
{
    qCDebug(lcXyzPrinting).noquote() << m_transport->where() << "->" << bytes.size() << "bytes";
    if (!m_reader) {
        handleIdleBytes(bytes);
        return;
    }
    const auto status = m_reader->feed(bytes);
    const QByteArray rest = m_reader->takeRest();
    for (const ActionReply &action : m_reader->takeActionReplies())
        Q_EMIT actionReported(action);
    if (m_reader)
        handleStatus(status);
    if (!rest.isEmpty() && !m_reader)
        handleIdleBytes(rest);
}

// Only an action's words count while nothing is asked.
void V3Wire::handleIdleBytes(const QByteArray &bytes)
{
    const auto status = m_between.feed(bytes);
    const QList<ActionReply> actions = m_between.takeActionReplies();
    if (status != ReplyReader::Status::Incomplete)
        m_between = ReplyReader();
    for (const ActionReply &action : actions)
        Q_EMIT actionReported(action);
}

void V3Wire::handleStatus(ReplyReader::Status status)
{
    switch (status) {
    case ReplyReader::Status::Incomplete:
        break;
    case ReplyReader::Status::Complete:
        finish(V3Reply {m_reader->lines(), m_reader->beganWithOk()});
        break;
    case ReplyReader::Status::Refused: {
        const bool asked = m_jobs.front()->request.asksOnly;
        finish(failure(asked ? Error::Kind::Busy : Error::Kind::Refused,
                       asked ? tr("The printer is busy.") : tr("The printer refused the command."),
                       QString::fromLatin1(m_reader->refusal())));
        break;
    }
    case ReplyReader::Status::Failed:
        m_transport->close(); // what follows belongs to the same nonsense
        finish(failure(Error::Kind::BadReply, tr("The printer's answer cannot be understood.")));
        break;
    }
}

void V3Wire::handlePatience()
{
    if (!m_underWay || m_jobs.empty())
        return;
    const V3Request &request = m_jobs.front()->request;
    if (request.unanswered || request.mayStayUnanswered)
        return finish(V3Reply {});
    if (m_reader && m_reader->endOfPatience() == ReplyReader::Status::Complete)
        return finish(V3Reply {m_reader->lines(), m_reader->beganWithOk()});
    // A late answer must not be taken for the next one's. A serial port keeps no such memory.
    if (!m_transport->isSerial())
        m_transport->close();
    finish(failure(Error::Kind::TimedOut, tr("The printer does not answer.")));
}

void V3Wire::handleFailed(const Error &error)
{
    m_underWay = false;
    const auto jobs = std::exchange(m_jobs, {});
    for (const auto &job : jobs)
        job->promise.finish(failure(error));
}

void V3Wire::handleEnded(const Error &error, bool orderly)
{
    if (!m_underWay) {
        if (!orderly)
            Q_EMIT lost(error);
        return;
    }
    Job &job = *m_jobs.front();
    if (job.request.unanswered) {
        m_patience.stop();
        return finish(V3Reply {});
    }
    // It hung up after the reply before, at the moment this was written: nobody has read it.
    const bool unheard = orderly && m_reader && m_reader->isUntouched();
    if (unheard && job.request.asksOnly && !std::exchange(job.askedAgain, true)) {
        m_patience.stop();
        m_transport->open();
        return;
    }
    if (orderly)
        return finish(failure(Error::Kind::BadReply,
                              tr("The printer hung up in the middle of its answer."),
                              error.detail));
    finish(failure(error));
}

void V3Wire::finish(Result<V3Reply> result)
{
    m_patience.stop();
    m_reader.reset();
    m_underWay = false;
    const auto job = std::move(m_jobs.front());
    m_jobs.pop_front();
    job->promise.finish(std::move(result));
    if (!m_underWay)
        sendNext();
}

} // namespace flotilla::xyzprinting
