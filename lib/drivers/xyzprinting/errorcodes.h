// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/driverstate.h"

#include <QtGlobal>

namespace flotilla::xyzprinting {

// The low 16 bits of an error number; old machines' own codes mapped to the common ones.
quint32 errorCodeOf(quint32 number);
// 1 or 2 where the number says which extruder or cartridge it is about, 0 elsewhere.
int extruderOf(quint32 number);

// "File version not supported": the other kind of .3w may be taken.
bool isWrongFileVersion(quint32 number);

// Nothing prints while it lasts: no cartridge or filament, an empty cartridge, an unreadable chip.
bool blocksPrinting(quint32 number);

// What one number of `e` means to the person in front of the printer. Numbers nobody has explained
// are shown as they are.
Fault faultOf(quint32 number);

} // namespace flotilla::xyzprinting
