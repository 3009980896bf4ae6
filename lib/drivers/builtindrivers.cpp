// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/builtindrivers.h"

#include "core/driverregistry.h"
#include "drivers/flashforge/flashforgeinfo.h"

namespace flotilla {

void registerBuiltinDrivers(DriverRegistry &registry)
{
    registry.add(flashforge::driverInfo());
}

} // namespace flotilla
