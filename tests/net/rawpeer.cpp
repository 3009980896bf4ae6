// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawpeer.h"

#include <QTimer>

#include <sys/socket.h>

namespace flotilla::test {

RawPeer::RawPeer()
{
    connect(&m_server, &QTcpServer::newConnection, this, &RawPeer::takeConnection);
    if (!m_server.listen(QHostAddress(QHostAddress::LocalHost)))
        qFatal("no port for the peer");
}

void RawPeer::hashRange(qint64 offset, qint64 count)
{
    m_hashFrom = offset;
    m_hashTo = offset + count;
}

void RawPeer::setReading(bool reading)
{
    m_reading = reading;
    if (m_socket)
        read();
}

void RawPeer::send(const QByteArray &bytes)
{
    if (m_socket)
        m_socket->write(bytes);
}

void RawPeer::sendAndClose(const QByteArray &bytes)
{
    send(bytes);
    close();
}

void RawPeer::sendInPieces(QByteArray bytes, qsizetype pieceBytes)
{
    if (bytes.isEmpty() || !hasConnection())
        return;
    m_socket->write(bytes.first(qMin(pieceBytes, bytes.size())));
    m_socket->flush();
    bytes.remove(0, pieceBytes);
    QTimer::singleShot(0, this, [this, bytes, pieceBytes] { sendInPieces(bytes, pieceBytes); });
}

void RawPeer::close()
{
    if (m_socket)
        m_socket->disconnectFromHost();
}

void RawPeer::reset()
{
    if (!m_socket)
        return;
    const linger hard {1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard,
                 sizeof hard);
    m_socket->abort();
}

bool RawPeer::hasConnection() const
{
    return m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
}

void RawPeer::takeConnection()
{
    m_socket = m_server.nextPendingConnection();
    ++m_connections;
    m_socket->setReadBufferSize(m_bytesPerTurn);
    connect(m_socket, &QTcpSocket::readyRead, this, &RawPeer::read);
    if (onBytes)
        onBytes();
}

void RawPeer::read()
{
    if (!m_reading || !m_socket)
        return;
    const QByteArray bytes = m_socket->read(m_bytesPerTurn);
    m_received += bytes.first(qMin(bytes.size(), keptBytes - m_received.size()));
    const qint64 from = qBound<qint64>(0, m_hashFrom - m_receivedBytes, bytes.size());
    const qint64 to = qBound<qint64>(from, m_hashTo - m_receivedBytes, bytes.size());
    m_hash.addData(QByteArrayView(bytes).sliced(from, to - from));
    m_receivedBytes += bytes.size();
    if (onBytes)
        onBytes();
    if (m_socket && m_socket->bytesAvailable() > 0)
        QTimer::singleShot(0, this, &RawPeer::read);
}

FullListener::FullListener()
{
    m_server.setListenBacklogSize(1);
    if (!m_server.listen(QHostAddress(QHostAddress::LocalHost)))
        qFatal("no port for the listener");
    m_server.pauseAccepting();
    for (QTcpSocket &socket : m_waiting)
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port());
}

quint16 deadPort()
{
    QTcpServer server;
    server.listen(QHostAddress(QHostAddress::LocalHost));
    return server.serverPort();
}

} // namespace flotilla::test
