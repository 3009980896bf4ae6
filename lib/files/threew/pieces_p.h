// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/threew/cipher_p.h"

namespace flotilla::files::threew {

// A zip is cut into pieces, each of them encrypted for itself.
inline constexpr qsizetype pieceBytes = 0x2000;
inline constexpr qsizetype storedPieceBytes = pieceBytes + cipherBlock;

} // namespace flotilla::files::threew
