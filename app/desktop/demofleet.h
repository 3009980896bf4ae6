// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fleet.h"
#include "simulators/simulator.h"

#include <memory>
#include <vector>

namespace flotilla {

// What a machine of the demo goes through, so that a person sees every state soon. All of it really
// happens: to the simulated machine, at its panel, or through a file that is sent.
enum class DemoStory {
    Prints,
    Finishes, // soon: the plate is to be cleared
    RunsOut, // of filament, in the middle of a print
    IsPaused, // at its panel, in the middle of a print
    Fails,
    Idle,
    Vanishes, // from the network
};

// The printers of `--demo`: simulated machines on the loopback, added to a fleet of their own.
class DemoFleet : public QObject
{
    Q_OBJECT

public:
    enum class Size {
        Workshop, // a few that all print
        House, // one for every story
    };

    // `speed`: simulated seconds in a real one.
    DemoFleet(Size size, double speed, QObject *parent = nullptr);
    ~DemoFleet() override;

    // Starts the simulated machines; Unreachable where their sockets cannot be opened.
    Result<void> start();
    // Adds them to `fleet` one after the other; ends when all are in.
    Command<void> addTo(Fleet &fleet);

    struct Machine
    {
        QString name;
        DemoStory story = DemoStory::Idle;
        std::unique_ptr<simulators::Simulator> simulator;
    };
    const std::vector<Machine> &machines() const { return m_machines; }

private:
    const Size m_size;
    const double m_speed;
    std::vector<Machine> m_machines;
};

} // namespace flotilla
