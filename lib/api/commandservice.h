// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/commandtask.h"

#include <QQueue>
#include <QSet>

#include <vector>

namespace flotilla::api {

// Carries out the commands of section "The command line" (lib/README.md), whoever asks: the command
// line in its own process, a client on the owner's socket, later the HTTP API. Main thread; one a
// fleet.
class CommandService : public QObject
{
    Q_OBJECT

public:
    explicit CommandService(const CommandServices &services, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(CommandService)

    // A command of the program around it ("raise the window"); names are unique.
    void add(const CommandSpec &spec);
    const CommandSpec *find(const QString &name) const;

    // Always a task, which may fail at once: unknown command, wrong arguments, an id that was
    // carried out before. It belongs to this object.
    CommandTask *start(const CommandRequest &request);

    // Tasks that have not ended.
    QList<CommandTask *> running() const { return m_running; }

private:
    CommandSpec specFor(const CommandRequest &request);
    bool remember(const QUuid &id);

    CommandServices m_services;
    std::vector<CommandSpec> m_specs;
    QList<CommandTask *> m_running;
    QSet<QUuid> m_seenIds;
    QQueue<QUuid> m_seenOrder;
};

} // namespace flotilla::api
