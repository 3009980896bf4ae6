// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpserver.h"

#include "base/logging.h"
#include "net/httpconnection_p.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>

namespace flotilla::net {

HttpExchange::HttpExchange(HttpHead head, qint64 bodyLength, const QHostAddress &peer,
                           HttpConnection *connection)
    : QObject(connection)
    , m_head(std::move(head))
    , m_bodyLength(bodyLength)
    , m_peer(peer)
    , m_connection(connection)
{
}

HttpExchange::~HttpExchange() = default;

QByteArray HttpExchange::path() const
{
    const QByteArray target = m_head.target();
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? target : target.first(mark);
}

QByteArray HttpExchange::query() const
{
    const QByteArray target = m_head.target();
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArray() : target.sliced(mark + 1);
}

bool HttpExchange::acceptBody(qint64 maxBytes)
{
    if (m_answered)
        return false;
    if (m_bodyLength > maxBytes) {
        HttpResponse response;
        response.status = 413;
        response.contentType = "text/plain";
        response.body = httpReasonPhrase(413) + '\n';
        respond(response);
        return false;
    }
    m_bodyAccepted = true;
    return true;
}

void HttpExchange::setBodyPaused(bool paused)
{
    if (m_connection)
        m_connection->setPaused(paused);
}

void HttpExchange::respond(const HttpResponse &response)
{
    if (m_answered)
        return;
    m_answered = true;
    m_connection->respond(response, response.body.size(), false);
}

void HttpExchange::respondCutOff(const HttpResponse &response, qsizetype bodyBytes)
{
    if (m_answered)
        return;
    m_answered = true;
    m_connection->respond(response, bodyBytes, true);
}

void HttpExchange::drop()
{
    m_answered = true;
    if (m_connection)
        m_connection->abort();
}

HttpServer::HttpServer(HttpServerLimits limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
    , m_listener(new QTcpServer(this))
{
    connect(m_listener, &QTcpServer::newConnection, this, &HttpServer::takeConnections);
}

HttpServer::~HttpServer()
{
    close();
}

Result<void> HttpServer::listen(const QHostAddress &address, quint16 port)
{
    if (m_listener->listen(address, port))
        return {};
    return failure(
        Error::Kind::Unreachable,
        QCoreApplication::translate("flotilla", "Port %1 of this computer cannot be used.")
            .arg(port),
        m_listener->errorString());
}

void HttpServer::close()
{
    m_listener->close();
    const QSet<HttpConnection *> connections = m_connections;
    for (HttpConnection *connection : connections)
        connection->abort();
}

bool HttpServer::isListening() const
{
    return m_listener->isListening();
}

quint16 HttpServer::port() const
{
    return m_listener->serverPort();
}

void HttpServer::takeConnections()
{
    while (QTcpSocket *socket = m_listener->nextPendingConnection()) {
        if (m_connections.size() >= m_limits.maxConnections) {
            qCDebug(lcNet, "HTTP server: too many connections, one refused");
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_connections.insert(new HttpConnection(socket, this));
    }
}

} // namespace flotilla::net
