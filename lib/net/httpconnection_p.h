// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpserver.h"

#include <QPointer>
#include <QTimer>

class QTcpSocket;

// The socket side of HttpServer; nobody else includes this.
namespace flotilla::net {

QByteArray httpReasonPhrase(int status);

// One client. Reads no further than the request at hand, so that a client can neither fill our
// memory nor overtake itself. Deletes itself after the socket is closed.
class HttpConnection : public QObject
{
public:
    HttpConnection(QTcpSocket *socket, HttpServer *server);

    void respond(const HttpResponse &response, qsizetype bodyBytes, bool cutOff);
    void setPaused(bool paused);
    void abort();

private:
    enum class State {
        Head, // waiting for a request
        Body, // reading what the receiver accepted
        Waiting, // for the receiver's answer
        Answering, // until the client took it
        Draining, // answered before the body ended: the rest is thrown away
        Closed,
    };

    void pump();
    bool pumpHead();
    bool pumpBody();
    void takeRequest(HttpHead head);
    int faultOf(const HttpHead &head, qint64 &length) const;
    void refuse(int status, const HttpHead &head);
    void bytesLeft();
    void endExchange();
    void handleDisconnected();
    void enter(State state);
    void armTimer();

    HttpServer *m_server;
    QTcpSocket *m_socket;
    QTimer m_timer;
    QByteArray m_buffer;
    QPointer<HttpExchange> m_exchange;
    State m_state = State::Head;
    qint64 m_remaining = 0;
    qint64 m_drained = 0;
    bool m_paused = false;
    bool m_pumping = false;
    bool m_keepAlive = false;
};

} // namespace flotilla::net
