// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/builtindrivers.h"

#include "core/driverregistry.h"
#include "drivers/flashforge/flashforgeinfo.h"
#include "drivers/xyzprinting/xyzinfo.h"

namespace flotilla {

void registerBuiltinDrivers(DriverRegistry &registry)
{
    registry.add(flashforge::driverInfo());
    registry.add(xyzprinting::driverInfo());
}

} // namespace flotilla
