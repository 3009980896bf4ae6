// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fleetharness.h"

#include "drivers/flashforge/flashforgeinfo.h"
#include "drivers/xyzprinting/xyzinfo.h"
#include "jobs/runtask.h"

#include <QFile>

namespace flotilla::test {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

flashforge::Times quickTimes()
{
    return {.watchedPoll = milliseconds(60),
            .slowPoll = milliseconds(100),
            .shortestPoll = milliseconds(20),
            .request = milliseconds(1'000),
            .uploadIdle = milliseconds(1'500),
            .uploadReply = milliseconds(1'500),
            .tcpCommand = milliseconds(1'500),
            .tcpHoming = milliseconds(3'000),
            .tcpBinary = milliseconds(3'000),
            .tcpSilence = milliseconds(100),
            .imageSilence = milliseconds(300),
            .loginPause = milliseconds(20),
            .tcpLinger = milliseconds(50)};
}

LinkRules quickRules()
{
    return {.missedBeats = 3,
            .staleLimit = milliseconds(3'000),
            .lookAgain = milliseconds(300),
            .firstPause = milliseconds(30),
            .longestPause = milliseconds(200)};
}

FleetHarness::FleetHarness()
    : FleetHarness(Options {})
{
}

FleetHarness::FleetHarness(const Options &options)
    : m_options(options)
{
    m_registry.add(flashforge::driverInfo(options.times));
    m_registry.add(xyzprinting::driverInfo(options.xyzTimes));
    begin();
}

FleetHarness::~FleetHarness()
{
    m_jobs.reset();
    m_fleet.reset();
}

void FleetHarness::begin()
{
    m_secrets = std::make_unique<store::FileSecretStore>(m_folder.filePath(u"secrets"_s));
    QVERIFY(m_secrets->prepare());
    m_context = std::make_unique<DriverContext>(
        DriverContext {m_clock, *m_secrets, m_network, m_files, m_broker, m_pool});
    m_database = std::make_unique<store::Database>(m_folder.filePath(u"flotilla.db"_s));
    QVERIFY(await(m_database->open()));
    m_repository = std::make_unique<PrinterRepository>(*m_database);
    m_runs = std::make_unique<JobStore>(*m_database);
    m_fleet = std::make_unique<Fleet>(m_registry, *m_context, *m_repository,
                                      Fleet::Options {.rules = m_options.rules,
                                                      .limits = m_options.limits,
                                                      .rediscovery = milliseconds(0),
                                                      .searchNetwork = false});
    m_jobs = std::make_unique<JobRunner>(*m_fleet, *m_runs, m_options.jobs);
    QVERIFY(await(m_fleet->load()));
    QVERIFY(await(m_jobs->load()));
}

void FleetHarness::restart()
{
    m_jobs.reset();
    m_fleet.reset();
    m_runs.reset();
    m_repository.reset();
    m_database.reset();
    begin();
    m_fleet->openAll();
}

simulators::FlashForgeSimulator *FleetHarness::simulate(const QString &model,
                                                        simulators::SimulatorOptions options)
{
    options.model = model;
    if (options.serialNumber.isEmpty())
        options.serialNumber = u"SNTEST%1"_s.arg(++m_nextSerial, 5, 10, QLatin1Char('0'));
    options.tick = milliseconds(20);
    auto machine = std::make_unique<simulators::FlashForgeSimulator>(options);
    const auto started = machine->start();
    if (!started)
        qFatal("simulator: %s", qPrintable(started.error().message));
    m_machines.push_back(std::move(machine));
    return m_machines.back().get();
}

Printer *FleetHarness::add(const simulators::Simulator &machine, const QString &name,
                           const QMap<QString, QString> &changed)
{
    NewPrinter description {.driver = machine.driver(), .name = name};
    const QJsonObject settings = machine.settings();
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        if (it.key() != u"tcpPort" || it.value().toInt() > 0)
            description.settings.insert(it.key(), it.value().toVariant().toString());
    }
    for (auto it = changed.cbegin(); it != changed.cend(); ++it)
        description.settings.insert(it.key(), it.value());
    const auto id = await(m_fleet->add(description));
    if (!id)
        qFatal("add: %s", qPrintable(id.error().message));
    Printer *printer = m_fleet->printer(*id);
    printer->open();
    return printer;
}

Printer *FleetHarness::online(const QString &model, simulators::FlashForgeSimulator **machine,
                              simulators::SimulatorOptions options)
{
    simulators::FlashForgeSimulator *made = simulate(model, options);
    if (machine)
        *machine = made;
    Printer *printer = add(*made, u"Printer %1"_s.arg(m_nextSerial));
    return comesOnline(printer) ? printer : nullptr;
}

Printer *FleetHarness::online(const simulators::Simulator &machine)
{
    Printer *printer = add(machine, u"Machine %1"_s.arg(++m_nextPrinter));
    return comesOnline(printer) ? printer : nullptr;
}

bool FleetHarness::comesOnline(Printer *printer)
{
    return QTest::qWaitFor(
        [&] {
            return printer->status().link == Link::Online
                && printer->status().state != State::Unknown;
        },
        10'000);
}

QString FleetHarness::writeGcode(const QString &name, int seconds, qint64 padToBytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(file.fileName()));
    file.write("; generated by a test\nM140 S60\nM104 S210\nG28\nM190 S60\nM109 S210\n");
    constexpr int layers = 20;
    for (int layer = 0; layer < layers; ++layer) {
        file.write(";LAYER_CHANGE\n;Z:0.2\n");
        for (int move = 0; move < 10; ++move)
            file.write("G1 X" + QByteArray::number(10 + move) + " Y10 E0.5 F1800\n");
    }
    file.write("M104 S0\nM140 S0\n");
    file.write("; estimated printing time (normal mode) = " + QByteArray::number(seconds / 60)
               + "m " + QByteArray::number(seconds % 60) + "s\n");
    if (padToBytes > file.size())
        file.resize(padToBytes);
    return file.fileName();
}

Result<SendOutcome> finish(RunTask *task)
{
    std::optional<Result<SendOutcome>> outcome;
    QObject::connect(task, &RunTask::finished, task,
                     [&](const Result<SendOutcome> &result) { outcome = result; });
    if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 30'000))
        return failure(Error::Kind::Internal, u"the test waited in vain"_s);
    return *outcome;
}

} // namespace flotilla::test
