// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>

namespace flotilla {

class Fleet;
class JobRunner;

namespace store {
class Settings;
}

} // namespace flotilla

namespace flotilla::api {

class CommandTask;

// What commands work on. All of it outlives every task.
struct CommandServices
{
    Fleet &fleet;
    JobRunner &jobs;
    store::Settings &settings;
};

// One argument of a command, as it crosses the socket.
struct ArgumentRow
{
    enum class Type {
        Text,
        Flag, // true or false
        Texts, // a list of texts
        Pairs, // an object of texts
    };
    enum class Need { Optional, Required };

    QLatin1StringView key;
    Type type = Type::Text;
    Need need = Need::Optional;
};

// One command: its arguments as data, and what carries it out. `run` is called once, from the event
// loop, with arguments that fit the table; it must see to it that the task ends.
struct CommandSpec
{
    QString name;
    QList<ArgumentRow> arguments;
    // Changes nothing, so that another owner may begin it anew in the middle.
    bool readOnly = false;
    std::function<void(CommandTask &)> run;
};

// Whether these arguments fit the table; unknown keys, wrong types and oversized values are
// WrongUse.
Result<void> checkArguments(const CommandSpec &spec, const QJsonObject &arguments);

} // namespace flotilla::api
