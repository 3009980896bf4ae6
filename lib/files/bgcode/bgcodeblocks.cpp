// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/bgcode/bgcodeblocks_p.h"

#include "files/littleendian_p.h"

#include <zlib.h>

namespace flotilla::files {

namespace {

constexpr qint64 fileHeadBytes = 10;
constexpr quint32 knownVersion = 1;
constexpr quint16 crcChecksum = 1; // 0: none
constexpr qint64 crcBytes = 4;
constexpr qint64 plainHeadBytes = 8; // type, compression, size
constexpr qint64 packedHeadBytes = 12; // and the size when packed
constexpr qint64 thumbnailParameters = 6; // form, width, height
constexpr qint64 otherParameters = 2; // encoding

} // namespace

Result<std::optional<BgcodeBlocks>> BgcodeBlocks::open(ByteSource &source)
{
    using Found = std::optional<BgcodeBlocks>;
    const auto head = source.read(0, fileHeadBytes);
    if (!head)
        return failure(head.error());
    const auto checksum = littleEndianAt<quint16>(*head, 8);
    if (head->size() < fileHeadBytes || !head->startsWith("GCDE")
        || littleEndianAt<quint32>(*head, 4) != knownVersion || checksum > crcChecksum)
        return Found();
    BgcodeBlocks blocks(source, checksum == crcChecksum);
    blocks.m_at = fileHeadBytes;
    return Found(blocks);
}

Result<std::optional<BgcodeBlock>> BgcodeBlocks::next()
{
    using Found = std::optional<BgcodeBlock>;
    if (m_at == m_source.size())
        return Found();
    const auto head = m_source.read(m_at, packedHeadBytes);
    if (!head)
        return failure(head.error());
    BgcodeBlock block {.type = littleEndianAt<quint16>(*head, 0),
                       .compression = littleEndianAt<quint16>(*head, 2),
                       .offset = m_at,
                       .bytes = littleEndianAt<quint32>(*head, 4)};
    const bool isPacked = block.compression != 0;
    block.packedBytes = isPacked ? littleEndianAt<quint32>(*head, 8) : block.bytes;
    block.dataOffset = m_at + (isPacked ? packedHeadBytes : plainHeadBytes)
        + (block.is(BgcodeContent::Thumbnail) ? thumbnailParameters : otherParameters);
    const qint64 end = block.dataOffset + block.packedBytes + (m_hasChecksums ? crcBytes : 0);
    if (head->size() < plainHeadBytes || end > m_source.size()) {
        m_isDamaged = true;
        return Found();
    }
    m_at = end;
    return Found(block);
}

Result<std::optional<QByteArray>> BgcodeBlocks::packed(const BgcodeBlock &block)
{
    using Found = std::optional<QByteArray>;
    const qint64 headBytes = block.dataOffset - block.offset;
    const qint64 stored = headBytes + block.packedBytes;
    auto bytes = m_source.read(block.offset, stored + (m_hasChecksums ? crcBytes : 0));
    if (!bytes)
        return failure(bytes.error());
    if (m_hasChecksums) {
        // Over head, parameters and bytes.
        const uLong crc
            = crc32(0, reinterpret_cast<const Bytef *>(bytes->constData()), uInt(stored));
        if (crc != littleEndianAt<quint32>(*bytes, stored)) {
            m_isDamaged = true;
            return Found();
        }
    }
    bytes->truncate(stored);
    bytes->remove(0, headBytes);
    return Found(std::move(*bytes));
}

} // namespace flotilla::files
