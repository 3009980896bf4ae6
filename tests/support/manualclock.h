// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

namespace flotilla::test {

// A clock that stands still until it is turned. The two hands can be turned apart, as sleep and a
// set clock do.
class ManualClock final : public Clock
{
public:
    QDateTime now() const override { return m_wall; }
    std::chrono::milliseconds monotonic() const override { return m_monotonic; }

    void advance(std::chrono::milliseconds by)
    {
        m_wall = m_wall.addMSecs(by.count());
        m_monotonic += by;
    }
    void advanceWallOnly(std::chrono::milliseconds by) { m_wall = m_wall.addMSecs(by.count()); }
    void advanceMonotonicOnly(std::chrono::milliseconds by) { m_monotonic += by; }

private:
    QDateTime m_wall = QDateTime(QDate(2026, 1, 15), QTime(12, 0), Qt::UTC);
    std::chrono::milliseconds m_monotonic {1'000'000};
};

} // namespace flotilla::test
