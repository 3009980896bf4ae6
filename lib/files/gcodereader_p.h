// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"
#include "files/gcodetext_p.h"

namespace flotilla::files {

// How much of a G-code file is looked at.
inline constexpr qint64 gcodeStepBytes = 64 * 1024; // head and tail are read in such pieces
inline constexpr qint64 gcodeWholeBytes = 1024 * 1024; // up to this size all of it
// Pictures and settings may stand before the first move: 425 000 bytes have been seen.
inline constexpr qint64 gcodeHeadBytes = 4 * 1024 * 1024;

// Reads the head and the tail of the G-code that lies in `source` from `begin` to its end.
Result<GcodeText> readGcode(ByteSource &source, qint64 begin = 0);

} // namespace flotilla::files
