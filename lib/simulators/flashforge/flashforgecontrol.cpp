// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgecontrol.h"

#include "simulators/flashforge/flashforgemachine.h"

#include <QJsonArray>

#include <array>
#include <cmath>
#include <optional>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Phase = FlashForgeMachine::Phase;
using Station = FlashForgeMachine::StationAction;

constexpr int leaveAlone = -200;
constexpr int switchOff = -100;
constexpr double maxZOffsetMm = 5;
constexpr int minSpeedPercent = 50;
constexpr double homingSeconds = 8;
constexpr double moveSeconds = 1;
constexpr double extrudeCelsius = 220;

constexpr unsigned adventurer = 1U << unsigned(FlashForgeFamily::Adventurer5M);
constexpr unsigned ad5x = 1U << unsigned(FlashForgeFamily::Ad5x);
constexpr unsigned creator = 1U << unsigned(FlashForgeFamily::Creator5);

struct Call
{
    FlashForgeMachine &machine;
    const QJsonObject &args;

    const FlashForgeModel &model() const { return machine.model(); }
    bool isCreator() const { return model().family == FlashForgeFamily::Creator5; }
    QString text(const QString &key) const { return args[key].toString(); }
    std::optional<int> integer(const QString &key) const
    {
        const QJsonValue value = args[key];
        const double number = value.toDouble(0.5);
        if (!value.isDouble() || number != std::floor(number) || std::abs(number) > 1e6)
            return std::nullopt;
        return int(number);
    }
    std::optional<bool> isOpen(const QString &key) const
    {
        const QString word = text(key);
        if (word == "open"_L1 || word == "close"_L1)
            return word == "open"_L1;
        return std::nullopt;
    }
};

QString setLight(Call &call)
{
    const auto open = call.isOpen(u"status"_s);
    if (!open)
        return u"status is neither open nor close"_s;
    call.machine.settings.light = *open;
    return {};
}

QString setFans(Call &call)
{
    const auto internal = call.isOpen(u"internal"_s);
    const auto external = call.isOpen(u"external"_s);
    if (!internal || !external)
        return u"internal and external must both be open or close"_s;
    if (!call.model().filtration)
        return u"this model has no filtration fans"_s;
    call.machine.settings.internalFan = *internal;
    call.machine.settings.externalFan = *external;
    return {};
}

// One heater of temperatureCtl_cmd; -200 leaves it, `off` switches it off.
QString setHeater(Heater &heater, int value, int off, int maximum)
{
    if (value == leaveAlone)
        return {};
    if (value == off || value == 0) {
        heater.setTarget(0);
        return {};
    }
    if (value < 0 || value > maximum)
        return u"%1 °C is out of range"_s.arg(value);
    heater.setTarget(value);
    return {};
}

QString setNozzles(Call &call)
{
    const QJsonArray nozzles = call.args[u"nozzles"_s].toArray();
    auto &heaters = call.machine.nozzles();
    if (nozzles.size() != qsizetype(heaters.size()))
        return u"nozzles must hold exactly four numbers"_s;
    for (const QJsonValue &value : nozzles) {
        if (!value.isDouble() || value.toDouble() != std::floor(value.toDouble()))
            return u"nozzles must hold whole numbers"_s;
    }
    QString problem;
    for (qsizetype i = 0; i < nozzles.size(); ++i) {
        const QString wrong = setHeater(heaters[size_t(i)], nozzles.at(i).toInt(), 0,
                                        call.model().maxNozzleCelsius);
        problem = wrong.isEmpty() ? problem : wrong;
    }
    return problem;
}

QString setTemperatures(Call &call)
{
    const auto platform = call.integer(u"platform"_s);
    const auto right = call.integer(u"rightNozzle"_s);
    const auto left = call.integer(u"leftNozzle"_s);
    const auto chamber = call.integer(u"chamber"_s);
    if (!platform || !right || !left || !chamber)
        return u"platform, rightNozzle, leftNozzle and chamber must all be whole numbers"_s;
    FlashForgeMachine &machine = call.machine;
    const FlashForgeModel &model = call.model();
    QString problem = call.isCreator()
        ? setNozzles(call)
        : setHeater(machine.nozzles().front(), *right, switchOff, model.maxNozzleCelsius);
    if (call.isCreator() && call.args[u"nozzles"_s].toArray().size() != model.nozzles)
        return problem; // the whole command is lost
    const QString bed = setHeater(machine.bed(), *platform, switchOff, model.maxBedCelsius);
    problem = problem.isEmpty() ? bed : problem;
    if (*chamber != leaveAlone && model.maxChamberCelsius == 0)
        return problem.isEmpty() ? u"this model has no chamber heater"_s : problem;
    const QString room = setHeater(machine.chamber(), *chamber, switchOff, model.maxChamberCelsius);
    return problem.isEmpty() ? room : problem;
}

