// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpcall.h"

#include "base/logging.h"
#include "base/masking.h"
#include "net/httpwire_p.h"

namespace flotilla::net {

using namespace Qt::StringLiterals;

Command<HttpReply> HttpCall::start(const HttpRequest &request, QObject *owner)
{
    Q_ASSERT(owner);
    const auto head = httpRequestHead(request, request.body.size());
    if (!head)
        return failure(head.error());
    auto *call = new HttpCall(request, owner);
    Command<HttpReply> command = call->m_promise.command();
    call->connectToHost(*head + request.body);
    return command;
}

HttpCall::HttpCall(HttpRequest request, QObject *owner)
    : QObject(owner)
    , m_request(std::move(request))
    , m_reader(m_request.maxReplyBytes, m_request.method == "HEAD")
{
    prepareSocket(&m_socket);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpCall::handleTimeout);
    connect(&m_socket, &QTcpSocket::connected, this, &HttpCall::handleConnected);
    connect(&m_socket, &QTcpSocket::readyRead, this, &HttpCall::handleBytes);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &HttpCall::handleError);
}

HttpCall::~HttpCall()
{
    // A socket that goes says so, and would reach an object half taken down.
    m_socket.disconnect(this);
}

void HttpCall::connectToHost(const QByteArray &message)
{
    m_message = message;
    m_timer.start(m_request.connectTimeout);
    m_socket.connectToHost(m_request.host, m_request.port);
}

void HttpCall::handleConnected()
{
    m_connected = true;
    m_timer.start(m_request.timeout);
    qCDebug(lcNet).noquote() << m_request.host << ">" << maskedTraffic(m_message);
    m_socket.write(std::exchange(m_message, {}));
}

void HttpCall::handleBytes()
{
    const QByteArray bytes = m_socket.readAll();
    qCDebug(lcNet).noquote() << m_request.host << "<" << maskedTraffic(bytes);
    const auto fed = m_reader.feed(bytes);
    if (!fed)
        finish(failure(fed.error()));
    else if (*fed)
        finish(**fed);
}

void HttpCall::handleClosed()
{
    handleBytes();
    if (m_finished)
        return;
    auto closed = m_reader.close();
    if (!closed && closed.error().detail.isEmpty())
        closed.error().detail = m_socket.errorString();
    finish(std::move(closed));
}

void HttpCall::handleError()
{
    if (m_connected)
        handleClosed();
    else
        finish(failure(connectError(m_socket, m_request.host, m_request.port)));
}

void HttpCall::handleTimeout()
{
    if (!m_connected) {
        finish(
            failure(connectTimeoutError(m_request.host, m_request.port, m_request.connectTimeout)));
        return;
    }
    finish(failure(
        Error::Kind::TimedOut,
        tr("%1 accepted the connection but has not answered for %2. It may be busy; try again in a "
           "moment.")
            .arg(m_request.host, secondsText(m_request.timeout)),
        m_reader.hasBegun() ? u"reply incomplete"_s : u"no reply"_s));
}

void HttpCall::finish(Result<HttpReply> result)
{
    if (m_finished)
        return;
    m_finished = true;
    m_timer.stop();
    m_socket.disconnect(this);
    m_socket.abort();
    m_promise.finish(std::move(result));
    deleteLater();
}

} // namespace flotilla::net
