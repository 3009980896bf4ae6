// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "net/httphead.h"
#include "net/httpmessages.h"

#include <QByteArrayView>

#include <optional>

namespace flotilla::net {

// Reads one HTTP/1.x reply out of pieces of any size: interim replies (100 Continue) are passed
// over; bodies by Content-Length, chunked, or until the connection closes, all under one ceiling.
// Everything that is not a whole, valid reply is BadReply. Pure value, no sockets.
class HttpReplyReader
{
public:
    explicit HttpReplyReader(qint64 maxBodyBytes = defaultMaxReplyBytes, bool replyToHead = false);

    // The reply once it is whole, nullopt until then. Bytes behind a whole reply are ignored.
    [[nodiscard]] Result<std::optional<HttpReply>> feed(QByteArrayView bytes);
    // The connection has closed: the reply whose body ends there, else BadReply.
    [[nodiscard]] Result<HttpReply> close();

    // Whether anything of a reply has arrived.
    bool hasBegun() const { return m_begun; }

private:
    enum class Stage { Head, Length, ChunkSize, ChunkData, ChunkEnd, Trailers, UntilClose, Whole };

    Result<void> advance();
    Result<bool> takeHead();
    Result<void> chooseBody(const HttpHead &head);
    Result<bool> takeBytes();
    Result<bool> takeChunkSize();
    Result<bool> takeChunkEnd();
    Result<bool> takeTrailer();
    Result<std::optional<QByteArray>> takeLine();

    qint64 m_maxBodyBytes;
    bool m_replyToHead;
    bool m_begun = false;
    Stage m_stage = Stage::Head;
    int m_interimReplies = 0;
    int m_trailers = 0;
    qint64 m_remaining = 0; // of the body or the chunk
    QByteArray m_buffer; // not yet understood
    HttpReply m_reply;
};

} // namespace flotilla::net
