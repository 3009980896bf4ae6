// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/driverregistry.h"
#include "drivers/flashforge/times.h"

namespace flotilla::flashforge {

// The descriptor of this system. With times of the caller's for tests; those of the program come
// from DriverContext::pace.
DriverInfo driverInfo(std::optional<Times> times = std::nullopt);

} // namespace flotilla::flashforge
