// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonupload.h"

#include <algorithm>

namespace flotilla::xyzprinting {

namespace {

// What may wait in the socket: little enough that progress is honest, enough to keep it busy.
constexpr qint64 mostUnsent = 64 * 1024;
constexpr qsizetype writeBytes = 16 * 1024;
constexpr int sendCommand = 1;

} // namespace

JsonUpload::JsonUpload(JsonWire &wire, const QString &path, const QString &name,
                       const jsonmessages::Cartridges &cartridges, QThreadPool *pool,
                       const Times &times, QObject *parent)
    : TransferJob(parent)
    , m_wire(&wire)
    , m_name(name)
    , m_cartridges(cartridges)
    , m_times(times)
    , m_source(path, pool)
{
    connect(&wire, &QObject::destroyed, this, [this] {
        stop({Error::Kind::Canceled, tr("The printer was disconnected."), {}});
    });
    connect(&m_source, &net::FileSource::failed, this, &JsonUpload::stop);
    connect(&m_source, &net::FileSource::chunkReady, this, &JsonUpload::sendMore);
    connect(&m_source, &net::FileSource::opened, this, [this](qint64 size) {
        if (isFinished())
            return;
        if (size == 0)
            return stop({Error::Kind::BadFile, tr("The file is empty."), {}});
        m_stage = Stage::Asking;
        Q_EMIT ready();
    });
    m_source.open();
}

JsonUpload::~JsonUpload()
{
    if (m_wire)
        m_wire->abandon(this);
}

void JsonUpload::cancel()
{
    stop({Error::Kind::Canceled, tr("Sending was stopped."), {}});
}

void JsonUpload::stop(const Error &error)
{
    if (isFinished())
        return;
    finish(failure(error));
    if (m_wire)
        m_wire->abandon(this);
}

void JsonUpload::begin(JsonWire &wire)
{
    wire.send(jsonmessages::sendFile(m_name, m_source.size(), m_cartridges), m_times.jsonReply);
}

void JsonUpload::handleReply(JsonWire &wire, const JsonReply &reply)
{
    if (!reply.answers(sendCommand))
        return stop(unreadableJson(QStringLiteral("an answer to another command")));
    if (m_stage == Stage::Asking && reply.is(JsonOutcome::GoOn)) {
        m_stage = Stage::Sending;
        wire.waitUpTo(m_times.uploadStall);
        return sendMore();
    }
    if (m_stage != Stage::Confirming || !reply.is(JsonOutcome::Ok))
        return stop(jsonFileRefusal(reply));
    setProgress(m_source.size(), m_source.size());
    finish(TransferResult {m_name, m_source.size(), m_source.sha256()});
    Q_EMIT accepted(reply.token);
    wire.done();
}

// Whether there is something to send now; else the disk is slower than the printer.
bool JsonUpload::fillBlock()
{
    if (m_block.isEmpty())
        m_block = m_source.takeChunk().value_or(QByteArray());
    return !m_block.isEmpty();
}

void JsonUpload::sendMore()
{
    if (m_stage != Stage::Sending || m_writing || isFinished() || !m_wire)
        return;
    m_writing = true; // a wire may tell that bytes have gone before write() returns
    while (m_handed < m_source.size() && m_wire->unsentBytes() < mostUnsent && fillBlock()) {
        const QByteArray piece = m_block.first(std::min(writeBytes, m_block.size()));
        m_block.remove(0, piece.size());
        m_handed += piece.size();
        m_wire->sendRaw(piece, m_times.uploadStall);
    }
    m_writing = false;
    if (m_handed < m_source.size() || isFinished())
        return;
    m_stage = Stage::Confirming;
    m_wire->sendRaw(jsonmessages::fileEnd.toByteArray(), m_times.jsonFile);
}

void JsonUpload::handleWritten(JsonWire &wire)
{
    if (m_stage != Stage::Sending && m_stage != Stage::Confirming)
        return;
    const qint64 unsent = wire.unsentBytes();
    m_delivered = m_stage == Stage::Confirming && unsent == 0;
    wire.waitUpTo(m_delivered ? m_times.jsonFile : m_times.uploadStall); // bytes still move
    setProgress(std::clamp(m_handed - unsent, bytesDone(), m_handed), m_source.size());
    sendMore();
}

void JsonUpload::fail(const Error &error)
{
    const bool isTimeOut = error.kind == Error::Kind::TimedOut;
    const bool wasOnItsWay = m_stage == Stage::Sending || m_stage == Stage::Confirming;
    if (wasOnItsWay && isTimeOut && !m_delivered)
        return stop({Error::Kind::TimedOut,
                     tr("The printer stopped taking the file after %1 of %2 bytes. Switch it off "
                        "and on again, then send the file again.")
                         .arg(bytesDone())
                         .arg(m_source.size()),
                     error.detail});
    if (wasOnItsWay && isTimeOut)
        return stop({Error::Kind::TimedOut,
                     tr("The printer did not confirm the file. Look at the printer before sending "
                        "it again."),
                     error.detail});
    const bool wasCut
        = error.kind == Error::Kind::Unreachable || error.kind == Error::Kind::BadReply;
    if (wasOnItsWay && wasCut)
        return stop({Error::Kind::Unreachable,
                     tr("The connection broke while the file was sent; the printer has no use for "
                        "what arrived. Send it again."),
                     error.detail.isEmpty() ? error.message : error.detail});
    stop(error);
}

} // namespace flotilla::xyzprinting
