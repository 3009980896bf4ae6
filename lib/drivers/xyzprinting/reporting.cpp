// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/reporting.h"

#include "drivers/xyzprinting/errorcodes.h"
#include "drivers/xyzprinting/filament.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;
using files::threew::XyzModel;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(xyzprinting)
};

void addReading(DriverState &state, const QString &id, const QString &label, const QString &value,
                const QString &unit = {})
{
    if (!value.isEmpty())
        state.readings.append({id, label, value, unit});
}

void addHours(DriverState &state, const QString &id, const QString &label,
              const std::optional<qint64> &minutes)
{
    if (minutes)
        addReading(state, id, label, QLocale::c().toString(double(*minutes) / 60, 'f', 1), u"h"_s);
}

void addSwitch(DriverState &state, const QString &id, const QString &label,
               const std::optional<bool> &on)
{
    if (on)
        addReading(state, id, label, *on ? Tr::tr("on") : Tr::tr("off"));
}

void addJob(DriverState &state, const MachineReport &report, const QString &jobName)
{
    if (!isJobState(state.state) && state.state != State::Finished)
        return;
    ReportedJob job {.name = jobName};
    if (report.job) {
        job.progress = report.job->percent / 100.0;
        job.elapsedSeconds = report.job->elapsedMinutes * 60;
        if (report.job->leftMinutes)
            job.remainingSeconds = *report.job->leftMinutes * 60;
    }
    state.job = job;
}

// The target that models with a menu tell is that of the last job: it counts while there is one.
void addHeaters(DriverState &state, const MachineReport &report, const XyzModel *model)
{
    const bool targetCounts = (model && !model->hasLcd) || isJobState(state.state);
    const int tools = model ? model->extruders : int(report.tools.size());
    for (int i = 0; i < qMin(tools, int(report.tools.size())); ++i) {
        Heater heater {report.tools[i], std::nullopt};
        if (i == 0 && targetCounts)
            heater.target = report.toolTarget;
        if (heater.actual)
            state.heaters.insert(u"tool%1"_s.arg(i), heater);
    }
    // Without a heater a constant stands there.
    if (report.bed && model && model->heatedBed)
        state.heaters.insert(
            u"bed"_s, {report.bed, targetCounts ? report.bedTarget : std::optional<double>()});
}

void addMaterials(DriverState &state, const MachineReport &report, const XyzModel *model)
{
    const qsizetype bays = model ? model->extruders : report.cartridges.size();
    for (qsizetype i = 0; i < qMin(bays, report.cartridges.size()); ++i) {
        const Cartridge &cartridge = report.cartridges[i];
        Material material {.slot = int(i) + 1,
                           .loaded = cartridge.present,
                           .material = cartridge.material,
                           .color = cartridge.color,
                           .name = cartridge.colorName,
                           .remainingMm = cartridge.remainingMm};
        if (material.material.isEmpty() && report.materialType && i == 0)
            material.material = materialName(*report.materialType);
        if (cartridge.remainingMm && cartridge.lengthMm)
            material.remainingPercent
                = std::clamp(*cartridge.remainingMm * 100 / *cartridge.lengthMm, 0.0, 100.0);
        if (!cartridge.present)
            material.remainingMm = material.remainingPercent = std::nullopt;
        state.materials.append(material);
    }
}

void addFaults(DriverState &state, const MachineReport &report)
{
    for (const quint32 error : report.errors) {
        const Fault fault = faultOf(error);
        if (!state.faults.contains(fault))
            state.faults.append(fault);
    }
}

void addNozzle(DriverState &state, const MachineReport &report)
{
    if (!report.nozzle)
        return;
    const Nozzle &nozzle = *report.nozzle;
    if (nozzle.isLaser)
        addReading(state, u"nozzle"_s, Tr::tr("Nozzle"), Tr::tr("Laser engraver"));
    else if (nozzle.diameterMm)
        addReading(state, u"nozzle"_s, Tr::tr("Nozzle"),
                   QLocale::c().toString(*nozzle.diameterMm, 'f', 1), u"mm"_s);
    else
        addReading(state, u"nozzle"_s, Tr::tr("Nozzle"), Tr::tr("type %1").arg(nozzle.type));
    addHours(state, u"nozzleLife"_s, Tr::tr("Nozzle in use"), nozzle.minutesUsed);
}

