// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "files/filefacts.h"

#include <functional>

namespace flotilla::files {

// The box around all moves that extrude, priming lines included, in mm and the coordinates of the
// printer. Reads the whole file, piece by piece in constant memory: a job for the pool, not for
// inspect(). `isCanceled` is asked between pieces, from the thread that called. `plate` counts in
// files that hold several prints; 0 is the lowest.
// BadFile: as inspect(), damaged on the way, or nothing extrudes. Unsupported: a type whose moves
// are not read (binary G-code, .3w, resin jobs). Canceled: isCanceled said so. NotFound: no such
// plate.
Result<FileBounds> boundsOfMoves(const QString &path, const std::function<bool()> &isCanceled = {},
                                 int plate = 0);

} // namespace flotilla::files
