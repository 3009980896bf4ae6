// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/transport.h"

#include <QTcpSocket>
#include <QTimer>

#include <chrono>

namespace flotilla::xyzprinting {

// A printer in the network: one plain TCP connection, looked up anew at each open().
class TcpTransport : public Transport
{
    Q_OBJECT

public:
    TcpTransport(QString host, quint16 port, std::chrono::milliseconds connectLimit,
                 QObject *parent = nullptr);
    ~TcpTransport() override;

    void open() override;
    bool isOpen() const override { return m_open; }
    void write(const QByteArray &bytes) override;
    qint64 unsentBytes() const override { return m_socket.bytesToWrite(); }
    void close() override;
    bool isSerial() const override { return false; }
    QString where() const override;

private:
    void handleConnected();
    void handleEnded();
    void fail(Error::Kind kind, const QString &message);

    const QString m_host;
    const quint16 m_port;
    const std::chrono::milliseconds m_connectLimit;
    QTcpSocket m_socket;
    QTimer m_limit;
    bool m_opening = false;
    bool m_open = false;
};

} // namespace flotilla::xyzprinting
