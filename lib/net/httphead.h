// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace flotilla::net {

// The head of an HTTP/1.1 message, request and response alike. Pure values, no sockets.
struct HttpHead
{
    // "POST /detail HTTP/1.1" or "HTTP/1.1 200 OK", without the line end.
    QByteArray startLine;
    // As received, in order, names in the sender's letter case; values trimmed.
    QList<std::pair<QByteArray, QByteArray>> headers;

    // The first value under this name in any letter case; empty where there is none.
    QByteArray value(QByteArrayView name) const;
    // Content-Length where it is one valid number of at most 2^53; nullopt where absent.
    // A repeated header with another value, a sign or trash is an error.
    Result<std::optional<qint64>> contentLength() const;

    // Of a request: method and target; empty where the start line is not one.
    QByteArray method() const;
    QByteArray target() const;
    // Of a response: the status code, 0 where the start line is not one.
    int statusCode() const;
};

// Ceilings for one head. Beyond them the message is refused.
inline constexpr qsizetype maxHttpHeadBytes = 64 * 1024;
inline constexpr qsizetype maxHttpHeaders = 100;

// Takes a head off the front of `buffer`: nullopt while it is not complete, an error (BadReply)
// when it is not HTTP or over a ceiling. Lines may end with CRLF or LF.
Result<std::optional<HttpHead>> takeHttpHead(QByteArray &buffer);

} // namespace flotilla::net
