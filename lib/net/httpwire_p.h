// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "net/httpmessages.h"

class QTcpSocket;

// What a call and an upload say in the same way.
namespace flotilla::net {

// The head of a request up to and with its empty line; WrongUse where a name, a value or the path
// would break out of its line, or where a header is given that is added here.
[[nodiscard]] Result<QByteArray> httpRequestHead(const HttpRequest &request, qint64 contentLength);

// No proxy, and a read buffer that does not take in whatever a peer likes to send.
void prepareSocket(QTcpSocket *socket);

// Why no connection came about, from the socket's error.
Error connectError(const QTcpSocket &socket, const QString &host, quint16 port);
// The same where it took too long.
Error connectTimeoutError(const QString &host, quint16 port, std::chrono::milliseconds after);

QString secondsText(std::chrono::milliseconds duration);

} // namespace flotilla::net
