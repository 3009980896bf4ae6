// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

namespace flotilla::net {

// How long to wait before each new try: doubling from `min` to `max`, always with jitter, so that a
// hundred printers lost at once do not come back in step. Every delay lies between `min` and `max`.
class Backoff
{
public:
    // Gives numbers from 0 up to, but not including, 1.
    using Random = std::function<double()>;

    struct Limits
    {
        std::chrono::milliseconds min {1'000};
        std::chrono::milliseconds max {60'000};
    };

    explicit Backoff(Random random);
    Backoff(Random random, Limits limits);

    // The source for everything but tests.
    static double systemRandom();

    std::chrono::milliseconds next();
    // After a success: begins at the shortest delay again.
    void reset();

private:
    Random m_random;
    Limits m_limits;
    std::chrono::milliseconds m_ceiling {0};
};

} // namespace flotilla::net
