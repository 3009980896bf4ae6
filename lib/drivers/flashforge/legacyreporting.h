// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capabilities.h"
#include "core/driverstate.h"
#include "drivers/flashforge/legacysession.h"

namespace flotilla::flashforge {

// What a machine of the command port said, in the program's own vocabulary. `startedName`: the file
// we started last, for models that do not name what they print.
DriverState legacyState(const LegacyStatus &status, const LegacyModel &model,
                        const QString &startedName);

Capabilities legacyCapabilities(const LegacyModel &model, const MachineInfo &info);

} // namespace flotilla::flashforge
