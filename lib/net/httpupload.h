// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/transferjob.h"
#include "net/filesource.h"
#include "net/httpmessages.h"
#include "net/httpreplyreader.h"

#include <QTcpSocket>
#include <QTimer>

#include <optional>

namespace flotilla::net {

// One file as the only part of a multipart/form-data POST. Headers as in HttpRequest; Content-Type
// is added with the boundary, too.
struct HttpUploadRequest
{
    QString host;
    quint16 port = 80;
    QByteArray path = "/";
    HttpHeaders headers = {};
    QString filePath; // on our disk
    QByteArray fieldName = "file";
    QString fileName; // at the far end; refused with quotes, backslashes or control characters
    std::chrono::milliseconds connectTimeout {5'000};
    std::chrono::milliseconds idleTimeout {60'000}; // no byte moved
    std::chrono::milliseconds replyTimeout {60'000}; // from the last byte sent to the whole reply
    qint64 maxReplyBytes = defaultMaxReplyBytes;
};

// Streams a file to a machine over a connection of its own, never twice (see HttpCall). Memory
// stays flat and the file is read in the pool.
//
// finished() brings a TransferResult when every byte was sent and a whole reply came back, whatever
// its status says: look at reply(). A whole reply that comes before the last byte (a busy printer)
// stops the sending: finished() then brings Refused, and reply() holds what the machine said. A
// machine that cuts the line right behind such a reply may, once in a few hundred times, look like
// one that only cut the line, because Qt throws away what it has not read when a write fails.
class HttpUpload : public TransferJob
{
    Q_OBJECT

public:
    HttpUpload(HttpUploadRequest request, QThreadPool *pool, QObject *parent);
    ~HttpUpload() override;

    // Once.
    void start();
    void cancel() override;

    // The machine's whole reply, where it gave one.
    const std::optional<HttpReply> &reply() const { return m_reply; }
    // Whether the last byte of the request has left this program. After a failure with true the
    // machine may or may not have the file: ask it before trying again.
    bool allBytesSent() const { return m_stage == Stage::AwaitingReply; }
    // Of the file, 32 bytes, once all of it was read; empty before.
    QByteArray sha256() const { return m_source.sha256(); }

private:
    enum class Stage { Opening, Connecting, Sending, AwaitingReply };

    void handleOpened(qint64 size);
    void handleConnected();
    void pump();
    void handleBytesWritten(qint64 bytes);
    void handleReplyBytes();
    void handleClosed();
    void handleError();
    void handleTimeout();
    void takeReply(const HttpReply &reply);
    qint64 fileBytesWritten() const;
    QString howFar() const;
    void end(Result<TransferResult> result);

    HttpUploadRequest m_request;
    FileSource m_source;
    QTcpSocket m_socket;
    QTimer m_timer; // idle, connect, idle and reply time, one after the other
    HttpReplyReader m_reader;
    std::optional<HttpReply> m_reply;
    QByteArray m_prefix; // head and opening of the part
    QByteArray m_suffix; // closing boundary
    qint64 m_bytesWritten = 0; // of everything
    qint64 m_bytesExpected = 0; // of everything
    Stage m_stage = Stage::Opening;
    bool m_suffixQueued = false;
};

} // namespace flotilla::net
