// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <span>

namespace flotilla::cli {

// How a word of the command line becomes an argument of the command.
enum class Shape {
    Flag, // true when given
    Text,
    Texts, // may be given again
    Pairs, // KEY=VALUE, may be given again
    InputFile, // a readable file that is not empty; made absolute
    OutputFile, // made absolute
};

struct OptionRow
{
    QStringList names; // without dashes
    Shape shape = Shape::Text;
    QLatin1StringView key; // of the argument
    const char *valueName = ""; // as in the synopsis; "" for flags
    const char *help = ""; // QT_TRANSLATE_NOOP("cli", …)
    bool hidden = false; // known, but not yet of use
};

struct PositionalRow
{
    const char *name = ""; // as in the synopsis
    Shape shape = Shape::Text;
    QLatin1StringView key;
    bool optional = false;
};

// Who does the work.
enum class Performer {
    Owner, // the owner of the data folder, by lib/api
    Convert,
    Drivers,
    Discover,
    Inspect,
    Serve,
    Simulate,
};

struct CommandRow
{
    QString name; // one or two words
    const char *help = ""; // QT_TRANSLATE_NOOP("cli", …)
    QList<PositionalRow> positionals = {};
    QList<OptionRow> options = {};
    Performer performer = Performer::Owner;
};

// Every command of this build, in the order of --help.
std::span<const CommandRow> commandRows();
// The options that go with every command.
std::span<const OptionRow> globalOptionRows();

const CommandRow *findCommand(const QString &name);
// What a mistyped name may have meant; empty when nothing is near.
QString nearestCommand(const QString &name);

// "flotillactl upload PRINTER FILE [--as NAME] …"
QString synopsis(const CommandRow &command);

} // namespace flotilla::cli
