// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpupload.h"

#include "base/logging.h"
#include "base/masking.h"
#include "base/text.h"
#include "net/httpwire_p.h"

#include <QRandomGenerator>
#include <QVariant>

#include <algorithm>
#include <array>

namespace flotilla::net {

using namespace Qt::StringLiterals;

namespace {

// Another chunk is handed over below this: with one chunk more the socket holds twice as much at
// most.
constexpr qint64 refillBelowBytes = FileSource::chunkBytes;
// The system's own buffer may grow to megabytes, which on weak Wi-Fi take longer than the whole
// reply time to leave. Kept small, "sent" means nearly arrived: progress, idle time and reply time
// are honest.
constexpr int systemBufferBytes = 128 * 1024;

QByteArray newBoundary()
{
    std::array<quint32, 4> random {};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    QByteArray boundary = "----FlotillaFile";
    for (const quint32 part : random)
        boundary += QByteArray::number(part, 16).rightJustified(8, '0');
    return boundary;
}

// Fits between quotes in a Content-Disposition header. Firmware knows no escapes, so none are made.
bool isQuotable(QByteArrayView text)
{
    return !text.isEmpty() && std::none_of(text.begin(), text.end(), [](char c) {
        return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
}

} // namespace

HttpUpload::HttpUpload(HttpUploadRequest request, QThreadPool *pool, QObject *parent)
    : TransferJob(parent)
    , m_request(std::move(request))
    , m_source(m_request.filePath, pool)
    , m_reader(m_request.maxReplyBytes)
{
    prepareSocket(&m_socket);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpUpload::handleTimeout);
    connect(&m_source, &FileSource::opened, this, &HttpUpload::handleOpened);
    connect(&m_source, &FileSource::chunkReady, this, &HttpUpload::pump);
    connect(&m_source, &FileSource::failed, this,
            [this](const Error &error) { end(failure(error)); });
    connect(&m_socket, &QTcpSocket::connected, this, &HttpUpload::handleConnected);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &HttpUpload::handleBytesWritten);
    connect(&m_socket, &QTcpSocket::readyRead, this, &HttpUpload::handleReplyBytes);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &HttpUpload::handleError);
}

HttpUpload::~HttpUpload()
{
    // A socket that goes says so, and would reach an object half taken down.
    m_socket.disconnect(this);
}

void HttpUpload::start()
{
    m_timer.start(m_request.idleTimeout);
    m_source.open();
}

void HttpUpload::cancel()
{
    end(failure(Error::Kind::Canceled, tr("The upload was stopped (%1).").arg(howFar())));
}

void HttpUpload::handleOpened(qint64 size)
{
    const QByteArray fileName = m_request.fileName.toUtf8();
    if (!isQuotable(m_request.fieldName) || !isQuotable(fileName)) {
        end(failure(Error::Kind::WrongUse,
                    tr("%1 cannot be the name of a file there. Choose another name.")
                        .arg(cleanText(m_request.fileName))));
        return;
    }
    // The layout of vendor software, byte for byte. The boundary stays unquoted: firmware that
    // looks for it by hand takes quotes for a part of it.
    const QByteArray boundary = newBoundary();
    const QByteArray opening = "--" + boundary + "\r\nContent-Disposition: form-data; name=\""
        + m_request.fieldName + "\"; filename=\"" + fileName
        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    m_suffix = "\r\n--" + boundary + "--\r\n";

    HttpRequest request {.host = m_request.host,
                         .port = m_request.port,
                         .path = m_request.path,
                         .headers = m_request.headers};
    request.headers.append({"Content-Type", "multipart/form-data; boundary=" + boundary});
    const auto head = httpRequestHead(request, opening.size() + size + m_suffix.size());
    if (!head) {
        end(failure(head.error()));
        return;
    }
    m_prefix = *head + opening;
    m_bytesExpected = m_prefix.size() + size + m_suffix.size();
    setProgress(0, size);
    m_stage = Stage::Connecting;
    m_timer.start(m_request.connectTimeout);
    m_socket.connectToHost(m_request.host, m_request.port);
}

void HttpUpload::handleConnected()
{
    m_stage = Stage::Sending;
    m_socket.setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, systemBufferBytes);
    m_timer.start(m_request.idleTimeout);
    qCDebug(lcNet).noquote() << m_request.host << ">" << maskedTraffic(m_prefix);
    m_socket.write(m_prefix);
    pump();
}

