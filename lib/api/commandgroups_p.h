// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/commandspec.h"

namespace flotilla {
class Printer;
}

namespace flotilla::api {

QList<CommandSpec> fleetCommands(); // add edit remove list
QList<CommandSpec> statusCommands(); // status
QList<CommandSpec> controlCommands(); // pause resume cancel clear set home jog gcode act
QList<CommandSpec> transferCommands(); // upload print
QList<CommandSpec> fileCommands(); // files delete thumbnail snapshot
QList<CommandSpec> recordCommands(); // history config

// The argument that nearly every command has.
inline constexpr ArgumentRow printerArgument {QLatin1StringView("printer"), ArgumentRow::Type::Text,
                                              ArgumentRow::Need::Required};

// {"state"}, as the printer shows it now.
QJsonObject stateDocument(const Printer &printer);

} // namespace flotilla::api
