// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/v3upload.h"

#include "drivers/xyzprinting/query.h"
#include "drivers/xyzprinting/states.h"

namespace flotilla::xyzprinting {

V3Upload::V3Upload(V3Channel &channel, const QString &path, const QString &name, QThreadPool *pool,
                   const Times &times, QObject *parent)
    : TransferJob(parent)
    , m_channel(&channel)
    , m_path(path)
    , m_name(name)
    , m_pool(pool)
    , m_times(times)
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &V3Upload::askAfter);
    const auto disconnected
        = [this] { end(failure(Error::Kind::Canceled, tr("The printer was disconnected."))); };
    connect(&channel, &V3Channel::closed, this, disconnected);
    connect(&channel, &QObject::destroyed, this, disconnected);
    QMetaObject::invokeMethod(this, &V3Upload::begin, Qt::QueuedConnection);
}

V3Upload::~V3Upload()
{
    if (m_channel && !isFinished() && m_stage != Stage::Opening)
        m_channel->m_wire.close();
}

void V3Upload::cancel()
{
    fail({Error::Kind::Canceled, tr("Sending was stopped."), {}});
}

// Also for the second try: the file is read from its beginning.
void V3Upload::begin()
{
    if (isFinished())
        return;
    m_stage = Stage::Opening;
    m_read.clear();
    m_acknowledged = 0;
    m_index = 0;
    m_inFlight = m_broke = false;
    m_source = std::make_unique<net::FileSource>(m_path, m_pool);
    connect(m_source.get(), &net::FileSource::failed, this, &V3Upload::fail);
    connect(m_source.get(), &net::FileSource::chunkReady, this, &V3Upload::sendBlock);
    connect(m_source.get(), &net::FileSource::opened, this, &V3Upload::sendBegin);
    m_source->open();
}

void V3Upload::sendBegin(qint64 size)
{
    if (isFinished() || !m_channel)
        return;
    if (size == 0)
        return fail({Error::Kind::BadFile, tr("The file is empty."), {}});
    m_size = size;
    m_blockBytes = m_channel->report().blockBytes;
    m_channel->m_endAcknowledged = false;
    m_stage = Stage::Begin;
    m_sign.start();
    send(uploadBegin(m_name.toLatin1(), size, m_times), [this](const Result<V3Reply> &reply) {
        if (!reply)
            return handleTrouble(reply.error());
        m_sign.start();
        m_stage = Stage::Blocks;
        sendBlock();
    });
}

void V3Upload::send(const V3Request &request,
                    const std::function<void(const Result<V3Reply> &)> &answered)
{
    if (!m_channel)
        return;
    m_channel->m_wire.send(request).onFinished(this,
                                               [this, answered](const Result<V3Reply> &reply) {
                                                   if (!isFinished() && m_channel)
                                                       answered(reply);
                                               });
}

void V3Upload::sendBlock()
{
    if (m_stage != Stage::Blocks || m_inFlight || isFinished())
        return;
    const qint64 wanted = qMin(m_blockBytes, m_size - m_acknowledged);
    while (m_read.size() < wanted) {
        const auto chunk = m_source->takeChunk();
        if (!chunk)
            return; // the disk is slower than the printer
        m_read += *chunk;
    }
    m_inFlight = true;
    const QByteArray block = m_read.first(wanted);
    m_read.remove(0, wanted);
    send(uploadBlock(m_index, block, m_times),
         [this, wanted](const Result<V3Reply> &reply) { handleBlock(reply, wanted); });
}

void V3Upload::handleBlock(const Result<V3Reply> &reply, qint64 bytes)
{
    m_inFlight = false;
    if (!reply)
        return handleTrouble(reply.error());
    m_sign.start();
    ++m_index;
    m_acknowledged += bytes;
    setProgress(m_acknowledged, m_size);
    if (m_acknowledged == m_size)
        sendEnd();
    else
        sendBlock();
}

// The vendor's own program does not wait for this answer: without one it is the state that counts.
void V3Upload::sendEnd()
{
    m_stage = Stage::End;
    send(uploadEnd(m_times), [this](const Result<V3Reply> &reply) {
        if (!reply && reply.error().kind == Error::Kind::Refused)
            return handleTrouble(reply.error());
        m_channel->m_endAcknowledged = reply.has_value();
        end(TransferResult {.name = m_name, .bytes = m_size, .sha256 = m_source->sha256()});
    });
}

QString V3Upload::brokeText() const
{
    return m_broke ? tr("The connection broke after %1 of %2 bytes of the file.")
                         .arg(m_acknowledged)
                         .arg(m_size)
                   : tr("The printer stopped taking the file after %1 of %2 bytes.")
                         .arg(m_acknowledged)
                         .arg(m_size);
}

void V3Upload::handleTrouble(const Error &error)
{
    m_trouble = error;
    if (error.kind == Error::Kind::Refused)
        return fail({error.kind,
                     m_stage == Stage::Begin ? tr("The printer refused the file.")
                                             : tr("The printer refused a part of the file."),
                     error.detail});
    m_broke = error.kind != Error::Kind::TimedOut;
    if (m_broke && m_channel->isSerial())
        return fail({error.kind, brokeText() + u' ' + error.message, error.detail});
    m_stage = Stage::Asking;
    m_channel->m_wire.close();
    m_wait.start(m_broke ? m_times.uploadRetry : std::chrono::milliseconds(0));
}

// What became of the printer, and of what it got?
void V3Upload::askAfter()
{
    send(queryAll(m_times), [this](const Result<V3Reply> &reply) { handleAfter(reply); });
}

void V3Upload::handleAfter(const Result<V3Reply> &reply)
{
    MachineReport report;
    if (reply)
        applyQuery(report, reply->lines);
    const bool silent = !reply && reply.error().kind != Error::Kind::Busy;
    const bool idle = report.state == stateIdle;
    // A firmware is known that stays at "receiving" until it is switched off.
    const bool stuck = silent || (!m_broke && !idle);
    if (stuck && std::chrono::milliseconds(m_sign.elapsed()) < m_times.uploadStall) {
        m_wait.start(m_times.uploadRetry);
        return;
    }
    if (silent && m_broke)
        return fail({Error::Kind::Unreachable,
                     tr("%1 The printer can no longer be reached.").arg(brokeText()),
                     m_trouble.detail});
    if (stuck)
        return fail({Error::Kind::TimedOut,
                     tr("%1 Switch the printer off and on again, then send the file again.")
                         .arg(brokeText()),
                     m_trouble.detail});
    if (m_broke && idle && !std::exchange(m_triedAgain, true))
        return begin();
    fail({m_broke ? Error::Kind::Unreachable : m_trouble.kind,
          tr("%1 Look at the printer, then send the file again.").arg(brokeText()),
          m_trouble.detail});
}

void V3Upload::fail(const Error &error)
{
    if (isFinished())
        return;
    // The only way out of the middle of a file.
    if (m_channel && m_stage != Stage::Opening)
        m_channel->m_wire.close();
    end(failure(error));
}

void V3Upload::end(Result<TransferResult> result)
{
    if (isFinished())
        return;
    m_wait.stop();
    if (m_channel && m_channel->m_transfer == this)
        m_channel->m_transfer = nullptr;
    finish(std::move(result));
}

} // namespace flotilla::xyzprinting
