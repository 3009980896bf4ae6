// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/legacyupload.h"

#include "drivers/flashforge/legacycommands.h"

#include <algorithm>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

// What may wait in the socket: little enough that progress is honest, enough to keep it busy.
constexpr qint64 mostUnsent = 64 * 1024;
constexpr qsizetype rawWriteBytes = 4096; // as the vendor's own program writes
constexpr qsizetype mostHeard = 8 * 1024;

} // namespace

LegacyUpload::LegacyUpload(LegacySession &session, const UploadRequest &request,
                           const QString &storedName, UploadForm form, QThreadPool *pool,
                           const Times &times, QObject *parent)
    : TransferJob(parent)
    , m_session(&session)
    , m_request(request)
    , m_storedName(storedName)
    , m_form(form)
    , m_pool(pool)
    , m_times(times)
{
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, &LegacyUpload::handleTimeout);
    connect(&session.channel(), &TcpChannel::lost, this, [this](const Error &error) {
        const bool underWay = m_stage == Stage::Sending || m_stage == Stage::Quiet;
        if (underWay)
            fail(
                {Error::Kind::Unreachable,
                 tr("The connection broke while the file was sent; the printer has no use for what "
                    "arrived. Send it again."),
                 error.detail.isEmpty() ? error.message : error.detail});
    });
    connect(&session.channel(), &TcpChannel::lentBytes, this, &LegacyUpload::handleAnswer);
    connect(&session.channel(), &TcpChannel::lentWritten, this, &LegacyUpload::handleWritten);
    const auto disconnected = [this] {
        fail({Error::Kind::Canceled, tr("The printer was disconnected."), {}});
    };
    connect(&session.channel(), &TcpChannel::loanEnded, this, disconnected);
    connect(&session, &QObject::destroyed, this, disconnected);
    QMetaObject::invokeMethod(this, &LegacyUpload::ask, Qt::QueuedConnection);
}

LegacyUpload::~LegacyUpload()
{
    if (m_session && !isFinished())
        m_session->channel().cut(this);
}

void LegacyUpload::cancel()
{
    fail({Error::Kind::Canceled, tr("Sending was stopped."), {}});
}

// Also after the fall-back: the file is read from its beginning.
void LegacyUpload::ask()
{
    if (isFinished())
        return;
    m_stage = Stage::Opening;
    m_block.clear();
    m_handed = m_confirmed = 0;
    m_counter = 0;
    m_inPacket = 0;
    m_acks = {};
    m_heard.clear();
    m_source = std::make_unique<net::FileSource>(m_request.filePath, m_pool);
    connect(m_source.get(), &net::FileSource::failed, this, &LegacyUpload::fail);
    connect(m_source.get(), &net::FileSource::chunkReady, this, &LegacyUpload::sendMore);
    connect(m_source.get(), &net::FileSource::opened, this, [this](qint64 size) {
        m_size = size;
        if (size == 0)
            return fail({Error::Kind::BadFile, tr("The file is empty."), {}});
        if (!m_session || !m_session->isOpen())
            return fail({Error::Kind::Unreachable, tr("The printer is not connected."), {}});
        m_stage = Stage::Asking;
        m_session->channel()
            .lend(this, uploadBeginCommand(size, m_storedName))
            .onFinished(this, [this](const Result<void> &taken) { handleLent(taken); });
    });
    m_source->open();
}

void LegacyUpload::handleLent(const Result<void> &taken)
{
    if (isFinished())
        return;
    if (!taken)
        return fail(taken.error());
    if (!m_session || !m_session->channel().isLent()) // cut before we heard of it
        return fail({Error::Kind::Unreachable, tr("The connection to the printer was lost."), {}});
    m_stage = Stage::Sending;
    m_timeout.stop();
    awaitUntil(m_times.uploadIdle);
    sendMore();
}

// Whether `m_block` holds that many bytes now; else the disk is slower than the printer.
bool LegacyUpload::fillBlock(qsizetype bytes)
{
    while (m_block.size() < bytes) {
        const auto chunk = m_source->takeChunk();
        if (!chunk)
            return false;
        m_block += *chunk;
    }
    return true;
}

void LegacyUpload::sendMore()
{
    if (m_stage != Stage::Sending || isFinished() || !m_session)
        return;
    if (m_form == UploadForm::Framed)
        sendPacket();
    else
        sendRaw();
}

void LegacyUpload::sendPacket()
{
    const qsizetype wanted = qsizetype(qMin<qint64>(packetDataBytes, m_size - m_handed));
    if (m_inPacket > 0)
        return;
    if (!fillBlock(wanted))
        return awaitUntil(m_times.uploadIdle);
    m_acks.expect(m_counter);
    m_inPacket = wanted;
    m_handed += wanted;
    awaitUntil(m_counter == 0 ? m_times.firstPacketAnswer : m_times.packetAnswer);
    m_session->channel().writeLent(uploadPacket(m_counter, QByteArrayView(m_block).first(wanted)));
    m_block.remove(0, wanted);
    m_session->channel().flushLent(); // nothing follows before its answer
}

// Starting a timer anew for each of thousands of packets costs as much as their checksums; a limit
// that is one part in fifty early is as good.
void LegacyUpload::awaitUntil(std::chrono::milliseconds limit)
{
    constexpr int parts = 50;
    if (m_timeout.isActive() && m_timeout.intervalAsDuration() == limit
        && m_sinceStarted.elapsed() * parts < limit.count())
        return;
    m_sinceStarted.start();
    m_timeout.start(limit);
}

