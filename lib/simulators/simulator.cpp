// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/simulator.h"

#include "simulators/flashforge/flashforgesimulator.h"
#include "simulators/xyzprinting/xyzprintingsimulator.h"

#include <QCoreApplication>

#include <array>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxSimulators = 500;

bool takeNumber(const QString &text, qint64 from, qint64 to, qint64 &number)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (ok && value >= from && value <= to)
        number = value;
    return ok && value >= from && value <= to;
}

bool takeMilliseconds(const QString &text, std::chrono::milliseconds &time)
{
    qint64 number = 0;
    if (!takeNumber(text, 0, 3'600'000, number))
        return false;
    time = std::chrono::milliseconds(number);
    return true;
}

struct OptionRow
{
    QLatin1StringView key;
    bool (*set)(SimulatorOptions &options, const QString &value);
};

constexpr std::array optionTable {
    OptionRow {"name"_L1,
               [](SimulatorOptions &o, const QString &v) { return !(o.name = v).isEmpty(); }},
    OptionRow {
        "serialNumber"_L1,
        [](SimulatorOptions &o, const QString &v) { return !(o.serialNumber = v).isEmpty(); }},
    OptionRow {"checkCode"_L1,
               [](SimulatorOptions &o, const QString &v) { return !(o.checkCode = v).isEmpty(); }},
    OptionRow {"firmware"_L1,
               [](SimulatorOptions &o, const QString &v) { return !(o.firmware = v).isEmpty(); }},
    OptionRow {
        "discoveryReply"_L1,
        [](SimulatorOptions &o, const QString &v) { return !(o.discoveryReply = v).isEmpty(); }},
    OptionRow {"transport"_L1,
               [](SimulatorOptions &o, const QString &v) {
                   const bool known = v == "lan"_L1 || v == "serial"_L1;
                   o.transport = known ? v : o.transport;
                   return known;
               }},
    OptionRow {"address"_L1,
               [](SimulatorOptions &o, const QString &v) { return o.address.setAddress(v); }},
    OptionRow {"pidAsText"_L1,
               [](SimulatorOptions &o, const QString &v) {
                   o.pidAsText = v == "true"_L1;
                   return v == "true"_L1 || v == "false"_L1;
               }},
    OptionRow {"storageBytes"_L1,
               [](SimulatorOptions &o, const QString &v) {
                   return takeNumber(v, 0, qint64(1) << 40, o.storageBytes);
               }},
    OptionRow {"dropAtByte"_L1,
               [](SimulatorOptions &o, const QString &v) {
                   return takeNumber(v, -1, qint64(1) << 40, o.dropAtByte);
               }},
    OptionRow {
        "slowReplyMs"_L1,
        [](SimulatorOptions &o, const QString &v) { return takeMilliseconds(v, o.slowReply); }},
    OptionRow {
        "idleMs"_L1,
        [](SimulatorOptions &o, const QString &v) { return takeMilliseconds(v, o.idleTime); }},
    OptionRow {
        "pollPauseMs"_L1,
        [](SimulatorOptions &o, const QString &v) { return takeMilliseconds(v, o.pollPause); }},
    OptionRow {
        "rebootMs"_L1,
        [](SimulatorOptions &o, const QString &v) { return takeMilliseconds(v, o.rebootTime); }},
};

// A given port counts up from printer to printer; 0 stays "choose one".
quint16 nth(quint16 port, int index)
{
    return port == 0 ? port : quint16(port + index);
}

} // namespace

Simulator::~Simulator() = default;

QList<SimulatorInfo> simulatorCatalogue()
{
    return {
        {.system = u"flashforge"_s,
         .displayName = u"FlashForge"_s,
         .models = FlashForgeSimulator::models(),
         .faults = FlashForgeSimulator::faults(),
         .create = [](const SimulatorOptions &options) -> std::unique_ptr<Simulator> {
             return std::make_unique<FlashForgeSimulator>(options);
         }},
        {.system = u"xyzprinting"_s,
         .displayName = u"XYZprinting"_s,
         .models = XyzPrintingSimulator::models(),
         .faults = XyzPrintingSimulator::faults(),
         .create = [](const SimulatorOptions &options) -> std::unique_ptr<Simulator> {
             return std::make_unique<XyzPrintingSimulator>(options);
         }},
    };
}

Result<void> setSimulatorOption(SimulatorOptions &options, const QString &key, const QString &value)
{
    for (const OptionRow &row : optionTable) {
        if (key != row.key)
            continue;
        if (row.set(options, value))
            return {};
        return failure(
            Error::Kind::WrongUse,
            QCoreApplication::translate("flotilla", "%1 cannot be set to \"%2\".").arg(key, value));
    }
    return failure(
        Error::Kind::WrongUse,
        QCoreApplication::translate("flotilla", "A simulated printer has no setting %1.").arg(key));
}

Result<std::vector<std::unique_ptr<Simulator>>>
makeSimulators(const QString &system, const SimulatorOptions &options, int count)
{
    const QList<SimulatorInfo> catalogue = simulatorCatalogue();
    const auto info = std::find_if(catalogue.begin(), catalogue.end(),
                                   [&](const SimulatorInfo &row) { return row.system == system; });
    if (info == catalogue.end())
        return failure(
            Error::Kind::WrongUse,
            QCoreApplication::translate("flotilla", "There is no simulator for %1.").arg(system));
    if (count < 1 || count > maxSimulators)
        return failure(
            Error::Kind::WrongUse,
            QCoreApplication::translate("flotilla", "Between 1 and %1 printers can be simulated.")
                .arg(maxSimulators));
    std::vector<std::unique_ptr<Simulator>> printers;
    for (int i = 0; i < count; ++i) {
        SimulatorOptions own = options;
        own.name = count == 1 && !options.name.isEmpty()
            ? options.name
            : u"%1 %2"_s.arg(options.name.isEmpty() ? u"Hall"_s : options.name).arg(i + 1);
        if (count > 1 || own.serialNumber.isEmpty())
            own.serialNumber
                = u"%1%2"_s.arg(options.serialNumber.isEmpty() ? u"SNFLOT"_s : options.serialNumber)
                      .arg(i + 1, 7, 10, QLatin1Char('0'));
        own.httpPort = nth(options.httpPort, i);
        own.tcpPort = nth(options.tcpPort, i);
        own.udpPort = nth(options.udpPort, i);
        printers.push_back(info->create(own));
    }
    return printers;
}

} // namespace flotilla::simulators
