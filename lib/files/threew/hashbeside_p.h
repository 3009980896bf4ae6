// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sha256.h"

#include <QFuture>

namespace flotilla::files::threew {

// SHA-256 of bytes as they come, worked out in the pool while the caller goes on: with two
// processors, hashing costs no time.
class HashBeside
{
public:
    // Without `wanted` it does nothing, and gives nothing.
    explicit HashBeside(bool wanted);
    ~HashBeside();
    Q_DISABLE_COPY_MOVE(HashBeside)

    // Waits for the bytes before these, so that no more than one piece is kept.
    void add(const QByteArray &bytes);
    QByteArray result();

private:
    const bool m_wanted;
    Sha256 m_hash;
    QFuture<void> m_running;
};

} // namespace flotilla::files::threew
