// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

namespace flotilla::simulators {

// A heated part as simple as it can be and still look right: constant power up, cooling like a cup
// of tea.
class Heater
{
public:
    static constexpr double ambientCelsius = 25;

    Heater(double degreesPerSecond, double coolingSeconds)
        : m_rate(degreesPerSecond)
        , m_cooling(coolingSeconds)
    {
    }

    double actual() const { return m_actual; }
    double target() const { return m_target; }
    void setTarget(double celsius) { m_target = celsius; }
    // As warm as a job needs it; a heater that is off is always ready.
    bool isReady() const { return m_target <= 0 || m_actual >= m_target - 1; }

    void advance(double seconds)
    {
        if (m_actual < m_target) {
            m_actual = std::min(m_target, m_actual + m_rate * seconds);
            return;
        }
        const double floor = std::max(m_target, ambientCelsius);
        const double cooled
            = ambientCelsius + (m_actual - ambientCelsius) * std::exp(-seconds / m_cooling);
        m_actual = std::max(floor, cooled);
    }

private:
    double m_rate;
    double m_cooling;
    double m_actual = ambientCelsius;
    double m_target = 0;
};

} // namespace flotilla::simulators
