// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpconnection_p.h"

#include "base/logging.h"
#include "base/masking.h"

#include <QTcpSocket>

#include <array>
#include <limits>

namespace flotilla::net {

namespace {

constexpr qsizetype maxPieceBytes = 64 * 1024;

struct Reason
{
    int status;
    const char *text;
};

constexpr std::array reasons {
    Reason {200, "OK"},
    Reason {204, "No Content"},
    Reason {206, "Partial Content"},
    Reason {400, "Bad Request"},
    Reason {401, "Unauthorized"},
    Reason {403, "Forbidden"},
    Reason {404, "Not Found"},
    Reason {405, "Method Not Allowed"},
    Reason {411, "Length Required"},
    Reason {413, "Content Too Large"},
    Reason {416, "Range Not Satisfiable"},
    Reason {417, "Expectation Failed"},
    Reason {421, "Misdirected Request"},
    Reason {429, "Too Many Requests"},
    Reason {500, "Internal Server Error"},
    Reason {503, "Service Unavailable"},
    Reason {505, "HTTP Version Not Supported"},
};

// A line break in a value would begin a header of its own.
bool fitsOneLine(const QByteArray &text)
{
    return !text.contains('\r') && !text.contains('\n');
}

QByteArray headBytes(const HttpResponse &response, bool close)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(response.status) + ' '
        + httpReasonPhrase(response.status) + "\r\n";
    if (!response.contentType.isEmpty())
        bytes += "Content-Type: " + response.contentType + "\r\n";
    for (const auto &[name, value] : response.headers) {
        if (fitsOneLine(name) && fitsOneLine(value))
            bytes += name + ": " + value + "\r\n";
    }
    bytes += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    bytes += close ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    return bytes;
}

bool hasToken(const QByteArray &list, QByteArrayView token)
{
    for (const QByteArray &item : list.split(',')) {
        if (item.trimmed().compare(token, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace

QByteArray httpReasonPhrase(int status)
{
    for (const Reason &reason : reasons) {
        if (reason.status == status)
            return reason.text;
    }
    return "Status";
}

HttpConnection::HttpConnection(QTcpSocket *socket, HttpServer *server)
    : QObject(server)
    , m_server(server)
    , m_socket(socket)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(server->m_limits.readBufferBytes);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpConnection::abort);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::pump);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::bytesLeft);
    connect(m_socket, &QTcpSocket::disconnected, this, &HttpConnection::handleDisconnected);
    armTimer();
}

void HttpConnection::enter(State state)
{
    m_state = state;
    armTimer();
}

void HttpConnection::armTimer()
{
    const HttpServerLimits &limits = m_server->m_limits;
    switch (m_state) {
    case State::Head:
        m_timer.start(m_buffer.isEmpty() ? limits.idleTime : limits.headTime);
        break;
    case State::Body:
    case State::Answering:
        m_timer.start(limits.idleTime);
        break;
    case State::Draining:
        m_timer.start(limits.lingerTime);
        break;
    case State::Waiting:
    case State::Closed:
        m_timer.stop();
        break;
    }
    if (m_state == State::Body && m_paused)
        m_timer.stop();
}

void HttpConnection::pump()
{
    // Receivers may answer, pause or drop from inside a signal, which would come back here.
    if (m_pumping)
        return;
    m_pumping = true;
    while (m_state == State::Head ? pumpHead() : pumpBody()) { }
    m_pumping = false;
}

// Both give true while there may be more to do.
bool HttpConnection::pumpHead()
{
    const bool first = m_buffer.isEmpty();
    m_buffer += m_socket->read(maxHttpHeadBytes - m_buffer.size());
    if (m_buffer.isEmpty())
        return false;
    if (first)
        armTimer();
    Result<std::optional<HttpHead>> head = takeHttpHead(m_buffer);
    if (!head) {
        refuse(400, {});
        return true;
    }
    if (!head->has_value())
        return false;
    takeRequest(std::move(**head));
    return true;
}

// The status that refuses this head, or 0.
int HttpConnection::faultOf(const HttpHead &head, qint64 &length) const
{
    if (head.method().isEmpty() || head.target().isEmpty())
        return 400;
    if (!head.startLine.endsWith("HTTP/1.1") && !head.startLine.endsWith("HTTP/1.0"))
        return 505;
    const auto stated = head.contentLength();
    if (!stated)
        return 400;
    if (!head.value("Transfer-Encoding").isEmpty())
        return 411;
    const QByteArray expect = head.value("Expect");
    if (!expect.isEmpty() && expect.compare("100-continue", Qt::CaseInsensitive) != 0)
        return 417;
    length = stated->value_or(0);
    return 0;
}

void HttpConnection::takeRequest(HttpHead head)
{
    qint64 length = 0;
    if (const int status = faultOf(head, length)) {
        refuse(status, head);
        return;
    }
    const QByteArray connection = head.value("Connection");
    m_keepAlive = head.startLine.endsWith("1.1") ? !hasToken(connection, "close")
                                                 : hasToken(connection, "keep-alive");
    const bool expectsContinue = !head.value("Expect").isEmpty() && length > 0;
    m_remaining = length;
    m_drained = 0;
    m_paused = false;
    const QPointer<HttpExchange> exchange
        = new HttpExchange(std::move(head), length, m_socket->peerAddress(), this);
    m_exchange = exchange;
    enter(State::Body);
    Q_EMIT m_server->requestReceived(exchange);
    if (m_state != State::Body || !exchange || exchange->m_answered)
        return;
    if (expectsContinue && exchange->m_bodyAccepted && m_buffer.isEmpty())
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
}

bool HttpConnection::pumpBody()
{
    if (m_state != State::Body && m_state != State::Draining)
        return m_state == State::Head && m_socket->bytesAvailable() > 0;
    if (m_state == State::Body && m_remaining == 0) {
        enter(State::Waiting);
        if (m_exchange && m_exchange->m_bodyAccepted)
            Q_EMIT m_exchange->bodyEnded();
        return m_state == State::Head;
    }
    if (m_state == State::Draining && m_remaining == 0) {
        m_socket->disconnectFromHost();
        return false;
    }
    if (m_paused && m_state == State::Body)
        return false;

    const qsizetype wanted = qsizetype(qMin<qint64>(m_remaining, maxPieceBytes));
    QByteArray piece;
    if (m_buffer.isEmpty()) {
        piece = m_socket->read(wanted);
    } else {
        piece = m_buffer.first(qMin(wanted, m_buffer.size()));
        m_buffer.remove(0, piece.size());
    }
    if (piece.isEmpty())
        return false;
    m_remaining -= piece.size();
    armTimer();
    if (m_state == State::Body && m_exchange && m_exchange->m_bodyAccepted) {
        Q_EMIT m_exchange->bodyReceived(piece);
    } else {
        m_drained += piece.size();
        if (m_drained > m_server->m_limits.maxDrainBytes)
            abort();
    }
    return m_state != State::Closed;
}

void HttpConnection::refuse(int status, const HttpHead &head)
{
    qCDebug(lcNet, "HTTP request refused with %d: %s", status,
            qUtf8Printable(maskedTraffic(head.startLine)));
    HttpResponse response;
    response.status = status;
    response.contentType = "text/plain";
    response.body = httpReasonPhrase(status) + '\n';
    m_socket->write(headBytes(response, true) + response.body);
    // What still comes cannot be told from the next request any more.
    m_remaining = std::numeric_limits<qint64>::max();
    m_drained = 0;
    enter(State::Draining);
    Q_EMIT m_server->requestRefused(status, head);
}

void HttpConnection::respond(const HttpResponse &response, qsizetype bodyBytes, bool cutOff)
{
    if (m_state == State::Closed)
        return;
    m_keepAlive = m_keepAlive && !response.close && !cutOff && m_remaining == 0;
    m_socket->write(headBytes(response, !m_keepAlive));
    if (m_exchange->method() != "HEAD")
        m_socket->write(response.body.first(qBound<qsizetype>(0, bodyBytes, response.body.size())));
    enter(State::Answering);
    if (m_socket->bytesToWrite() == 0)
        QMetaObject::invokeMethod(this, &HttpConnection::bytesLeft, Qt::QueuedConnection);
}

// The socket took some of our answer.
void HttpConnection::bytesLeft()
{
    if (m_state != State::Answering)
        return;
    if (m_socket->bytesToWrite() > 0) {
        armTimer();
        return;
    }
    endExchange();
    if (m_state == State::Closed)
        return;
    if (m_keepAlive) {
        enter(State::Head);
        pump();
    } else if (m_remaining > 0) {
        // Closing with unread bytes would reset the connection before the client has read our
        // answer.
        enter(State::Draining);
        pump();
    } else {
        m_socket->disconnectFromHost();
    }
}

void HttpConnection::endExchange()
{
    HttpExchange *exchange = m_exchange.data();
    m_exchange.clear();
    if (!exchange)
        return;
    exchange->m_connection = nullptr;
    exchange->m_answered = true;
    Q_EMIT exchange->closed();
    exchange->deleteLater();
}

void HttpConnection::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    armTimer();
    if (!paused)
        QMetaObject::invokeMethod(this, &HttpConnection::pump, Qt::QueuedConnection);
}

void HttpConnection::abort()
{
    m_socket->abort();
}

void HttpConnection::handleDisconnected()
{
    if (m_state == State::Closed)
        return;
    enter(State::Closed);
    m_server->m_connections.remove(this);
    endExchange();
    deleteLater();
}

} // namespace flotilla::net