void HttpUpload::pump()
{
    if (m_stage != Stage::Sending || isFinished() || m_suffixQueued)
        return;
    while (m_socket.bytesToWrite() < refillBelowBytes) {
        const auto chunk = m_source.takeChunk();
        if (!chunk)
            break;
        m_socket.write(*chunk);
    }
    if (m_source.atEnd()) {
        m_suffixQueued = true;
        m_socket.write(m_suffix);
    }
}

void HttpUpload::handleBytesWritten(qint64 bytes)
{
    m_bytesWritten += bytes;
    m_timer.start(m_request.idleTimeout);
    setProgress(fileBytesWritten(), m_source.size());
    if (m_bytesWritten == m_bytesExpected) {
        m_stage = Stage::AwaitingReply;
        m_timer.start(m_request.replyTimeout);
    } else {
        pump();
    }
}

void HttpUpload::handleReplyBytes()
{
    const QByteArray bytes = m_socket.readAll();
    qCDebug(lcNet).noquote() << m_request.host << "<" << maskedTraffic(bytes);
    const auto fed = m_reader.feed(bytes);
    if (!fed)
        end(failure(fed.error()));
    else if (*fed)
        takeReply(**fed);
}

void HttpUpload::takeReply(const HttpReply &reply)
{
    m_reply = reply;
    if (allBytesSent()) {
        end(TransferResult {m_request.fileName, m_source.size(), m_source.sha256()});
        return;
    }
    end(failure(
        Error::Kind::Refused,
        tr("The printer at %1 did not take the whole file (%2).").arg(m_request.host, howFar()),
        u"HTTP %1: %2"_s.arg(reply.status).arg(cleanText(reply.body))));
}

void HttpUpload::handleClosed()
{
    handleReplyBytes();
    if (isFinished())
        return;
    if (const auto closed = m_reader.close()) {
        takeReply(*closed);
    } else if (allBytesSent()) {
        end(failure(
            Error::Kind::BadReply,
            tr("The connection to %1 was cut after the whole file had been sent, before the "
               "printer confirmed it. Look at the printer before you send it again.")
                .arg(m_request.host),
            closed.error().detail + u'\n' + m_socket.errorString()));
    } else {
        end(failure(Error::Kind::Unreachable,
                    tr("The connection to %1 was cut while the file was being sent (%2).")
                        .arg(m_request.host, howFar()),
                    m_socket.errorString()));
    }
}

void HttpUpload::handleError()
{
    if (m_stage == Stage::Connecting)
        end(failure(connectError(m_socket, m_request.host, m_request.port)));
    else
        handleClosed();
}

void HttpUpload::handleTimeout()
{
    const QString idle = secondsText(m_request.idleTimeout);
    const bool waitsForFile
        = m_stage == Stage::Opening || (m_stage == Stage::Sending && m_socket.bytesToWrite() == 0);
    if (waitsForFile) {
        end(failure(Error::Kind::TimedOut,
                    tr("Nothing could be read from %1 for %2. Check the drive it is on.")
                        .arg(m_request.filePath, idle)));
    } else if (m_stage == Stage::Connecting) {
        end(failure(connectTimeoutError(m_request.host, m_request.port, m_request.connectTimeout)));
    } else if (m_stage == Stage::Sending) {
        end(failure(Error::Kind::TimedOut,
                    tr("The printer at %1 has taken no more of the file for %2 (%3).")
                        .arg(m_request.host, idle, howFar())));
    } else {
        end(failure(
            Error::Kind::TimedOut,
            tr("The printer at %1 has the whole file but has not confirmed it for %2. Look at "
               "the printer before you send it again.")
                .arg(m_request.host, secondsText(m_request.replyTimeout))));
    }
}

qint64 HttpUpload::fileBytesWritten() const
{
    return qBound<qint64>(0, m_bytesWritten - m_prefix.size(), m_source.size());
}

QString HttpUpload::howFar() const
{
    return tr("%1 of %2 sent").arg(formatBytes(fileBytesWritten()), formatBytes(m_source.size()));
}

void HttpUpload::end(Result<TransferResult> result)
{
    if (isFinished())
        return;
    m_timer.stop();
    m_source.disconnect(this);
    m_socket.disconnect(this);
    m_socket.abort();
    finish(std::move(result));
}

} // namespace flotilla::net
