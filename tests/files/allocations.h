// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace flotilla::test {

// Counts what is allocated while it lives, by any thread and any library, down to malloc. One at a
// time.
class AllocationWatch
{
public:
    // False where malloc cannot be watched (a C library or a sanitizer without a way in).
    static bool isPossible();

    AllocationWatch();
    ~AllocationWatch();
    Q_DISABLE_COPY_MOVE(AllocationWatch)

    qint64 peakBytes() const; // alive at once, beyond those of the beginning
    qint64 largestBytes() const; // asked for at once
};

} // namespace flotilla::test
