// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capabilities.h"
#include "drivers/xyzprinting/machinereport.h"
#include "files/threew/xyzmodels.h"

namespace flotilla::xyzprinting {

// What one machine can do. `model`: null for one that nobody knows; `json`: spoken to in JSON.
Capabilities capabilitiesOf(const files::threew::XyzModel *model, const MachineReport &report,
                            bool json);

// The widest set of the system.
Capabilities widestCapabilities();

} // namespace flotilla::xyzprinting
