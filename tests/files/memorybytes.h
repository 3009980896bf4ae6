// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"

#include <algorithm>

namespace flotilla::test {

// Bytes that lie nowhere; remembers how many were asked for.
class MemoryBytes : public files::ByteSource
{
public:
    explicit MemoryBytes(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }

    qint64 size() const override { return m_bytes.size(); }
    Result<QByteArray> read(qint64 offset, qint64 length) override
    {
        const qint64 count = std::clamp<qint64>(m_bytes.size() - offset, 0, length);
        m_read += count;
        return m_bytes.mid(offset, count);
    }
    qint64 bytesRead() const { return m_read; }

private:
    const QByteArray m_bytes;
    qint64 m_read = 0;
};

} // namespace flotilla::test
