// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/commandservice.h"

#include "api/commandgroups_p.h"

namespace flotilla::api {

namespace {

constexpr qsizetype mostSeenIds = 4096;

} // namespace

CommandService::CommandService(const CommandServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    for (const auto &group : {fleetCommands(), statusCommands(), controlCommands(),
                              transferCommands(), fileCommands(), recordCommands()}) {
        for (const CommandSpec &spec : group)
            add(spec);
    }
}

void CommandService::add(const CommandSpec &spec)
{
    Q_ASSERT(!find(spec.name));
    m_specs.push_back(spec);
}

const CommandSpec *CommandService::find(const QString &name) const
{
    for (const CommandSpec &spec : m_specs) {
        if (spec.name == name)
            return &spec;
    }
    return nullptr;
}

CommandTask *CommandService::start(const CommandRequest &request)
{
    auto *task = new CommandTask(request, specFor(request), m_services, this);
    m_running.append(task);
    connect(task, &CommandTask::finished, this, [this, task] { m_running.removeOne(task); });
    return task;
}

CommandSpec CommandService::specFor(const CommandRequest &request)
{
    const auto refusal = [&request](const Error &error) {
        return CommandSpec {.name = request.command,
                            .arguments = {},
                            .readOnly = true,
                            .run = [error](CommandTask &task) { task.fail(error); }};
    };
    const CommandSpec *found = find(request.command);
    if (!found)
        return refusal(
            {Error::Kind::WrongUse, tr("There is no command “%1”.").arg(request.command), {}});
    if (const auto checked = checkArguments(*found, request.arguments); !checked)
        return refusal(checked.error());
    if (!remember(request.id))
        return refusal({Error::Kind::Refused, tr("This command was carried out before."), {}});
    return *found;
}

bool CommandService::remember(const QUuid &id)
{
    if (m_seenIds.contains(id))
        return false;
    m_seenIds.insert(id);
    m_seenOrder.enqueue(id);
    if (m_seenOrder.size() > mostSeenIds)
        m_seenIds.remove(m_seenOrder.dequeue());
    return true;
}

} // namespace flotilla::api
