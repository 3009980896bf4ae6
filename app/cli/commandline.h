// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandtable.h"

#include "base/result.h"

#include <QJsonObject>

#include <chrono>
#include <optional>

namespace flotilla::cli {

// A command line understood, before anything is looked at or done.
struct Invocation
{
    const CommandRow *command = nullptr; // nullptr with the global --help and --version
    QJsonObject arguments = {}; // by the keys of the command's table
    bool help = false;
    bool version = false;
    bool json = false;
    int verbosity = 0;
    QString dataFolder; // --data, FLOTILLA_DATA or the platform's; absolute
    std::optional<std::chrono::milliseconds> timeout = {};
};

// `arguments` without the program's name. WrongUse in one sentence.
Result<Invocation> parseCommandLine(const QStringList &arguments);

// Whether an error is to be a JSON document, for command lines that could not be understood.
bool wantsJson(const QStringList &arguments);

} // namespace flotilla::cli
