// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <utility>

namespace flotilla::net {

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

// The most a reply body may hold unless the caller asks for more.
inline constexpr qint64 defaultMaxReplyBytes = 1024 * 1024;

// One request with its whole body in memory. Headers go out in exactly this letter case and order,
// because some firmware compares names byte by byte; Host, Content-Length and `Connection: close`
// are added and must not be given. Names, values and path are refused (WrongUse) where they hold
// line ends.
struct HttpRequest
{
    QString host;
    quint16 port = 80;
    QByteArray method = "POST";
    QByteArray path = "/";
    HttpHeaders headers = {};
    QByteArray body = {};
    std::chrono::milliseconds connectTimeout {5'000}; // look-up and connect
    std::chrono::milliseconds timeout {5'000}; // from there to the last byte of the reply
    qint64 maxReplyBytes = defaultMaxReplyBytes;
};

// A whole reply, whatever its status.
struct HttpReply
{
    int status = 0;
    HttpHeaders headers = {};
    QByteArray body = {};

    // The first value under this name in any letter case; empty where there is none.
    QByteArray header(QByteArrayView name) const;
};

} // namespace flotilla::net
