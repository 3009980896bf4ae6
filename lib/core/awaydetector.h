// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <optional>

namespace flotilla {

// Notices that the program was away: the computer slept, the process was stopped, or the clock was
// set. beat() is called once a second; everything that was believed before an absence has to be
// asked again.
class AwayDetector
{
public:
    // A gap between two beats, or a jump of one clock against the other, that counts as an absence.
    static constexpr std::chrono::milliseconds limit {5'000};

    explicit AwayDetector(const Clock &clock);

    // Whether the program was away between the last beat and this one.
    bool beat();

private:
    struct Moment
    {
        std::chrono::milliseconds wall;
        std::chrono::milliseconds monotonic;
    };

    const Clock &m_clock;
    std::optional<Moment> m_last;
};

} // namespace flotilla
