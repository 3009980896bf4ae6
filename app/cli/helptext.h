// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandtable.h"

namespace flotilla::cli {

// What --help prints, for the program and for one command; ends with a line break.
QString programHelp(int width);
QString commandHelp(const CommandRow &command, int width);

} // namespace flotilla::cli
