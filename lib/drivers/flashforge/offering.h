// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capabilities.h"
#include "drivers/flashforge/detail.h"
#include "drivers/flashforge/httpreplies.h"
#include "drivers/flashforge/jobmessages.h"

namespace flotilla::flashforge {

// What this machine with this firmware can do.
Capabilities capabilitiesOf(const Model &model, const Product &product, const Detail &detail);

// The widest set of the modern family, for lists of drivers and printers never connected to.
Capabilities widestCapabilities();

// Typed start options (Capabilities::startOptions) in the codec's terms. Slots are looked up in
// what the station holds at the moment; WrongUse for an empty or missing one.
Result<StartOptions> startOptionsFrom(const QJsonObject &options, const Detail &detail);

} // namespace flotilla::flashforge
