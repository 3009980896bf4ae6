// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"

namespace flotilla::files {

// Another source, read in blocks: for readers that ask for a few bytes here and a few there.
// Keeps one block; the source must outlive it.
class WindowBytes : public ByteSource
{
public:
    explicit WindowBytes(ByteSource &source)
        : m_source(source)
    {
    }

    qint64 size() const override { return m_source.size(); }
    Result<QByteArray> read(qint64 offset, qint64 length) override;

private:
    ByteSource &m_source;
    QByteArray m_block;
    qint64 m_blockOffset = 0;
};

} // namespace flotilla::files
