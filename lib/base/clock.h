// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace flotilla {

// The two clocks of the program. Injected, so that tests can turn them. Durations use monotonic()
// only: the wall clock may be set by hand or by the network at any moment. Thread-safe.
class Clock
{
public:
    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    // Wall time, UTC.
    virtual QDateTime now() const = 0;
    // Time since an arbitrary start; never goes backwards, may or may not run while the computer
    // sleeps.
    virtual std::chrono::milliseconds monotonic() const = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override;
    std::chrono::milliseconds monotonic() const override;
};

} // namespace flotilla
