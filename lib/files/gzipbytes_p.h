// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"

namespace flotilla::files {

// Nothing longer is unpacked to be looked at.
inline constexpr qint64 maxUnpackedBytes = 64 * 1024 * 1024;

// What a gzip file holds: its head and its tail, with a gap between them where it is long. Unpacked
// once, in bounded memory.
class GzipBytes : public ByteSource
{
public:
    // BadFile where the first bytes cannot be unpacked.
    static Result<std::unique_ptr<GzipBytes>> unpack(ByteSource &packed);

    // What was unpacked; of a longer file maxUnpackedBytes.
    qint64 size() const override { return m_size; }
    // Fewer bytes where the gap begins.
    Result<QByteArray> read(qint64 offset, qint64 length) override;

    // False when the file is cut or its checksum is wrong.
    bool isWhole() const { return m_whole; }
    bool isTooLong() const { return m_size >= maxUnpackedBytes; }

private:
    GzipBytes() = default;
    Result<void> unpackAll(ByteSource &packed);
    void add(QByteArrayView bytes);

    QByteArray m_head;
    QByteArray m_tail; // ends at m_size
    qint64 m_size = 0;
    bool m_whole = false;
};

} // namespace flotilla::files