QString setPercent(Call &call, const QString &key, int minimum, int maximum, int &value)
{
    if (!call.args.contains(key) || call.args[key].toDouble() == leaveAlone)
        return {};
    const auto percent = call.integer(key);
    if (!percent)
        return key + " is not a whole number"_L1;
    value = qBound(minimum, *percent, maximum);
    return *percent == value ? QString() : u"%1 is clamped to %2"_s.arg(key).arg(value);
}

QString adjustPrint(Call &call)
{
    FlashForgeMachine &machine = call.machine;
    if (machine.phase() != Phase::Printing && machine.phase() != Phase::Paused)
        return u"only while printing or paused"_s;
    MachineSettings &set = machine.settings;
    QString problem;
    const QJsonValue offset = call.args[u"zAxisCompensation"_s];
    if (offset.isDouble() && offset.toDouble() != leaveAlone) {
        if (std::abs(offset.toDouble()) <= maxZOffsetMm)
            set.zOffsetMm = offset.toDouble();
        else
            problem = u"zAxisCompensation is out of range"_s;
    }
    for (const QString &wrong :
         {setPercent(call, u"speed"_s, minSpeedPercent, call.model().maxSpeedPercent,
                     set.speedPercent),
          setPercent(call, u"chamberFan"_s, 0, 100, set.chamberFanPercent),
          setPercent(call, u"coolingFan"_s, 0, 100, set.coolingFanPercent),
          setPercent(call, u"coolingLeftFan"_s, 0, 100, set.coolingLeftFanPercent)})
        problem = wrong.isEmpty() ? problem : wrong;
    return problem;
}

QString controlJob(Call &call)
{
    if (!call.isCreator() && !call.args[u"jobID"_s].isString())
        return u"jobID is missing"_s;
    struct Action
    {
        QLatin1StringView word;
        void (FlashForgeMachine::*act)();
    };
    static constexpr std::array actions {
        Action {"pause"_L1, &FlashForgeMachine::pause},
        Action {"continue"_L1, &FlashForgeMachine::resume},
        Action {"cancel"_L1, &FlashForgeMachine::cancel},
    };
    for (const Action &action : actions) {
        if (call.text(u"action"_s) == action.word) {
            (call.machine.*action.act)();
            return {};
        }
    }
    return u"unknown action"_s;
}

QString controlState(Call &call)
{
    if (call.text(u"action"_s) != "setClearPlatform"_L1)
        return u"unknown action"_s;
    call.machine.clearPlate();
    return {};
}

QString controlStream(Call &call)
{
    const auto open = call.isOpen(u"action"_s);
    if (!open)
        return u"action is neither open nor close"_s;
    call.machine.settings.streamOpen = *open;
    return {};
}

QString rename(Call &call)
{
    const QString name = call.text(u"name"_s);
    if (name.isEmpty() || name.toUtf8().size() > 128)
        return u"name is empty or too long"_s;
    call.machine.settings.name = name;
    return {};
}

QString setShutdown(Call &call)
{
    const auto open = call.isOpen(u"automaticShutdown"_s);
    if (!open)
        return u"automaticShutdown is neither open nor close"_s;
    call.machine.settings.autoShutdown = *open;
    if (const auto minutes = call.integer(u"shutdownAfterTime"_s); minutes && *minutes >= 0)
        call.machine.settings.autoShutdownMinutes = *minutes;
    return {};
}

QString calibrate(Call &call)
{
    const auto level = call.isOpen(u"levelingDetection"_s);
    const auto vibration = call.isOpen(u"vibrationCompensation"_s);
    if (!level || !vibration)
        return u"levelingDetection and vibrationCompensation must be open or close"_s;
    if (!call.machine.canStart())
        return u"not while the machine is busy"_s;
    call.machine.calibrate(*level, *vibration);
    return {};
}

QString nameSpool(Call &call, int slot)
{
    const QString color = call.text(u"rgb"_s);
    if (call.text(u"mt"_s).isEmpty() || color.isEmpty())
        return u"mt or rgb is missing"_s;
    SimulatedSpool &spool = call.machine.spool(slot);
    spool.material = call.text(u"mt"_s).left(32);
    spool.color = color.left(16);
    return isPaletteColor(call.model().family, color)
        ? QString()
        : u"%1 is not a colour of the screen"_s.arg(color);
}

QString nameSlot(Call &call)
{
    const auto slot = call.integer(u"slot"_s);
    if (!slot || *slot < 1 || *slot > stationSlotCount)
        return u"slot is not 1 to 4"_s; // 0 does nothing, as on the machine
    return nameSpool(call, *slot);
}

QString nameExternalSpool(Call &call)
{
    return nameSpool(call, 0);
}

QString moveFilament(Call &call, int slot)
{
    const auto action = call.integer(u"action"_s);
    if (!action || *action < 0 || *action > 2)
        return u"action is not 0, 1 or 2"_s;
    return call.machine.moveFilament(Station(*action + 1), slot)
        ? QString()
        : u"not while the machine is busy"_s;
}

