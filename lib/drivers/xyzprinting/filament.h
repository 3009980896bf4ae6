// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/machinereport.h"

#include <QByteArrayView>

namespace flotilla::xyzprinting {

// What a cartridge's serial number says: material, length, colour. Dashes = no cartridge.
Cartridge cartridgeFromSerial(QByteArrayView serial);

// "PLA" for the number of `k`; empty for one that nobody has explained.
QString materialName(int type);

// The value of `X`: type and serial number of the nozzle, its last part the minutes it was used.
std::optional<Nozzle> nozzleFromText(QByteArrayView text);

} // namespace flotilla::xyzprinting
