// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCryptographicHash>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <array>
#include <functional>

namespace flotilla::test {

// A TCP peer on 127.0.0.1 that does exactly what a test tells it, also what no server would: it
// answers too early, half, never, or cuts the line in the middle. Speaks no protocol of its own.
// One connection matters, the newest.
class RawPeer : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype keptBytes = 64 * 1024;

    RawPeer();

    quint16 port() const { return m_server.serverPort(); }
    int connections() const { return m_connections; }

    // The first bytes received, and all of them as number and hash.
    QByteArray received() const { return m_received; }
    qint64 receivedBytes() const { return m_receivedBytes; }
    // Of the bytes from `offset` on, `count` of them; set before the connection.
    void hashRange(qint64 offset, qint64 count);
    QByteArray rangeHash() const { return m_hash.result(); }

    // Called after each read and once after connecting.
    std::function<void()> onBytes;
    // While false the peer reads nothing, so that the sender has to wait.
    void setReading(bool reading);
    // At most so many bytes at each turn of the event loop.
    void setBytesPerTurn(qint64 bytes) { m_bytesPerTurn = bytes; }

    void send(const QByteArray &bytes);
    void sendAndClose(const QByteArray &bytes);
    // In pieces of this size, one at a turn of the event loop.
    void sendInPieces(QByteArray bytes, qsizetype pieceBytes);
    void close();
    // A reset, as from a machine that was switched off and on.
    void reset();
    bool hasConnection() const;

private:
    void takeConnection();
    void read();

    QTcpServer m_server;
    QPointer<QTcpSocket> m_socket;
    QByteArray m_received;
    QCryptographicHash m_hash {QCryptographicHash::Sha256};
    qint64 m_hashFrom = 0;
    qint64 m_hashTo = 0;
    qint64 m_receivedBytes = 0;
    qint64 m_bytesPerTurn = 64 * 1024;
    int m_connections = 0;
    bool m_reading = true;
};

// A port of 127.0.0.1 that neither accepts nor refuses: its queue is full, so that connecting to it
// hangs as it does with a machine that is switched off.
class FullListener
{
public:
    FullListener();
    quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
    std::array<QTcpSocket, 4> m_waiting;
};

// A port of 127.0.0.1 where nobody listens.
quint16 deadPort();

} // namespace flotilla::test
