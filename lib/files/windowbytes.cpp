// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/windowbytes_p.h"

namespace flotilla::files {

namespace {

constexpr qint64 blockBytes = 64 * 1024;

}

Result<QByteArray> WindowBytes::read(qint64 offset, qint64 length)
{
    if (offset < 0 || length > blockBytes)
        return m_source.read(offset, length);
    if (offset < m_blockOffset || offset + length > m_blockOffset + m_block.size()) {
        // What spans two blocks is read by itself, so that going back and forth reads little.
        const qint64 block = offset / blockBytes * blockBytes;
        if (offset + length > block + blockBytes)
            return m_source.read(offset, length);
        auto bytes = m_source.read(block, blockBytes);
        if (!bytes)
            return bytes;
        m_block = std::move(*bytes);
        m_blockOffset = block;
    }
    return m_block.mid(offset - m_blockOffset, length);
}

} // namespace flotilla::files
