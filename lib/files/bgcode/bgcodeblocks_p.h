// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"

#include <optional>

namespace flotilla::files {

// What a block of binary G-code holds. Numbers of the format.
enum class BgcodeContent : quint16 {
    FileMetadata = 0,
    Gcode = 1,
    SlicerMetadata = 2,
    PrinterMetadata = 3,
    PrintMetadata = 4,
    Thumbnail = 5,
};

struct BgcodeBlock
{
    quint16 type = 0;
    quint16 compression = 0;
    qint64 offset = 0; // of its head
    qint64 dataOffset = 0; // behind head and parameters
    qint64 packedBytes = 0;
    qint64 bytes = 0;

    bool is(BgcodeContent content) const { return type == quint16(content); }
};

// Hops from block to block of a binary G-code file, reading heads alone. The source must outlive
// it.
class BgcodeBlocks
{
public:
    // Nothing inside when the head of the file is cut or of a version that is not known.
    static Result<std::optional<BgcodeBlocks>> open(ByteSource &source);

    // The next block; nothing inside at the end of the file and where a block is cut
    // (`isDamaged`).
    Result<std::optional<BgcodeBlock>> next();
    bool isDamaged() const { return m_isDamaged; }

    // The bytes of a block as they lie in the file; nothing inside when their checksum is another.
    Result<std::optional<QByteArray>> packed(const BgcodeBlock &block);

private:
    BgcodeBlocks(ByteSource &source, bool hasChecksums)
        : m_source(source)
        , m_hasChecksums(hasChecksums)
    {
    }

    ByteSource &m_source;
    bool m_hasChecksums = false;
    bool m_isDamaged = false;
    qint64 m_at = 0;
};

} // namespace flotilla::files
