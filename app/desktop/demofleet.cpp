// SPDX-License-Identifier: GPL-3.0-or-later
#include "demofleet.h"

#include <array>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

struct DemoMachine
{
    const char16_t *system;
    const char16_t *model;
    const char16_t *name;
    const char16_t *place;
    const char16_t *tag;
    DemoStory story;
    double pace; // of the fleet's speed, so that not all end together
};

constexpr auto flashForge = u"flashforge";
constexpr auto xyzPrinting = u"xyzprinting";

// What a school might own. The first are the small workshop.
constexpr std::array demoMachines {
    DemoMachine {flashForge, u"adventurer-5m-pro", u"Hall 1", u"Hall", u"PLA", DemoStory::Prints,
                 1},
    DemoMachine {flashForge, u"adventurer-5m-pro", u"Hall 2", u"Hall", u"PLA", DemoStory::Prints,
                 0.4},
    DemoMachine {flashForge, u"ad5x", u"Colour corner", u"Library", u"multi", DemoStory::RunsOut,
                 1},
    DemoMachine {flashForge, u"creator-5", u"Workshop", u"Workshop", u"multi", DemoStory::Finishes,
                 1},
    DemoMachine {flashForge, u"adventurer-3", u"Bench", u"Library", u"PLA", DemoStory::Prints, 0.7},
    DemoMachine {flashForge, u"adventurer-4", u"Old faithful", u"Hall", u"PLA", DemoStory::Prints,
                 0.6},
    DemoMachine {xyzPrinting, u"1.1-plus", u"Veteran", u"Library", u"PLA", DemoStory::Prints, 0.8},
    DemoMachine {xyzPrinting, u"mini-w", u"Window sill", u"Attic", u"PLA", DemoStory::Prints, 0.5},
    DemoMachine {flashForge, u"adventurer-5m", u"Attic", u"Attic", u"PETG", DemoStory::Fails, 1},
    DemoMachine {flashForge, u"creator-5-pro", u"Studio", u"Workshop", u"multi",
                 DemoStory::IsPaused, 0.8},
    DemoMachine {flashForge, u"adventurer-5m", u"Reading room", u"Library", u"PLA", DemoStory::Idle,
                 1},
    DemoMachine {flashForge, u"adventurer-5m-pro", u"Cellar", u"Cellar", u"PETG",
                 DemoStory::Vanishes, 1},
};
constexpr size_t workshopMachines = 8;

} // namespace

DemoFleet::DemoFleet(Size size, double speed, QObject *parent)
    : QObject(parent)
    , m_size(size)
    , m_speed(speed)
{
}

DemoFleet::~DemoFleet() = default;

Result<void> DemoFleet::start()
{
    const size_t count = m_size == Size::House ? demoMachines.size() : workshopMachines;
    for (size_t i = 0; i < count; ++i) {
        const DemoMachine &row = demoMachines[i];
        const double pace = m_size == Size::House ? row.pace : 1;
        const simulators::SimulatorOptions options {
            .model = QString::fromUtf16(row.model),
            .name = QString::fromUtf16(row.name),
            .serialNumber = u"SNDEMO%1"_s.arg(i + 1, 6, 10, QLatin1Char('0')),
            .speed = m_speed * pace};
        auto made = simulators::makeSimulators(QString::fromUtf16(row.system), options, 1);
        if (!made)
            return failure(made.error());
        std::unique_ptr<simulators::Simulator> machine = std::move(made->front());
        if (const auto started = machine->start(); !started)
            return failure(started.error());
        m_machines.push_back({options.name, row.story, std::move(machine)});
    }
    return {};
}

Command<void> DemoFleet::addTo(Fleet &fleet)
{
    Command<void> all = finishedCommand();
    for (size_t i = 0; i < m_machines.size(); ++i) {
        NewPrinter printer {.driver = m_machines[i].simulator->driver(),
                            .name = m_machines[i].name,
                            .tags = {QString::fromUtf16(demoMachines[i].tag)},
                            .location = QString::fromUtf16(demoMachines[i].place)};
        const QJsonObject settings = m_machines[i].simulator->settings();
        for (auto it = settings.begin(); it != settings.end(); ++it)
            printer.settings.insert(it.key(), it.value().toVariant().toString());
        all = all.then(this, [&fleet, printer] { return fleet.add(printer); })
                  .then(this, [](const QUuid &) -> Result<void> { return {}; });
    }
    return all;
}

} // namespace flotilla
