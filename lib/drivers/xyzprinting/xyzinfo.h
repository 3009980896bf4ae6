// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/driverregistry.h"
#include "drivers/xyzprinting/times.h"

#include <optional>

namespace flotilla::xyzprinting {

// The entry of XYZprinting's da Vinci printers. `times`: instead of those of the program's pace,
// for tests.
DriverInfo driverInfo(std::optional<Times> times = {});

} // namespace flotilla::xyzprinting
