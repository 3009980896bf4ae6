// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/driverstate.h"
#include "drivers/flashforge/detail.h"

namespace flotilla::flashforge {

// What /detail said, in the program's vocabulary. `lastState` stays while the printer uses a word
// we do not know. `serial` is the one the printer accepted from us; it sends none itself.
DriverState driverState(const Detail &detail, const Model &model, const QString &serial,
                        const std::optional<StateReading> &lastState);

} // namespace flotilla::flashforge
