// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/xyzprinting/xyzsession.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

class QTcpServer;
class QTcpSocket;

namespace flotilla::simulators {

class XyzTcpConnection;

// The network door of a simulated da Vinci. One client at a time: a second one waits a moment for
// the first to be gone, and is then turned away.
class XyzTcp : public QObject
{
    Q_OBJECT

public:
    explicit XyzTcp(XyzCore &core, QObject *parent = nullptr);
    ~XyzTcp() override;

    Result<void> listen(quint16 port);
    void close();
    quint16 port() const { return m_port; }
    bool isTaken() const { return m_connection != nullptr; }
    int connectionsSeen() const { return m_seen; }

private:
    friend class XyzTcpConnection;
    void takeConnections();
    void takeNext();
    void turnAway();

    XyzCore &m_core;
    QTcpServer *m_listener;
    QPointer<XyzTcpConnection> m_connection;
    QList<QTcpSocket *> m_waiting;
    QTimer m_patience;
    quint16 m_port = 0;
    int m_seen = 0;
};

class XyzTcpConnection : public QObject, public XyzWire
{
    Q_OBJECT

public:
    XyzTcpConnection(XyzTcp &door, QTcpSocket *socket);

    void write(const QByteArray &bytes) override;
    void hangUp() override;
    void cut() override;

private:
    void readSocket();
    void handleDisconnected();

    XyzTcp &m_door;
    QTcpSocket *m_socket;
    QTimer m_idle;
    XyzSession m_session;
};

} // namespace flotilla::simulators
