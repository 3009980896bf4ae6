// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "net/httphead.h"

#include <QHostAddress>
#include <QObject>
#include <QSet>

#include <chrono>

class QTcpServer;

namespace flotilla::net {

class HttpConnection; // private to this room

struct HttpResponse
{
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body = {};
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    // Close the connection after this answer although the client would keep it.
    bool close = false;
};

// Ceilings of one server. A connection that exceeds one is closed, the others never notice.
struct HttpServerLimits
{
    int maxConnections = 64;
    // What waits unread for one connection; the client's own buffers fill beyond it
    // (back-pressure).
    qsizetype readBufferBytes = 256 * 1024;
    // Of a body nobody wants, because it was refused or not accepted, so much is read and thrown
    // away to let the client see the answer; beyond it the connection is cut.
    qint64 maxDrainBytes = 1024 * 1024;
    // A whole head must arrive within this time after its first byte.
    std::chrono::milliseconds headTime {10'000};
    // No byte moves although we wait for one: first byte of a request, body, or the client taking
    // our answer.
    std::chrono::milliseconds idleTime {60'000};
    // The same after an early answer, while the rest of the body is thrown away.
    std::chrono::milliseconds lingerTime {2'000};
};

// One request and its answer. Handed to HttpServer::requestReceived when the head is complete;
// there the receiver decides whether it wants the body. It may answer then, later, in part, or
// never; it lives until the answer is out or the connection is gone, then closed() fires and it
// deletes itself. Main thread.
class HttpExchange : public QObject
{
    Q_OBJECT

public:
    ~HttpExchange() override;
    Q_DISABLE_COPY_MOVE(HttpExchange)

    const HttpHead &head() const { return m_head; }
    QByteArray method() const { return m_head.method(); }
    QByteArray path() const; // the target without its query
    QByteArray query() const; // without the question mark
    qint64 bodyLength() const { return m_bodyLength; }
    QHostAddress peerAddress() const { return m_peer; }
    bool isAnswered() const { return m_answered; }

    // Asks for the body, from inside requestReceived only. False, and answered with 413, when it is
    // longer than that. A body nobody accepts is thrown away, and `100 Continue` is not sent for
    // it.
    bool acceptBody(qint64 maxBytes);
    // Stops reading the body, so that the client has to wait.
    void setBodyPaused(bool paused);

    // The whole answer; later calls of these three do nothing.
    void respond(const HttpResponse &response);
    // The head of the whole answer and the first bytes of its body, then the connection is closed.
    void respondCutOff(const HttpResponse &response, qsizetype bodyBytes);
    // Cuts the connection at once.
    void drop();

Q_SIGNALS:
    // In order; pieces of any size up to 64 KiB.
    void bodyReceived(const QByteArray &bytes);
    void bodyEnded();
    // The last signal, always sent once.
    void closed();

private:
    friend class HttpConnection; // private to this room
    HttpExchange(HttpHead head, qint64 bodyLength, const QHostAddress &peer,
                 HttpConnection *connection);

    HttpHead m_head;
    qint64 m_bodyLength;
    QHostAddress m_peer;
    HttpConnection *m_connection; // nullptr once the answer is out or the client gone
    bool m_bodyAccepted = false;
    bool m_answered = false;
};

// A small HTTP/1.1 server: keep-alive, Content-Length bodies as streams, `Expect: 100-continue`,
// ceilings on everything. Requests on one connection are handled one after the other. Chunked
// request bodies get 411.
class HttpServer : public QObject
{
    Q_OBJECT

public:
    explicit HttpServer(HttpServerLimits limits = {}, QObject *parent = nullptr);
    ~HttpServer() override;
    Q_DISABLE_COPY_MOVE(HttpServer)

    // Port 0 takes a free one. Unreachable when it is taken.
    [[nodiscard]] Result<void> listen(const QHostAddress &address, quint16 port);
    // Closes the listener and cuts every connection.
    void close();

    bool isListening() const;
    quint16 port() const;
    int connectionCount() const { return int(m_connections.size()); }

Q_SIGNALS:
    // A head has arrived. The receiver connects to the exchange's signals or answers; an exchange
    // nobody answers stays open until the client gives up.
    void requestReceived(flotilla::net::HttpExchange *exchange);
    // The server itself answered with this status, because the request breaks HTTP or a ceiling.
    void requestRefused(int status, const flotilla::net::HttpHead &head);

private:
    friend class HttpConnection; // private to this room
    void takeConnections();

    HttpServerLimits m_limits;
    QTcpServer *m_listener;
    QSet<HttpConnection *> m_connections;
};

} // namespace flotilla::net
