// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "net/httpmessages.h"
#include "net/httpreplyreader.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

namespace flotilla::net {

// One HTTP/1.1 request and its one reply over a connection of its own, no proxy.
//
// Not QNetworkAccessManager: that sends a POST again by itself when a kept-alive connection turns
// out to be dead, and a `start print` sent twice is a print started twice. Here nothing is ever
// sent twice.
//
// Errors: WrongUse (nothing was tried), Unreachable (no connection came about, so the machine has
// seen nothing), TimedOut and BadReply (it may have acted on the request).
class HttpCall : public QObject
{
    Q_OBJECT

public:
    // Starts at once. The call belongs to `owner` and goes when it has ended; an owner that
    // goes first ends the command as Canceled.
    [[nodiscard]] static Command<HttpReply> start(const HttpRequest &request, QObject *owner);
    ~HttpCall() override;
    Q_DISABLE_COPY_MOVE(HttpCall)

private:
    HttpCall(HttpRequest request, QObject *owner);

    void connectToHost(const QByteArray &message);
    void handleConnected();
    void handleBytes();
    void handleClosed();
    void handleError();
    void handleTimeout();
    void finish(Result<HttpReply> result);

    HttpRequest m_request;
    CommandPromise<HttpReply> m_promise;
    QByteArray m_message; // until it is handed to the socket
    QTcpSocket m_socket;
    QTimer m_timer;
    HttpReplyReader m_reader;
    bool m_connected = false;
    bool m_finished = false;
};

} // namespace flotilla::net
