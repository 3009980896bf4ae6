// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printerstate.h"

#include <QString>

#include <optional>

namespace flotilla::flashforge {

// What one of the printers' error codes means to the person in front of it.
struct CodeMeaning
{
    QString code; // "E0109", or what the printer said where it is none of ours
    QString text;
    QString whatToDo;
    Severity severity = Severity::Error;
    bool waitsForPerson = false; // the job goes on once somebody has seen to it
};

// "E0109" for "E0109", "e109", "109"; empty where it means none ("", "0", "E0"); other words as
// they are, made safe to show.
QString normalizedErrorCode(QStringView code);

// nullopt for no error. A code nobody has explained is shown as it is.
std::optional<CodeMeaning> meaningOf(QStringView code);

} // namespace flotilla::flashforge
