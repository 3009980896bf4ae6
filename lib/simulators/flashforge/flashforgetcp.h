// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/flashforge/flashforgecore.h"
#include "simulators/flashforge/flashforgetcpintake.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

class QTcpServer;
class QTcpSocket;

namespace flotilla::simulators {

class FlashForgeTcpSession;

// The command port (8899) of a simulated printer. One session may be in control at a time.
class FlashForgeTcp : public QObject
{
    Q_OBJECT

public:
    explicit FlashForgeTcp(FlashForgeCore &core, QObject *parent = nullptr);
    ~FlashForgeTcp() override;

    Result<void> listen(quint16 port);
    void close();
    quint16 port() const { return m_port; }
    int connectionCount() const { return int(m_sessions.size()); }
    bool isControlled() const { return m_controlled; }
    // False while another session, or one that went away without M602, holds the control.
    bool takeControl(FlashForgeTcpSession *session);
    // Also frees what a session that is gone left behind, but never what another one holds.
    void releaseControl(FlashForgeTcpSession *session);

Q_SIGNALS:
    void filesChanged();

private:
    friend class FlashForgeTcpSession;
    friend struct TcpCommands;
    void takeConnections();

    FlashForgeCore &m_core;
    QTcpServer *m_listener;
    QList<FlashForgeTcpSession *> m_sessions;
    // A session that went away without M602 leaves the printer controlled by nobody for a while.
    bool m_controlled = false;
    QPointer<FlashForgeTcpSession> m_controller;
    QTimer m_staleControl;
    // Chosen by M23 in the dialect where M24 starts it.
    QString m_selected;
    quint16 m_port = 0;
};

// What M29 is answered with when the file is stored.
QByteArray savedText(const TcpDialect &dialect);

// One connection: takes lines, answers one after the other, and turns into a sink for M28.
class FlashForgeTcpSession : public QObject
{
    Q_OBJECT

public:
    FlashForgeTcpSession(FlashForgeTcp &door, QTcpSocket *socket);

private:
    friend struct TcpCommands;

    void readSocket();
    void takeUploadBytes(const QByteArray &bytes);
    void finishUpload();
    void acknowledge(const QByteArray &answer);
    void takeNextLine();
    void takeLine(QByteArray line);
    void reply(const QByteArray &text, const QByteArray &payload = {});
    void sendReply(const QByteArray &text, const QByteArray &payload);
    void sendInPieces(const QByteArray &bytes);
    void handleIdle();
    std::chrono::milliseconds idleTime() const;
    const TcpDialect &dialect() const { return *m_core.machine.model().dialect; }
    void endReply();
    void violation(const QString &reason);
    void handleDisconnected();
    bool isController() const { return m_door.m_controller == this; }

    FlashForgeTcp &m_door;
    FlashForgeCore &m_core;
    QTcpSocket *m_socket;
    QByteArray m_buffer;
    std::unique_ptr<TcpIntake> m_upload;
    QTimer m_idle;
    bool m_replying = false;
    bool m_loggedOut = false;
    bool m_timedOut = false;
    // Stored, but the client never heard of it and may ask again.
    bool m_m29Unheard = false;
};

} // namespace flotilla::simulators
