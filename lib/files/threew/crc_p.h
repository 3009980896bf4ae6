// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <zlib.h>

namespace flotilla::files::threew {

// The CRC-32 of everything so far and these bytes; it begins with 0. (zlib begins anew when it is
// given no bytes by a null pointer.)
inline uLong crcWith(uLong crc, QByteArrayView bytes)
{
    return bytes.isEmpty()
        ? crc
        : crc32_z(crc, reinterpret_cast<const Bytef *>(bytes.data()), size_t(bytes.size()));
}

} // namespace flotilla::files::threew
