// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulatecommand.h"

#include "numbers.h"

#include "simulators/flashforge/flashforgesimulator.h"

#include <QJsonArray>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostPrinters = 200;
constexpr int highestPort = 65535;
constexpr double fastest = 100'000;

QStringList systems()
{
    QStringList names;
    for (const simulators::SimulatorInfo &info : simulators::simulatorCatalogue())
        names << info.system;
    return names;
}

QStringList faultNames(const simulators::SimulatorInfo &info)
{
    QStringList names;
    for (const simulators::FaultInfo &fault : info.faults)
        names << fault.name;
    return names;
}

// What `add DRIVER --set …` and `discover --target` need to know.
QJsonObject describe(const simulators::Simulator &printer)
{
    QJsonObject object {{u"driver"_s, printer.driver()}, {u"settings"_s, printer.settings()}};
    if (const auto *flashForge = qobject_cast<const simulators::FlashForgeSimulator *>(&printer);
        flashForge && flashForge->udpPort() != 0)
        object.insert(u"discoveryPort"_s, flashForge->udpPort());
    return object;
}

} // namespace

SimulateCommand::SimulateCommand(Invocation invocation, Output &output, QObject *parent)
    : Program(output, parent)
    , m_invocation(std::move(invocation))
{
}

SimulateCommand::~SimulateCommand() = default;

void SimulateCommand::start()
{
    const auto running = run();
    if (!running) {
        fail(running.error());
        return;
    }
    QJsonArray printers;
    for (const auto &printer : m_printers)
        printers.append(describe(*printer));
    output().ready({{u"printers"_s, printers}});
}

void SimulateCommand::interrupt()
{
    for (const auto &printer : m_printers)
        printer->stop();
    Q_EMIT finished(0);
}

Result<void> SimulateCommand::run()
{
    const QString system = m_invocation.arguments[u"system"_s].toString();
    const auto catalogue = simulators::simulatorCatalogue();
    const auto info = std::find_if(catalogue.begin(), catalogue.end(), [&](const auto &candidate) {
        return candidate.system == system;
    });
    if (info == catalogue.end())
        return failure(Error::Kind::WrongUse,
                       tr("There is no simulator for “%1”. There is %2.")
                           .arg(system, systems().join(u", "_s)));
    const auto options = readOptions(*info);
    if (!options)
        return failure(options.error());
    const auto models = readModels(*info);
    if (!models)
        return failure(models.error());
    const auto count = wholeOption(m_invocation.arguments, "count"_L1, 1, mostPrinters);
    if (!count)
        return failure(count.error());
    if (const auto made = make(system, *options, *models, count->value_or(1)); !made)
        return made;
    for (const auto &printer : m_printers) {
        if (const auto started = printer->start(); !started)
            return started;
    }
    return {};
}

Result<simulators::SimulatorOptions>
SimulateCommand::readOptions(const simulators::SimulatorInfo &info) const
{
    const QJsonObject &arguments = m_invocation.arguments;
    simulators::SimulatorOptions options;
    const auto port = wholeOption(arguments, "port"_L1, 1, highestPort);
    if (!port)
        return failure(port.error());
    options.httpPort = quint16(port->value_or(0));
    const auto speed = decimalOption(arguments, "speed"_L1, 0.01, fastest);
    if (!speed)
        return failure(speed.error());
    options.speed = speed->value_or(1);
    options.fault = arguments[u"fault"_s].toString();
    if (!options.fault.isEmpty() && !faultNames(info).contains(options.fault))
        return failure(Error::Kind::WrongUse,
                       tr("There is no fault “%1”. There is %2.")
                           .arg(options.fault, faultNames(info).join(u", "_s)));
    const QJsonObject settings = arguments[u"settings"_s].toObject();
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        const auto set = simulators::setSimulatorOption(options, it.key(), it.value().toString());
        if (!set)
            return failure(set.error());
    }
    return options;
}

Result<QStringList> SimulateCommand::readModels(const simulators::SimulatorInfo &info) const
{
    QStringList models;
    for (const QJsonValue &value : m_invocation.arguments[u"models"_s].toArray())
        models << value.toString().split(u',', Qt::SkipEmptyParts);
    for (QString &model : models) {
        model = model.trimmed();
        if (!info.models.contains(model))
            return failure(
                Error::Kind::WrongUse,
                tr("There is no model “%1”. There is %2.").arg(model, info.models.join(u", "_s)));
    }
    return models.isEmpty() ? QStringList(info.models.value(0)) : models;
}

Result<void> SimulateCommand::make(const QString &system,
                                   const simulators::SimulatorOptions &options,
                                   const QStringList &models, int count)
{
    // A whole set of each model, so that names, serial numbers and ports are distinct; each model
    // then gives the printers whose turn it is.
    m_printers.resize(size_t(count));
    for (qsizetype turn = 0; turn < models.size(); ++turn) {
        simulators::SimulatorOptions wanted = options;
        wanted.model = models[turn];
        auto set = simulators::makeSimulators(system, wanted, count);
        if (!set)
            return failure(set.error());
        for (auto at = size_t(turn); at < m_printers.size(); at += size_t(models.size()))
            m_printers[at] = std::move((*set)[at]);
    }
    return {};
}

} // namespace flotilla::cli
