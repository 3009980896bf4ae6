// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/commandtask.h"
#include "net/lineframer.h"

#include <QElapsedTimer>
#include <QLocalSocket>
#include <QPointer>
#include <QTimer>

namespace flotilla::api {

class CommandService;

// One client of the owner's socket, with its one command.
class OwnerConnection : public QObject
{
    Q_OBJECT

public:
    // Takes over the socket.
    OwnerConnection(QLocalSocket *socket, CommandService &commands, const QString &role,
                    QObject *parent);
    Q_DISABLE_COPY_MOVE(OwnerConnection)

    // The owner wants to go: what changes nothing is sent to the next owner.
    void leave();
    // The owner goes now.
    void close();

Q_SIGNALS:
    // The client is gone, or has got all it will get.
    void ended();

private:
    enum class Stage { Greeting, Asking, Accepted, Running, Ended };

    void readLines();
    void handleMessage(const QJsonObject &message);
    void handleHello(const QJsonObject &message);
    void handleRequest(const QJsonObject &message);
    void beginWhenTold();
    void begin();
    void sendProgress(qint64 done, qint64 total, const QString &label);
    void send(QLatin1StringView type, const QJsonObject &members = {});
    void sendEnd(const CommandEnd &end);
    void finish();
    void giveUp();
    void handleGone();

    QLocalSocket *const m_socket; // our child
    CommandService &m_commands;
    net::LineFramer m_framer;
    QTimer m_greetingTimer; // and farewell
    QElapsedTimer m_sinceProgress;
    CommandRequest m_request;
    QPointer<CommandTask> m_task;
    Stage m_stage = Stage::Greeting;
};

} // namespace flotilla::api
