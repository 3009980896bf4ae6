// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleetmodel.h"

#include "core/fakefleet.h"
#include "core/fakeprinter.h"

#include <QAbstractItemModelTester>

namespace flotilla::test {

// Printers on line over FakeDrivers, as the models see them.
struct FleetWorld
{
    FleetWorld()
    {
        // Clocks on the screen are local ones.
        qputenv("TZ", "UTC");
        fakes.system.whenConnecting = [](FakeDriver &driver) { driver.openSession(); };
        fakes.fleet->openAll();
    }

    // A printer that has answered and said this.
    QString add(const QString &name, const DriverState &state = {.state = State::Idle})
    {
        const QUuid id = fakes.add(name);
        if (!QTest::qWaitFor([&] { return printer(name)->status().link == Link::Online; }, 5'000))
            qFatal("a printer did not come on line");
        fakes.driver(name)->report(state);
        return id.toString(QUuid::WithoutBraces);
    }
    // Many of them, ready, in one go: the database is slow.
    void addAll(const QStringList &names)
    {
        for (const QString &name : names) {
            fakes.fleet->add({.driver = QStringLiteral("fake"),
                              .name = name,
                              .settings = {{QStringLiteral("host"), QStringLiteral("10.0.0.3")}}});
        }
        const auto online = [this, &names] {
            const auto printers = fakes.fleet->printers();
            return qsizetype(printers.size()) == names.size()
                && std::all_of(printers.begin(), printers.end(), [](const Printer *each) {
                       return each->status().link == Link::Online;
                   });
        };
        if (!QTest::qWaitFor(online, 60'000))
            qFatal("the printers did not come on line");
        for (const Printer *each : fakes.fleet->printers())
            driver(each->name())->report(State::Idle);
    }
    // The printer is lost and does not answer again.
    void silence(const QString &name)
    {
        fakes.system.whenConnecting = {};
        driver(name)->loseSession();
    }
    Printer *printer(const QString &name) const { return *fakes.fleet->find(name); }
    FakeDriver *driver(const QString &name) const { return fakes.driver(name); }
    ManualClock &clock() { return fakes.world.clock; }

    FakeFleet fakes;
};

inline DriverState printingFor(qint64 seconds)
{
    return {.state = State::Printing,
            .job = ReportedJob {.name = QStringLiteral("part.gcode"),
                                .progress = 0.5,
                                .remainingSeconds = seconds}};
}

} // namespace flotilla::test
