// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/driverstate.h"
#include "drivers/xyzprinting/machinereport.h"
#include "drivers/xyzprinting/statetracker.h"
#include "files/threew/xyzmodels.h"

namespace flotilla::xyzprinting {

// The printer's words in the program's vocabulary. `model`: null for one that nobody knows;
// `jobName`: of the job that we started, empty for others.
DriverState stateFrom(const MachineReport &report, const TrackedState &tracked,
                      const files::threew::XyzModel *model, const QString &jobName);

// "da Vinci mini w", or what the printer calls itself.
QString modelName(const MachineReport &report, const files::threew::XyzModel *model);

} // namespace flotilla::xyzprinting
