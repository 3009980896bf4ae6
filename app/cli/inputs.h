// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"

#include "base/result.h"

namespace flotilla {
class DriverRegistry;
}

namespace flotilla::cli {

// What has to be had from this process's own surroundings before a command can be handed over:
// files are looked at, secrets are read from standard input or a file and put into the arguments.
// The sentences returned are warnings.
Result<QStringList> readInputs(const DriverRegistry &registry, Invocation &invocation);

} // namespace flotilla::cli
