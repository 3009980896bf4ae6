// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgedetail.h"

#include "simulators/flashforge/flashforgefiles.h"
#include "simulators/flashforge/flashforgemachine.h"

#include <cmath>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Phase = FlashForgeMachine::Phase;

constexpr int recentFiles = 10;
constexpr double printingSpeed = 300; // mm/s at 100 %
constexpr double bytesPerGigabyte = 1e9;
// What the firmware says of a sensor that is not there.
constexpr int noSensorCelsius = -108;

QString openOrClose(bool open)
{
    return open ? u"open"_s : u"close"_s;
}

double rounded(double value)
{
    return std::round(value * 100) / 100;
}

void addIdentity(QJsonObject &detail, const FlashForgeMachine &machine,
                 const FlashForgePlace &place)
{
    const FlashForgeModel &model = machine.model();
    const MachineSettings &set = machine.settings;
    detail[u"name"_s] = set.name;
    detail[u"firmwareVersion"_s] = set.firmware;
    detail[u"macAddr"_s] = set.macAddress;
    detail[u"ipAddr"_s] = place.address;
    detail[u"location"_s] = set.location;
    detail[u"measure"_s] = QString::fromLatin1(model.measure);
    detail[u"nozzleCnt"_s] = model.nozzles;
    detail[u"nozzleModel"_s] = u"0.4mm"_s;
    detail[u"nozzleStyle"_s] = 0;
    if (place.pidAsText)
        detail[u"pid"_s] = u"%1"_s.arg(model.productId, 4, 16, QLatin1Char('0')).toUpper();
    else
        detail[u"pid"_s] = model.productId;
    if (model.family == FlashForgeFamily::Creator5)
        detail[u"model"_s] = QString::fromLatin1(model.factoryName);
    // Pairing codes of the vendor's clouds; nobody is to see them in a log.
    detail[u"flashRegisterCode"_s] = u"FLASHSECRET1"_s;
    detail[u"polarRegisterCode"_s] = u"POLARSECRET1"_s;
}

void addTemperatures(QJsonObject &detail, const FlashForgeMachine &machine)
{
    const FlashForgeModel &model = machine.model();
    const Heater &first = machine.nozzles().front();
    detail[u"rightTemp"_s] = rounded(first.actual());
    detail[u"rightTargetTemp"_s] = first.target();
    detail[u"platTemp"_s] = rounded(machine.bed().actual());
    detail[u"platTargetTemp"_s] = machine.bed().target();
    if (model.chamberSensor) {
        detail[u"chamberTemp"_s] = rounded(machine.chamber().actual());
        detail[u"chamberTargetTemp"_s] = machine.chamber().target();
    } else {
        const int absent = model.family == FlashForgeFamily::Creator5 ? noSensorCelsius : 0;
        detail[u"chamberTemp"_s] = absent;
        detail[u"chamberTargetTemp"_s] = absent;
    }
    if (model.nozzles == 1) {
        detail[u"leftTemp"_s] = 0;
        detail[u"leftTargetTemp"_s] = 0;
        return;
    }
    QJsonArray actual;
    QJsonArray target;
    for (const Heater &nozzle : machine.nozzles()) {
        actual.append(rounded(nozzle.actual()));
        target.append(nozzle.target());
    }
    detail[u"nozzleTemps"_s] = actual;
    detail[u"nozzleTargetTemps"_s] = target;
}

