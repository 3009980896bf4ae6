// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/backoff.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace flotilla::net {

Backoff::Backoff(Random random)
    : Backoff(std::move(random), Limits())
{
}

Backoff::Backoff(Random random, Limits limits)
    : m_random(std::move(random))
    , m_limits(limits)
{
}

double Backoff::systemRandom()
{
    return QRandomGenerator::global()->generateDouble();
}

std::chrono::milliseconds Backoff::next()
{
    using Milliseconds = std::chrono::milliseconds;
    m_ceiling = std::min(m_limits.max, std::max(m_ceiling, m_limits.min) * 2);
    // Half of the span is chance: even at the longest delay two printers drift apart.
    const Milliseconds floor = std::max(m_limits.min, m_ceiling / 2);
    const double share = std::clamp(m_random(), 0.0, 1.0);
    const auto jitter = std::llround(share * static_cast<double>((m_ceiling - floor).count()));
    return std::clamp(floor + Milliseconds(jitter), m_limits.min, m_limits.max);
}

void Backoff::reset()
{
    m_ceiling = std::chrono::milliseconds(0);
}

} // namespace flotilla::net
