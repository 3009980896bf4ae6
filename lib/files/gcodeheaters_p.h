// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/filefacts.h"
#include "files/gcodetext_p.h"

namespace flotilla::files {

// What the first layer is heated to, °C, by the names of PrinterStatus: tool0…, bed, chamber.
QMap<QString, double> gcodeHeaters(const GcodeText &text, const QList<FileTool> &fileTools);

} // namespace flotilla::files
