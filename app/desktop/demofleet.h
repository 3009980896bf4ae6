// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fleet.h"
#include "simulators/simulator.h"

#include <memory>
#include <vector>

namespace flotilla {

// The printers of `--demo`: simulated machines of every system on the loopback, added to a fleet of
// their own.
class DemoFleet : public QObject
{
    Q_OBJECT

public:
    // `speed`: simulated seconds in a real one.
    explicit DemoFleet(double speed, QObject *parent = nullptr);
    ~DemoFleet() override;

    // Starts the simulated machines; Unreachable where their sockets cannot be opened.
    Result<void> start();
    // Adds them to `fleet` one after the other; ends when all are in.
    Command<void> addTo(Fleet &fleet);

private:
    const double m_speed;
    std::vector<std::unique_ptr<simulators::Simulator>> m_machines;
};

} // namespace flotilla
