// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/reporting.h"

#include "drivers/flashforge/errorcodes.h"

#include <QCoreApplication>
#include <QLocale>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flashforge)
};

QMap<QString, Heater> heatersOf(const Detail &detail, const Model &model)
{
    QMap<QString, Heater> heaters;
    const QList<NozzleReading> nozzles = nozzlesOf(detail);
    for (qsizetype i = 0; i < nozzles.size(); ++i) {
        if (nozzles[i].celsius || nozzles[i].targetCelsius)
            heaters.insert(u"tool%1"_s.arg(i), {nozzles[i].celsius, nozzles[i].targetCelsius});
    }
    const auto put = [&heaters](const QString &name, const std::optional<Celsius> &actual,
                                const std::optional<Celsius> &target) {
        if (actual && actual->value)
            heaters.insert(name, {actual->value, target ? target->value : std::nullopt});
    };
    put(u"bed"_s, detail.bed, detail.bedTarget);
    // Machines without a chamber sensor send a constant 0 or -108.
    if (model.chamberMaximumCelsius || (detail.chamber && detail.chamber->value.value_or(0) != 0))
        put(u"chamber"_s, detail.chamber, detail.chamberTarget);
    return heaters;
}

QList<Material> materialsOf(const Detail &detail)
{
    QList<Material> materials;
    if (detail.hasStation() && detail.station) {
        for (const MaterialSlot &slot : detail.station->slotInfos)
            materials.append({.slot = slot.id,
                              .loaded = slot.hasFilament,
                              .material = slot.material,
                              .color = slot.color});
    }
    const QString onSpool = detail.externalSpool ? detail.externalSpool->material
                                                 : detail.rightFilamentType.value_or(QString());
    if (!onSpool.isEmpty())
        materials.append({.slot = 0,
                          .loaded = detail.hasRightFilament,
                          .material = onSpool,
                          .color = detail.externalSpool ? detail.externalSpool->color : QString()});
    return materials;
}

QString onOff(bool on)
{
    return on ? Tr::tr("on") : Tr::tr("off");
}

QList<Reading> readingsOf(const Detail &detail)
{
    QList<Reading> readings;
    const QLocale locale;
    const auto number = [&](const QString &id, const QString &label,
                            const std::optional<double> &value, int decimals, const QString &unit) {
        if (value)
            readings.append({id, label, locale.toString(*value, 'f', decimals), unit});
    };
    if (detail.nozzleModel && !detail.nozzleModel->isEmpty())
        readings.append({u"nozzle"_s, Tr::tr("Nozzle"), *detail.nozzleModel, {}});
    number(u"zOffset"_s, Tr::tr("Z offset"), detail.zOffsetMm, 3, u"mm"_s);
    number(u"printSpeed"_s, Tr::tr("Print speed"), detail.speedMmPerSecond, 0, u"mm/s"_s);
    number(u"infill"_s, Tr::tr("Infill"), detail.fillPercent, 0, u"%"_s);
    number(u"filament"_s, Tr::tr("Filament of this job"), detail.rightFilamentMm, 0, u"mm"_s);
    number(u"tvoc"_s, Tr::tr("Air quality (TVOC)"), detail.tvoc, 0, {});
    number(u"freeSpace"_s, Tr::tr("Free space"), detail.freeGigabytes, 2, u"GB"_s);
    const auto hours
        = detail.totalPrintMinutes ? std::optional(*detail.totalPrintMinutes / 60) : std::nullopt;
    number(u"totalPrintTime"_s, Tr::tr("Printed in all"), hours, 0, u"h"_s);
    number(u"totalFilament"_s, Tr::tr("Filament in all"), detail.totalFilamentMeters, 0, u"m"_s);
    if (detail.internalFan)
        readings.append(
            {u"internalFan"_s, Tr::tr("Inner filter fan"), onOff(*detail.internalFan), {}});
    if (detail.externalFan)
        readings.append(
            {u"externalFan"_s, Tr::tr("Outer filter fan"), onOff(*detail.externalFan), {}});
    if (detail.hasPolarRegisterCode.value_or(false))
        readings.append({u"polarPairing"_s,
                         Tr::tr("The printer's own Polar Cloud client"),
                         Tr::tr("has a pairing code"),
                         {}});
    return readings;
}

std::optional<ReportedJob> jobOf(const Detail &detail, State state)
{
    const QString name = detail.fileName.value_or(QString());
    const bool mayHaveJob = isJobState(state) || state == State::Finished
        || state == State::Attention || state == State::Error;
    if (!mayHaveJob || (name.isEmpty() && !isJobState(state)))
        return std::nullopt;
    const auto whole = [](double seconds) { return qint64(seconds + 0.5); };
    ReportedJob job {.name = name, .progress = detail.progress};
    if (detail.printedSeconds)
        job.elapsedSeconds = whole(*detail.printedSeconds);
    if (const auto left = detail.endsInSeconds())
        job.remainingSeconds = whole(*left);
    // Before the first layer the counters hold those of the last job.
    if (state != State::Preparing) {
        job.layer = detail.layer;
        job.layerCount = detail.layerCount;
    }
    return job;
}

} // namespace

DriverState driverState(const Detail &detail, const Model &model, const QString &serial,
                        const std::optional<StateReading> &lastState)
{
    const std::optional<StateReading> said
        = detail.unknownStatus.isEmpty() ? detail.state() : lastState;
    const StateReading reading = said.value_or(StateReading {});
    DriverState state {
        .state = reading.state, .stateText = reading.text, .jobResult = reading.result};

    if (const auto meaning = meaningOf(detail.errorCode.value_or(QString()))) {
        state.faults.append({meaning->code, meaning->text, meaning->whatToDo, meaning->severity});
        if (reading.state == State::Paused && meaning->waitsForPerson) {
            state.state = State::Attention;
            state.stateText = meaning->text;
        }
    }
    state.job = jobOf(detail, state.state);
    state.heaters = heatersOf(detail, model);
    if (detail.coolingFanPercent)
        state.fans.insert(u"fan"_s, *detail.coolingFanPercent);
    if (detail.leftCoolingFanPercent)
        state.fans.insert(u"leftFan"_s, *detail.leftCoolingFanPercent);
    if (detail.chamberFanPercent)
        state.fans.insert(u"chamberFan"_s, *detail.chamberFanPercent);
    state.speed = detail.speedPercent;
    state.materials = materialsOf(detail);
    state.light = detail.light;
    if (model.hasDoorSensor)
        state.doorOpen = detail.doorOpen;
    state.readings = readingsOf(detail);
    state.name = detail.name.value_or(QString());
    state.model = model.id == ModelId::Generic ? detail.factoryModel.value_or(QString(model.name))
                                               : QString(model.name);
    state.serial = serial;
    state.firmware = detail.firmware.value_or(QString());
    return state;
}

} // namespace flotilla::flashforge