void addJob(QJsonObject &detail, const FlashForgeMachine &machine, const FlashForgePlace &place)
{
    const bool printing = machine.phase() == Phase::Printing;
    const auto &job = machine.job();
    const GcodePlan plan = job ? job->file.plan : GcodePlan();
    detail[u"status"_s] = machine.statusWord();
    detail[u"errorCode"_s] = machine.errorCode();
    detail[u"printFileName"_s] = job ? job->file.name : QString();
    detail[u"printFileThumbUrl"_s]
        = job ? u"http://%1:%2/getThum"_s.arg(place.address).arg(place.httpPort) : QString();
    detail[u"printLayer"_s] = machine.layer();
    detail[u"targetPrintLayer"_s] = plan.layerCount;
    detail[u"printProgress"_s] = machine.progress();
    detail[u"printDuration"_s] = job ? int(job->printSeconds) : 0;
    detail[u"estimatedTime"_s] = machine.remainingSeconds();
    detail[u"currentPrintSpeed"_s]
        = printing ? int(printingSpeed * machine.settings.speedPercent / 100) : 0;
    detail[u"printSpeedAdjust"_s] = machine.settings.speedPercent;
    detail[u"estimatedRightLen"_s] = plan.filamentMm;
    detail[u"estimatedRightWeight"_s] = plan.filamentGrams;
    detail[u"estimatedLeftLen"_s] = 0;
    detail[u"estimatedLeftWeight"_s] = 0;
    detail[u"fillAmount"_s] = job ? 15 : 0;
    detail[u"zAxisCompensation"_s] = machine.settings.zOffsetMm;
    detail[u"rightFilamentType"_s] = plan.materials.value(0, job ? u"PLA"_s : QString());
    detail[u"leftFilamentType"_s] = QString();
}

void addSwitches(QJsonObject &detail, const FlashForgeMachine &machine,
                 const FlashForgePlace &place)
{
    const MachineSettings &set = machine.settings;
    const FlashForgeModel &model = machine.model();
    detail[u"lightStatus"_s] = openOrClose(set.light);
    detail[u"internalFanStatus"_s] = openOrClose(set.internalFan);
    detail[u"externalFanStatus"_s] = openOrClose(set.externalFan);
    detail[u"doorStatus"_s] = openOrClose(model.doorSensor && set.doorOpen);
    detail[u"autoShutdown"_s] = openOrClose(set.autoShutdown);
    detail[u"autoShutdownTime"_s] = set.autoShutdownMinutes;
    detail[u"coolingFanSpeed"_s] = set.coolingFanPercent;
    detail[u"chamberFanSpeed"_s] = set.chamberFanPercent;
    detail[u"tvoc"_s] = 23;
    detail[u"remainingDiskSpace"_s] = double(place.freeBytes) / bytesPerGigabyte;
    detail[u"cumulativePrintTime"_s] = int(machine.totalPrintSeconds() / 60);
    detail[u"cumulativeFilament"_s] = machine.totalFilamentMm() / 1000;
    const bool stream
        = model.camera && (model.family != FlashForgeFamily::Creator5 || set.streamOpen);
    detail[u"cameraStreamUrl"_s]
        = stream ? u"http://%1:8080/?action=stream"_s.arg(place.address) : QString();
}

QJsonObject stationDocument(const FlashForgeMachine &machine)
{
    QJsonArray list;
    for (int slot = 1; slot <= stationSlotCount; ++slot) {
        const SimulatedSpool &spool = machine.spool(slot);
        list.append(QJsonObject {{u"slotId"_s, slot},
                                 {u"hasFilament"_s, spool.hasFilament},
                                 {u"materialName"_s, spool.material},
                                 {u"materialColor"_s, spool.color}});
    }
    const bool acting = machine.actingSlot() > 0 && machine.stationStep() > 0;
    return {{u"slotCnt"_s, stationSlotCount},
            {u"currentSlot"_s, acting ? machine.actingSlot() : machine.loadedSlot()},
            {u"currentLoadSlot"_s, machine.loadedSlot()},
            {u"stateAction"_s, acting ? int(machine.stationAction()) : 0},
            {u"stateStep"_s, acting ? machine.stationStep() : 0},
            {u"slotInfos"_s, list}};
}

