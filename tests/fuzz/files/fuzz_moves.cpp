// SPDX-License-Identifier: GPL-3.0-or-later
// Moves: the box is finite and the same in pieces of any length.
#include "factscheck.h"

#include "files/movescanner_p.h"

#include <algorithm>
#include <cstdint>

using namespace flotilla::files;
using namespace flotilla::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    MoveScanner whole;
    whole.take(bytes);
    whole.end();
    checkBounds(whole.bounds());
    const qsizetype length = size > 0 ? 1 + data[0] % 61 : 1;
    MoveScanner pieces;
    for (qsizetype at = 0; at < bytes.size(); at += length)
        pieces.take(bytes.sliced(at, std::min(length, bytes.size() - at)));
    pieces.end();
    require(pieces.bounds() == whole.bounds());
    return 0;
}
