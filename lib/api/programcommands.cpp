// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/programcommands.h"

#include "api/commandtask.h"

#include <QJsonArray>

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

constexpr auto leaveName = "leave"_L1;
constexpr auto raiseName = "raise"_L1;
constexpr auto filesKey = "files"_L1;

} // namespace

CommandSpec leaveCommand(std::function<void()> leave)
{
    return {.name = leaveName,
            .arguments = {},
            .readOnly = false,
            .run = [leave = std::move(leave)](CommandTask &task) {
                task.succeed();
                leave();
            }};
}

CommandRequest leaveRequest()
{
    return {.id = QUuid::createUuid(), .command = leaveName};
}

CommandSpec raiseCommand(std::function<void(const QStringList &files)> raise)
{
    return {.name = raiseName,
            .arguments = {{filesKey, ArgumentRow::Type::Texts}},
            .readOnly = false,
            .run = [raise = std::move(raise)](CommandTask &task) {
                raise(task.texts(filesKey));
                task.succeed();
            }};
}

CommandRequest raiseRequest(const QStringList &files)
{
    CommandRequest request {.id = QUuid::createUuid(), .command = raiseName};
    if (!files.isEmpty())
        request.arguments.insert(filesKey, QJsonArray::fromStringList(files));
    return request;
}

} // namespace flotilla::api
