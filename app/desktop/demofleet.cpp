// SPDX-License-Identifier: GPL-3.0-or-later
#include "demofleet.h"

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

struct DemoMachine
{
    const char16_t *system;
    const char16_t *model;
    const char16_t *name;
    const char16_t *tag;
};

// What a small workshop might own.
constexpr DemoMachine demoMachines[] {
    {u"flashforge", u"adventurer-5m-pro", u"Hall 1", u"PLA"},
    {u"flashforge", u"adventurer-5m-pro", u"Hall 2", u"PLA"},
    {u"flashforge", u"ad5x", u"Colour corner", u"multi"},
    {u"flashforge", u"creator-5", u"Workshop", u"multi"},
};

} // namespace

DemoFleet::DemoFleet(double speed, QObject *parent)
    : QObject(parent)
    , m_speed(speed)
{
}

DemoFleet::~DemoFleet() = default;

Result<void> DemoFleet::start()
{
    int number = 0;
    for (const DemoMachine &machine : demoMachines) {
        simulators::SimulatorOptions options;
        options.model = QString::fromUtf16(machine.model);
        options.name = QString::fromUtf16(machine.name);
        options.serialNumber = u"SNDEMO%1"_s.arg(++number, 6, 10, QLatin1Char('0'));
        options.speed = m_speed;
        auto made = simulators::makeSimulators(QString::fromUtf16(machine.system), options, 1);
        if (!made)
            return failure(made.error());
        if (const auto started = made->front()->start(); !started)
            return failure(started.error());
        m_machines.push_back(std::move(made->front()));
    }
    return {};
}

Command<void> DemoFleet::addTo(Fleet &fleet)
{
    Command<void> all = finishedCommand();
    for (size_t i = 0; i < m_machines.size(); ++i) {
        NewPrinter printer {.driver = m_machines[i]->driver(),
                            .name = QString::fromUtf16(demoMachines[i].name),
                            .tags = {QString::fromUtf16(demoMachines[i].tag)}};
        const QJsonObject settings = m_machines[i]->settings();
        for (auto it = settings.begin(); it != settings.end(); ++it)
            printer.settings.insert(it.key(), it.value().toVariant().toString());
        all = all.then(this, [&fleet, printer] { return fleet.add(printer); })
                  .then(this, [](const QUuid &) -> Result<void> { return {}; });
    }
    return all;
}

} // namespace flotilla