void LegacyUpload::sendRaw()
{
    TcpChannel &channel = m_session->channel();
    while (m_handed < m_size && channel.unsentBytes() < mostUnsent) {
        const qsizetype wanted = qsizetype(qMin<qint64>(rawWriteBytes, m_size - m_handed));
        if (!fillBlock(wanted))
            return;
        channel.writeLent(m_block.first(wanted));
        m_block.remove(0, wanted);
        m_handed += wanted;
    }
}

void LegacyUpload::handleWritten()
{
    if (m_stage != Stage::Sending || m_form != UploadForm::Raw || !m_session)
        return;
    m_timeout.start(m_times.uploadIdle); // bytes still move
    m_confirmed = m_handed - m_session->channel().unsentBytes();
    setProgress(m_confirmed, m_size);
    if (m_confirmed < m_size)
        return sendMore();
    // M29 in the same breath would be taken for a part of the file.
    m_stage = Stage::Quiet;
    m_timeout.start(m_session->model().quietBeforeSave * m_times.quietPercent / 100);
}

void LegacyUpload::handleAnswer(const QByteArray &bytes)
{
    if (isFinished())
        return;
    if (m_form == UploadForm::Raw) {
        m_heard = QByteArray(m_heard + bytes).right(mostHeard);
        if (const auto refusal = rawUploadRefusal(m_heard))
            fail(*refusal);
        return;
    }
    const auto status = m_acks.feed(bytes);
    if (status == UploadAckParser::Status::Failed)
        return fail(m_acks.error());
    if (status != UploadAckParser::Status::Acknowledged || m_inPacket == 0)
        return;
    m_confirmed += std::exchange(m_inPacket, 0);
    ++m_counter;
    setProgress(m_confirmed, m_size);
    if (m_confirmed == m_size)
        save();
    else
        sendPacket();
}

void LegacyUpload::handleTimeout()
{
    if (m_stage == Stage::Quiet)
        return save();
    if (m_form == UploadForm::Framed && m_inPacket > 0 && m_counter == 0)
        return fallBackToRaw();
    fail({Error::Kind::TimedOut,
          tr("The printer stopped taking the file after %1 of %2 bytes. Send it again.")
              .arg(m_confirmed)
              .arg(m_size),
          {}});
}

void LegacyUpload::fallBackToRaw()
{
    m_timeout.stop();
    m_form = UploadForm::Raw;
    Q_EMIT wantsRaw();
    if (!m_session)
        return;
    m_session->channel().cut(this);
    ask();
}

void LegacyUpload::save()
{
    m_timeout.stop();
    m_stage = Stage::Saving;
    if (!m_session)
        return;
    m_session->channel()
        .giveBack(this, u"M29"_s)
        .onFinished(this, [this](const Result<TcpReply> &reply) { handleSaved(reply); });
}

void LegacyUpload::handleSaved(const Result<TcpReply> &reply)
{
    if (isFinished())
        return;
    if (!reply && reply.error().kind != Error::Kind::Refused)
        return fail({reply.error().kind, tr("The printer did not confirm the file. Send it again."),
                     reply.error().message});
    const Result<void> saved
        = reply ? saveVerdict(*reply) : failure(notSaved(reply.error().detail));
    if (!saved)
        return fail(saved.error());
    check();
}

// Some machines say yes and keep nothing.
void LegacyUpload::check()
{
    m_stage = Stage::Checking;
    if (!m_session)
        return;
    if (!m_session->model().hasFiles)
        return start();
    m_session->channel().listFiles().onFinished(
        this, [this](const Result<QList<ListedFile>> &files) { handleListed(files); });
}

void LegacyUpload::handleListed(const Result<QList<ListedFile>> &files)
{
    if (isFinished())
        return;
    if (!files && files.error().kind == Error::Kind::Refused)
        return start(); // it has no list; its word is all there is
    if (!files)
        return fail({files.error().kind,
                     tr("The printer confirmed the file, but went silent before it could be "
                        "checked. Look at the printer before sending it again."),
                     files.error().message});
    const bool listed = std::any_of(files->cbegin(), files->cend(), [this](const ListedFile &file) {
        return QStringView(file.path).sliced(file.path.lastIndexOf(u'/') + 1) == m_storedName;
    });
    if (!listed)
        return fail({Error::Kind::BadReply,
                     tr("The printer confirmed the file, but does not list it. Send it again."),
                     {}});
    start();
}

void LegacyUpload::start()
{
    if (!m_request.start)
        return succeed();
    if (!m_session)
        return;
    m_session->channel()
        .send(startCommand(m_storedName))
        .onFinished(this, [this](const Result<TcpReply> &reply) {
            if (isFinished())
                return;
            if (!reply && reply.error().kind != Error::Kind::TimedOut)
                return fail(reply.error());
            const auto size = reply ? openedSize(*reply) : std::nullopt;
            if (size && *size != m_size) {
                if (m_session)
                    m_session->channel().send(legacyActCommand(LegacyAct::Cancel));
                return fail({Error::Kind::ChecksumMismatch,
                             tr("The printer has %1 of %2 bytes of the file; its start was "
                                "canceled. Send it again.")
                                 .arg(*size)
                                 .arg(m_size),
                             {}});
            }
            Q_EMIT started(m_storedName);
            succeed(); // without an answer the state shows whether it started
        });
}

void LegacyUpload::succeed()
{
    if (m_session)
        m_session->pollSoon();
    finish(TransferResult {m_storedName, m_size, m_source->sha256()});
}

void LegacyUpload::fail(const Error &error)
{
    if (isFinished())
        return;
    m_timeout.stop();
    finish(failure(error));
    if (m_session)
        m_session->channel().cut(this);
}

} // namespace flotilla::flashforge
