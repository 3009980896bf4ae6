// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyztcp.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype maxWaiting = 4;
constexpr qsizetype readBufferBytes = 256 * 1024;
constexpr qsizetype mostUnread = 1024 * 1024; // answers that nobody fetches
// So long the end of one connection may take to be heard when the next one is already there.
constexpr auto patience = 300ms;
constexpr auto usualIdleTime = 5min;

} // namespace

XyzTcp::XyzTcp(XyzCore &core, QObject *parent)
    : QObject(parent)
    , m_core(core)
    , m_listener(new QTcpServer(this))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &XyzTcp::turnAway);
    connect(m_listener, &QTcpServer::newConnection, this, &XyzTcp::takeConnections);
}

XyzTcp::~XyzTcp()
{
    close();
}

Result<void> XyzTcp::listen(quint16 port)
{
    if (!m_listener->listen(m_core.options.address, port))
        return failure(
            Error::Kind::Unreachable,
            QCoreApplication::translate("flotilla", "Port %1 of this computer cannot be used.")
                .arg(port),
            m_listener->errorString());
    m_port = m_listener->serverPort();
    return {};
}

void XyzTcp::close()
{
    m_listener->close();
    m_patience.stop();
    for (QTcpSocket *socket : std::exchange(m_waiting, {}))
        delete socket;
    delete m_connection.data();
}

void XyzTcp::takeConnections()
{
    while (QTcpSocket *socket = m_listener->nextPendingConnection()) {
        ++m_seen;
        if (m_waiting.size() >= maxWaiting) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_waiting.append(socket);
    }
    takeNext();
}

void XyzTcp::takeNext()
{
    if (m_waiting.isEmpty())
        return;
    if (m_connection) {
        if (!m_patience.isActive())
            m_patience.start(patience);
        return;
    }
    m_patience.stop();
    m_connection = new XyzTcpConnection(*this, m_waiting.takeFirst());
    takeNext();
}

void XyzTcp::turnAway()
{
    for (QTcpSocket *socket : std::exchange(m_waiting, {})) {
        // Who has left already did no harm.
        if (socket->state() == QAbstractSocket::ConnectedState)
            m_core.log.violation(u"tcp"_s, u"a second connection beside the first"_s);
        socket->abort();
        socket->deleteLater();
    }
}

XyzTcpConnection::XyzTcpConnection(XyzTcp &door, QTcpSocket *socket)
    : QObject(&door)
    , m_door(door)
    , m_socket(socket)
    , m_session(door.m_core, *this)
{
    socket->setParent(this);
    socket->setReadBufferSize(readBufferBytes);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_idle.setSingleShot(true);
    const auto wanted = door.m_core.options.idleTime;
    m_idle.setInterval(wanted.count() > 0 ? wanted : usualIdleTime);
    m_idle.start();
    connect(&m_idle, &QTimer::timeout, this, &XyzTcpConnection::cut);
    connect(socket, &QTcpSocket::readyRead, this, &XyzTcpConnection::readSocket);
    connect(socket, &QTcpSocket::disconnected, this, &XyzTcpConnection::handleDisconnected);
    if (socket->state() != QAbstractSocket::ConnectedState)
        QMetaObject::invokeMethod(
            this, [this] { handleDisconnected(); }, Qt::QueuedConnection);
    else if (socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(
            this, [this] { readSocket(); }, Qt::QueuedConnection);
}

void XyzTcpConnection::readSocket()
{
    m_idle.start();
    while (m_socket->state() == QAbstractSocket::ConnectedState && m_socket->bytesAvailable() > 0)
        m_session.receive(m_socket->read(64 * 1024));
}

void XyzTcpConnection::write(const QByteArray &bytes)
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    if (m_socket->bytesToWrite() > mostUnread) {
        cut();
        return;
    }
    m_socket->write(bytes);
    m_socket->flush();
}

void XyzTcpConnection::hangUp()
{
    m_socket->disconnectFromHost();
}

void XyzTcpConnection::cut()
{
    m_socket->abort();
}

void XyzTcpConnection::handleDisconnected()
{
    m_session.handleEnd();
    if (m_door.m_connection == this)
        m_door.m_connection = nullptr;
    deleteLater();
    m_door.takeNext();
}

} // namespace flotilla::simulators
