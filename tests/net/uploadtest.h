// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpupload.h"

#include "rawpeer.h"
#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>

#include <optional>

namespace flotilla::test {

using namespace flotilla::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

inline constexpr qint64 megabyte = 1'000'000;
inline const QByteArray busyReply
    = "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"code\":2,\"message\":\"busy\"}";
inline const QByteArray okReply = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"code\":0}";

// What an upload came to, kept past its own end.
struct Outcome
{
    std::optional<Result<TransferResult>> result;
    std::optional<HttpReply> reply;
    bool allBytesSent = false;
    int ends = 0;

    Error error() const { return result && !*result ? result->error() : Error(); }
};

// What the upload tests have in common: files, requests, and peers that answer in time.
class UploadTest : public QObject
{
    Q_OBJECT

protected:
    QString sparseFile(qint64 size)
    {
        QFile file(m_folder.filePath(u"job %1.gcode"_s.arg(size)));
        if (!file.open(QIODevice::WriteOnly) || !file.resize(size))
            qFatal("cannot write the test file");
        return file.fileName();
    }

    HttpUploadRequest requestTo(const RawPeer &peer, qint64 fileBytes)
    {
        HttpUploadRequest request;
        request.host = u"127.0.0.1"_s;
        request.port = peer.port();
        request.path = "/uploadGcode";
        request.filePath = sparseFile(fileBytes);
        request.fieldName = "gcodeFile";
        request.fileName = u"Benchy.gcode"_s;
        request.connectTimeout = 5s;
        request.idleTimeout = 10s;
        request.replyTimeout = 10s;
        return request;
    }

    HttpUpload *start(const HttpUploadRequest &request, Outcome &outcome)
    {
        auto *upload = new HttpUpload(request, &m_pool, this);
        connect(upload, &HttpUpload::finished, this, [upload, &outcome](const auto &result) {
            outcome.result = result;
            outcome.reply = upload->reply();
            outcome.allBytesSent = upload->allBytesSent();
            ++outcome.ends;
        });
        upload->start();
        return upload;
    }

    // Answers once everything has arrived.
    static void answerAtTheEnd(RawPeer &peer, const QByteArray &reply)
    {
        peer.onBytes = [&peer, reply, answered = false]() mutable {
            if (!answered && peer.receivedBytes() > 0 && peer.receivedBytes() == totalBytes(peer)) {
                answered = true;
                peer.send(reply);
            }
        };
    }

    static qint64 headBytes(const RawPeer &peer) { return peer.received().indexOf("\r\n\r\n") + 4; }
    static QByteArray header(const RawPeer &peer, const QByteArray &name)
    {
        const QByteArray start = "\r\n" + name + ": ";
        const qsizetype at = peer.received().indexOf(start);
        if (at < 0)
            return {};
        const qsizetype from = at + start.size();
        return peer.received().sliced(from, peer.received().indexOf("\r\n", from) - from);
    }
    static qint64 totalBytes(const RawPeer &peer)
    {
        return headBytes(peer) < 4 ? -1
                                   : headBytes(peer) + header(peer, "Content-Length").toLongLong();
    }

    QTemporaryDir m_folder;
    QThreadPool m_pool;

private Q_SLOTS:
    void cleanup() { QTRY_VERIFY(findChildren<HttpUpload *>().isEmpty()); }
};

} // namespace flotilla::test
