// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/awaydetector.h"

namespace flotilla {

AwayDetector::AwayDetector(const Clock &clock)
    : m_clock(clock)
{
}

bool AwayDetector::beat()
{
    const Moment now {std::chrono::milliseconds(m_clock.now().toMSecsSinceEpoch()),
                      m_clock.monotonic()};
    const std::optional<Moment> last = std::exchange(m_last, now);
    if (!last)
        return false;
    // Three signs, because no clock shows every absence: the monotonic one stands still in sleep on
    // Linux, the wall clock may have been turned back meanwhile, and a set clock is no gap in the
    // other.
    const auto wallGap = now.wall - last->wall;
    const auto monotonicGap = now.monotonic - last->monotonic;
    return wallGap > limit || monotonicGap > limit
        || std::chrono::abs(wallGap - monotonicGap) >= limit;
}

} // namespace flotilla