void addAd5x(QJsonObject &detail, const FlashForgeMachine &machine)
{
    const SimulatedSpool &spool = machine.spool(0);
    const bool acting = machine.actingSlot() == 0 && machine.stationStep() > 0;
    detail[u"hasMatlStation"_s] = true;
    detail[u"matlStationInfo"_s] = stationDocument(machine);
    detail[u"indepMatlInfo"_s]
        = QJsonObject {{u"materialName"_s, spool.material},
                       {u"materialColor"_s, spool.color},
                       {u"stateAction"_s, acting ? int(machine.stationAction()) : 0},
                       {u"stateStep"_s, acting ? machine.stationStep() : 0}};
    detail[u"hasLeftFilament"_s] = false;
    detail[u"hasRightFilament"_s] = machine.hasFilament();
    detail[u"clearFanStatus"_s] = u"open"_s;
    detail[u"coolingFanLeftSpeed"_s] = machine.settings.coolingLeftFanPercent;
    detail[u"moveCtrl"_s] = 1;
    detail[u"extrudeCtrl"_s] = 1;
    QJsonArray position;
    for (const double millimetres : machine.settings.positionMm)
        position.append(millimetres);
    detail[u"coordinate"_s] = position;
}

void addCreator5(QJsonObject &detail, const FlashForgeMachine &machine)
{
    // There is a station, but no flag that says so.
    detail[u"matlStationInfo"_s] = stationDocument(machine);
    detail[u"camera"_s] = 1;
    detail[u"lidar"_s] = 1;
    // Not in the recordings of this family.
    for (const auto &key :
         {u"leftFilamentType"_s, u"rightFilamentType"_s, u"tvoc"_s, u"fillAmount"_s})
        detail.remove(key);
}

QJsonObject fileEntry(const StoredFile &file)
{
    QJsonArray tools;
    const GcodePlan &plan = file.plan;
    for (int tool = 0; tool < plan.materials.size(); ++tool) {
        tools.append(QJsonObject {{u"toolId"_s, tool},
                                  {u"slotId"_s, 0},
                                  {u"materialName"_s, plan.materials.at(tool)},
                                  {u"materialColor"_s, plan.colors.value(tool)},
                                  {u"filamentWeight"_s, plan.grams.value(tool)}});
    }
    return {{u"gcodeFileName"_s, file.name},
            {u"printingTime"_s, qint64(plan.seconds)},
            {u"gcodeToolCnt"_s, qMax<qsizetype>(1, tools.size())},
            {u"totalFilamentWeight"_s, plan.filamentGrams},
            {u"useMatlStation"_s, file.usesStation},
            {u"gcodeToolDatas"_s, tools}};
}

} // namespace

QJsonObject flashForgeDetail(const FlashForgeMachine &machine, const FlashForgePlace &place)
{
    QJsonObject detail;
    addIdentity(detail, machine, place);
    addTemperatures(detail, machine);
    addJob(detail, machine, place);
    addSwitches(detail, machine, place);
    if (machine.model().family == FlashForgeFamily::Ad5x)
        addAd5x(detail, machine);
    if (machine.model().family == FlashForgeFamily::Creator5)
        addCreator5(detail, machine);
    return detail;
}

QJsonObject flashForgeProduct(const FlashForgeMachine &machine)
{
    const FlashForgeModel &model = machine.model();
    // Creator 5 claims a chamber heater on both models and fans on neither.
    const bool creator = model.family == FlashForgeFamily::Creator5;
    const int fans = model.filtration ? 1 : 0;
    return {{u"nozzleTempCtrlState"_s, 1},     {u"platformTempCtrlState"_s, 1},
            {u"lightCtrlState"_s, 1},          {u"chamberTempCtrlState"_s, creator ? 1 : 0},
            {u"internalFanCtrlState"_s, fans}, {u"externalFanCtrlState"_s, fans}};
}

QJsonObject flashForgeFileList(const FlashForgeMachine &machine, const FlashForgeFiles &files)
{
    QJsonArray names;
    QJsonArray entries;
    for (const StoredFile &file :
         files.all().first(qMin<qsizetype>(recentFiles, files.all().size()))) {
        names.append(file.name);
        entries.append(fileEntry(file));
    }
    QJsonObject list {{u"gcodeList"_s, names}};
    if (machine.model().family == FlashForgeFamily::Ad5x)
        list[u"gcodeListDetail"_s] = entries;
    return list;
}

} // namespace flotilla::simulators