void addNetwork(DriverState &state, const MachineReport &report)
{
    if (report.wireless) {
        const WirelessNet &net = *report.wireless;
        addReading(state, u"address"_s, Tr::tr("Address"), net.address);
        addReading(state, u"wifi"_s, Tr::tr("Wi-Fi"), net.address.isEmpty() ? QString() : net.ssid);
        if (net.signalPercent && !net.address.isEmpty())
            addReading(state, u"wifiSignal"_s, Tr::tr("Wi-Fi signal"),
                       QString::number(*net.signalPercent), u"%"_s);
    }
    addReading(state, u"wifiFirmware"_s, Tr::tr("Wi-Fi module"), report.wifiFirmware);
    addReading(state, u"networks"_s, Tr::tr("Networks in reach"),
               report.networksInReach.join(u", "_s));
}

void addReadings(DriverState &state, const MachineReport &report)
{
    addHours(state, u"machineLife"_s, Tr::tr("Powered on"), report.lives.machineMinutes);
    addHours(state, u"extruderLife"_s, Tr::tr("Printed"), report.lives.extruderMinutes);
    addHours(state, u"lastJobTime"_s, Tr::tr("Last print took"), report.lives.lastJobMinutes);
    addNozzle(state, report);
    if (report.zOffsetHundredths)
        addReading(state, u"zOffset"_s, Tr::tr("Z offset"),
                   QLocale::c().toString(*report.zOffsetHundredths / 100.0, 'f', 2), u"mm"_s);
    QStringList bed;
    for (const double reading : report.bedReadings)
        bed.append(QLocale::c().toString(reading));
    addReading(state, u"bedReadings"_s, Tr::tr("Bed calibration"), bed.join(u' '));
    addSwitch(state, u"autoLevel"_s, Tr::tr("Auto level"), report.autoLevel);
    addNetwork(state, report);
    addReading(state, u"language"_s, Tr::tr("Language"), report.language);
    addSwitch(state, u"buzzer"_s, Tr::tr("Buzzer"), report.switches.buzzer);
    addSwitch(state, u"sdCard"_s, Tr::tr("Memory card"), report.switches.sdCard);
    addSwitch(state, u"openFilament"_s, Tr::tr("Other makers' filament"),
              report.switches.openFilament);
    addSwitch(state, u"laser"_s, Tr::tr("Laser engraver"), report.switches.laserEngraver);
    addReading(state, u"lastFile"_s, Tr::tr("Last file"),
               report.lastPrint ? report.lastPrint->file : QString());
    addReading(state, u"lastFileEnd"_s, Tr::tr("Its end"),
               report.lastPrint ? report.lastPrint->completion : QString());
    addReading(state, u"lastMaterial"_s, Tr::tr("Last material"), report.lastMaterial);
    addReading(state, u"firmwareParts"_s, Tr::tr("Firmware parts"),
               report.firmwareParts.size() > 1 ? report.firmwareParts.join(u", "_s) : QString());
}

} // namespace

QString modelName(const MachineReport &report, const XyzModel *model)
{
    return model ? model->name : report.modelId;
}

DriverState stateFrom(const MachineReport &report, const TrackedState &tracked,
                      const XyzModel *model, const QString &jobName)
{
    DriverState state {
        .state = tracked.state, .stateText = tracked.text, .jobResult = tracked.result};
    addJob(state, report, jobName);
    addHeaters(state, report, model);
    addMaterials(state, report, model);
    addFaults(state, report);
    const auto &switches = report.switches;
    if (switches.topDoorOpen || switches.frontDoorOpen)
        state.doorOpen
            = switches.topDoorOpen.value_or(false) || switches.frontDoorOpen.value_or(false);
    addReadings(state, report);
    state.name = report.name;
    state.model = modelName(report, model);
    state.serial = report.serial;
    state.firmware = report.firmware;
    return state;
}

} // namespace flotilla::xyzprinting
