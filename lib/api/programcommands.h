// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/commandrequest.h"
#include "api/commandspec.h"

#include <QStringList>

namespace flotilla::api {

// What programs ask of each other at the owner's socket, beside the commands of the command line.
// Who owns the folder adds the one it can do to its CommandService.

// "leave", for a `serve`: it ends once the commands of others have ended, and whoever asked takes
// the folder. `leave` is called after the answer was given.
CommandSpec leaveCommand(std::function<void()> leave);
CommandRequest leaveRequest();

// "raise", for a window: it comes to the front and looks at these files (absolute paths).
CommandSpec raiseCommand(std::function<void(const QStringList &files)> raise);
CommandRequest raiseRequest(const QStringList &files);

} // namespace flotilla::api
