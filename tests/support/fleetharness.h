// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "core/drivercontext.h"
#include "core/fleet.h"
#include "core/services.h"
#include "drivers/flashforge/times.h"
#include "jobs/jobrunner.h"
#include "jobs/jobstore.h"
#include "net/networkaccess.h"
#include "simulators/flashforge/flashforgesimulator.h"
#include "simulators/simulator.h"
#include "store/database.h"
#include "store/filesecretstore.h"
#include "support/quickxyztimes.h"

#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <memory>

namespace flotilla::test {

// Times of a session a hundred times as fast as life, so that a time-out takes milliseconds.
flashforge::Times quickTimes();
// Link rules to go with them.
LinkRules quickRules();

// A whole backend in a folder that goes with it, and simulated printers for it: what a driver's or
// runner's test needs to be no unit of its own.
class FleetHarness
{
public:
    struct Options
    {
        flashforge::Times times = quickTimes();
        xyzprinting::Times xyzTimes = quickXyzTimes();
        LinkRules rules = quickRules();
        CommandLimits limits = {std::chrono::milliseconds(3'000), std::chrono::milliseconds(5'000)};
        JobRunner::Limits jobs = {std::chrono::milliseconds(5'000)};
    };

    FleetHarness();
    explicit FleetHarness(const Options &options);
    ~FleetHarness();

    // A simulated FlashForge machine of this model, started; `options.model` is overwritten.
    simulators::FlashForgeSimulator *simulate(const QString &model,
                                              simulators::SimulatorOptions options = {});
    // A printer for it in the fleet, opened. `changed` overrides settings.
    Printer *add(const simulators::Simulator &machine, const QString &name,
                 const QMap<QString, QString> &changed = {});
    // Both, and Online; nullptr (with a failed check) where that does not happen.
    Printer *online(const QString &model, simulators::FlashForgeSimulator **machine = nullptr,
                    simulators::SimulatorOptions options = {});

    // A printer for a machine of any system, Online; nullptr where that does not happen.
    Printer *online(const simulators::Simulator &machine);

    // Ends this fleet and begins another on the same database, as a program that is started again.
    void restart();

    Fleet &fleet() { return *m_fleet; }
    JobRunner &jobs() { return *m_jobs; }
    JobStore &runs() { return *m_runs; }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    // A small G-code file that simulators print in about `seconds` of simulated time.
    QString writeGcode(const QString &name, int seconds = 600, qint64 padToBytes = 0) const;

private:
    void begin();
    static bool comesOnline(Printer *printer);

    Options m_options;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    QThreadPool m_pool;
    NoBroker m_broker;
    NoFileServer m_files;
    std::unique_ptr<store::FileSecretStore> m_secrets;
    net::NetworkAccess m_network {&m_pool};
    DriverRegistry m_registry;
    std::unique_ptr<DriverContext> m_context;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<PrinterRepository> m_repository;
    std::unique_ptr<JobStore> m_runs;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<JobRunner> m_jobs;
    std::vector<std::unique_ptr<simulators::FlashForgeSimulator>> m_machines;
    int m_nextSerial = 0;
    int m_nextPrinter = 0;
};

// The answer of a command; spins the event loop until it is there (tests only). Canceled after
// `limit`.
template<typename T> Result<T> await(const Command<T> &command, int limit = 15'000)
{
    if (!QTest::qWaitFor([&] { return command.isFinished(); }, limit))
        return failure(Error::Kind::Canceled, QStringLiteral("the test waited in vain"));
    return *command.result();
}

// How a run came out; spins the event loop until it has. Internal after half a minute.
Result<SendOutcome> finish(RunTask *task);

} // namespace flotilla::test
