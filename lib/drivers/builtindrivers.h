// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace flotilla {

class DriverRegistry;

// Every system of this build. One function that names them all: statics that register themselves
// vanish when a static library is linked.
void registerBuiltinDrivers(DriverRegistry &registry);

} // namespace flotilla
