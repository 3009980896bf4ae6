// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QLocalServer>

#include <vector>

namespace flotilla::api {

class CommandService;
class OwnerConnection;

// The door at which the owner of a data folder takes commands from other programs of the same user.
// Only for who holds the OwnerLock: it replaces a socket file that a killed owner left.
class OwnerSocket : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostClients = 64;

    // `role` is told to clients: "serve", "window", or "command" for an owner that leaves after one
    // command of its own. `commands` must outlive this object.
    OwnerSocket(CommandService &commands, const QString &role, QObject *parent = nullptr);
    ~OwnerSocket() override;
    Q_DISABLE_COPY_MOVE(OwnerSocket)

    [[nodiscard]] Result<void> listen(const QString &path);
    int clients() const { return int(m_connections.size()); }

    // Takes no more clients, sends those whose commands change nothing to the next owner, and emits
    // left() once the commands of the others have ended.
    void leave();
    // Ends every command that can be ended, says so to the clients, and closes.
    void close();

Q_SIGNALS:
    void left();

private:
    void admit();
    void drop(OwnerConnection *connection);
    void sayLeft();

    CommandService &m_commands;
    const QString m_role;
    QLocalServer m_server;
    std::vector<OwnerConnection *> m_connections; // our children
    bool m_leaving = false;
    bool m_saidLeft = false;
};

} // namespace flotilla::api