QString moveSlotFilament(Call &call)
{
    const auto slot = call.integer(u"slot"_s);
    if (!slot || *slot < 1 || *slot > stationSlotCount)
        return u"slot is not 1 to 4"_s;
    return moveFilament(call, *slot);
}

QString moveExternalFilament(Call &call)
{
    return moveFilament(call, 0);
}

QString moveAxis(Call &call)
{
    static const QString axes = u"xyz"_s;
    const qsizetype axis = axes.indexOf(call.text(u"axis"_s));
    const QJsonValue delta = call.args[u"delta"_s];
    if (call.text(u"axis"_s).size() != 1 || axis < 0 || !delta.isDouble()
        || std::abs(delta.toDouble()) > 300)
        return u"axis or delta is wrong"_s;
    if (!call.machine.beBusy(moveSeconds))
        return u"not while the machine is busy"_s;
    call.machine.settings.positionMm[size_t(axis)] += delta.toDouble();
    return {};
}

QString extrude(Call &call)
{
    if (call.text(u"axis"_s) != "e"_L1 || !call.args[u"delta"_s].isDouble())
        return u"axis or delta is wrong"_s;
    if (!call.machine.beBusy(moveSeconds))
        return u"not while the machine is busy"_s;
    Heater &nozzle = call.machine.nozzles().front();
    if (nozzle.target() < extrudeCelsius)
        nozzle.setTarget(extrudeCelsius);
    return {};
}

QString home(Call &call)
{
    if (!call.machine.beBusy(homingSeconds))
        return u"not while the machine is busy"_s;
    call.machine.settings.positionMm = {110.05, 110.05, 0};
    return {};
}

QString clearErrorCode(Call &call)
{
    if (call.text(u"action"_s) != "clearErrorCode"_L1)
        return u"unknown action"_s;
    if (call.machine.errorCode().isEmpty() || call.text(u"errorCode"_s) != call.machine.errorCode())
        return u"not the current code"_s;
    call.machine.clearError();
    return {};
}

QString answerPrompt(Call &call)
{
    const QString action = call.text(u"action"_s);
    if (action != "continue"_L1 && action != "stop"_L1)
        return u"action is neither continue nor stop"_s;
    if (action == "stop"_L1)
        call.machine.cancel();
    else
        call.machine.resume();
    return {};
}

QString doNothing(Call &)
{
    return {};
}

struct Command
{
    QLatin1StringView name;
    unsigned families;
    QString (*act)(Call &);
};

constexpr std::array commands {
    Command {"lightControl_cmd"_L1, adventurer | ad5x | creator, setLight},
    Command {"circulateCtl_cmd"_L1, adventurer | ad5x | creator, setFans},
    Command {"temperatureCtl_cmd"_L1, adventurer | ad5x | creator, setTemperatures},
    Command {"printerCtl_cmd"_L1, adventurer | ad5x | creator, adjustPrint},
    Command {"jobCtl_cmd"_L1, adventurer | ad5x | creator, controlJob},
    Command {"stateCtrl_cmd"_L1, adventurer | ad5x | creator, controlState},
    Command {"streamCtrl_cmd"_L1, adventurer | ad5x | creator, controlStream},
    Command {"streamCtrl"_L1, creator, controlStream},
    Command {"reName_cmd"_L1, adventurer | ad5x | creator, rename},
    Command {"delayClose_cmd"_L1, adventurer | ad5x | creator, setShutdown},
    Command {"calibration_cmd"_L1, adventurer | ad5x | creator, calibrate},
    Command {"userProfile_cmd"_L1, adventurer | ad5x | creator, doNothing},
    Command {"msConfig_cmd"_L1, ad5x | creator, nameSlot},
    Command {"ipdMsConfig_cmd"_L1, ad5x, nameExternalSpool},
    Command {"ms_cmd"_L1, ad5x, moveSlotFilament},
    Command {"ipdMs_cmd"_L1, ad5x, moveExternalFilament},
    Command {"moveCtrl_cmd"_L1, ad5x, moveAxis},
    Command {"extrudeCtrl_cmd"_L1, ad5x, extrude},
    Command {"homingCtrl_cmd"_L1, ad5x, home},
    Command {"errorCodeCtrl_cmd"_L1, ad5x, clearErrorCode},
    Command {"plateDetectControl_cmd"_L1, ad5x, answerPrompt},
    Command {"firstLayerDetectControl_cmd"_L1, ad5x, answerPrompt},
};

} // namespace

QString actOnControl(FlashForgeMachine &machine, const QString &command,
                     const QJsonObject &arguments)
{
    const unsigned family = 1U << unsigned(machine.model().family);
    for (const Command &row : commands) {
        if (command != row.name)
            continue;
        if ((row.families & family) == 0)
            return u"%1 is not known to this model"_s.arg(command);
        Call call {machine, arguments};
        return row.act(call);
    }
    return u"unknown command \"%1\""_s.arg(command.left(64));
}

} // namespace flotilla::simulators
