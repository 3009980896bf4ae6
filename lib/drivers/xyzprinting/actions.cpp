// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/actions.h"

#include "drivers/xyzprinting/v3requests.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <cmath>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;
using files::threew::XyzModel;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(xyzprinting)
};

using Values = QJsonObject;

constexpr double furthestOffsetMm = 10;

ActionPlan plainAction(const QByteArray &text)
{
    return {.kind = ActionPlan::Kind::Action, .text = text};
}

QList<State> idle()
{
    return {State::Idle};
}

// While the printer is at the action itself.
QList<State> atIt()
{
    return {State::Busy, State::Attention};
}

Parameter onOff(const QString &label)
{
    return {.key = u"on"_s, .type = Parameter::Type::Boolean, .label = label, .defaultValue = true};
}

QByteArray word(const Values &values)
{
    return values[u"on"_s].toBool() ? "on" : "off";
}

bool hasNoMenu(const XyzModel *model, const MachineReport &)
{
    return model && !model->hasLcd;
}

bool always(const XyzModel *, const MachineReport &)
{
    return true;
}

Action describeLoad()
{
    return {.id = {},
            .label = Tr::tr("Load filament"),
            .help = Tr::tr("The printer heats, then draws the filament in."),
            .confirmation = Tr::tr("The nozzle gets hot. Is the filament at its inlet?"),
            .allowedIn = idle()};
}

Action describeUnload()
{
    return {.id = {},
            .label = Tr::tr("Unload filament"),
            .help = Tr::tr("The printer heats, then pushes the filament out."),
            .confirmation = Tr::tr("The nozzle gets hot. Go on?"),
            .allowedIn = idle()};
}

Action describeClean()
{
    return {.id = {},
            .label = Tr::tr("Clean the nozzle"),
            .help = Tr::tr("The printer heats the nozzle and waits until you are done."),
            .confirmation = Tr::tr("The nozzle gets hot: it burns. Go on?"),
            .allowedIn = idle()};
}

Action describeCalibrate()
{
    return {.id = {},
            .label = Tr::tr("Calibrate the bed"),
            .help
            = Tr::tr("First step: the printer moves to where the detector is lowered by hand."),
            .confirmation = Tr::tr("The printer moves. Are bed and nozzle clean and empty?"),
            .allowedIn = idle()};
}

Action describeZOffset()
{
    return {.id = {},
            .label = Tr::tr("Z offset"),
            .help = Tr::tr("Distance of the nozzle from the detector; less brings it nearer to the "
                           "bed."),
            .parameters = {{.key = u"offset"_s,
                            .type = Parameter::Type::Decimal,
                            .label = Tr::tr("Offset"),
                            .required = true,
                            .minimum = -furthestOffsetMm,
                            .maximum = furthestOffsetMm,
                            .unit = u"mm"_s}},
            .confirmation = Tr::tr("A wrong offset drives the nozzle into the bed. Set it?"),
            .allowedIn = idle()};
}

Action describeZStep()
{
    return {.id = {},
            .label = Tr::tr("Z offset, one step"),
            .help = Tr::tr("Home the printer once before the first step."),
            .parameters = {{.key = u"direction"_s,
                            .type = Parameter::Type::Choice,
                            .label = Tr::tr("Direction"),
                            .required = true,
                            .choices = {{u"up"_s, Tr::tr("Up")}, {u"down"_s, Tr::tr("Down")}}}},
            .allowedIn = {State::Idle, State::Busy}};
}

Action describeLanguage()
{
    Parameter language {.key = u"language"_s,
                        .type = Parameter::Type::Choice,
                        .label = Tr::tr("Language"),
                        .required = true};
    for (const auto &[code, name] :
         std::initializer_list<std::pair<QLatin1StringView, QString>> {{"en"_L1, u"English"_s},
                                                                       {"fr"_L1, u"Français"_s},
                                                                       {"it"_L1, u"Italiano"_s},
                                                                       {"de"_L1, u"Deutsch"_s},
                                                                       {"es"_L1, u"Español"_s},
                                                                       {"jp"_L1, u"日本語"_s}})
        language.choices.append({code, name});
    return {.id = {}, .label = Tr::tr("Language of the printer"), .parameters = {language}};
}

Result<ActionPlan> planZOffset(const Values &values)
{
    const int hundredths = int(std::lround(values[u"offset"_s].toDouble() * 100));
    return ActionPlan {.kind = ActionPlan::Kind::Setting,
                       .text = "zoffset:set[" + QByteArray::number(hundredths) + ']',
                       .letters = "z",
                       .taken = [hundredths](const MachineReport &report) {
                           return report.zOffsetHundredths == hundredths;
                       }};
}

Result<ActionPlan> planBuzzer(const Values &values)
{
    const bool on = values[u"on"_s].toBool();
    return ActionPlan {
        .kind = ActionPlan::Kind::Setting,
        .text = "buzzer:" + word(values),
        .letters = "s",
        .taken = [on](const MachineReport &report) { return report.switches.buzzer == on; }};
}

Result<ActionPlan> planAutoLevel(const Values &values)
{
    const bool on = values[u"on"_s].toBool();
    return ActionPlan {.kind = ActionPlan::Kind::Setting,
                       .text = "autolevel:" + word(values),
                       .letters = "o",
                       .taken
                       = [on](const MachineReport &report) { return report.autoLevel == on; }};
}

Result<ActionPlan> planLanguage(const Values &values)
{
    const QString code = values[u"language"_s].toString();
    return ActionPlan {.kind = ActionPlan::Kind::Setting,
                       .text = "lang:[" + code.toLatin1() + ']',
                       .letters = "l",
                       .taken
                       = [code](const MachineReport &report) { return report.language == code; }};
}

Result<ActionPlan> planRename(const Values &values)
{
    const QString name = values[u"name"_s].toString().trimmed();
    const auto text = renameText(name);
    if (!text)
        return failure(text.error());
    return ActionPlan {.kind = ActionPlan::Kind::Setting,
                       .text = *text,
                       .letters = "n",
                       .taken
                       = [name](const MachineReport &report) { return report.name == name; }};
}

Result<ActionPlan> planLights(const Values &values)
{
    return ActionPlan {.kind = ActionPlan::Kind::Setting,
                       .text = "energy:[" + QByteArray::number(values[u"minutes"_s].toInt()) + ']'};
}

struct Row
{
    const char *id;
    bool (*has)(const XyzModel *, const MachineReport &);
    Action (*describe)();
    Result<ActionPlan> (*plan)(const Values &);
};

const Row rows[] = {
    {"loadFilament", hasNoMenu, describeLoad,
     [](const Values &) { return Result<ActionPlan>(plainAction("load:new")); }},
    {"loadAgain", hasNoMenu,
     [] { return Action {.id = {}, .label = Tr::tr("Load again"), .allowedIn = atIt()}; },
     [](const Values &) { return Result<ActionPlan>(plainAction("load:retry")); }},
    {"stopLoading", hasNoMenu,
     [] { return Action {.id = {}, .label = Tr::tr("Stop loading"), .allowedIn = atIt()}; },
     [](const Values &) { return Result<ActionPlan>(plainAction("load:cancel")); }},
    {"unloadFilament", hasNoMenu, describeUnload,
     [](const Values &) { return Result<ActionPlan>(plainAction("unload:new")); }},
    {"unloadAgain", hasNoMenu,
     [] { return Action {.id = {}, .label = Tr::tr("Unload again"), .allowedIn = atIt()}; },
     [](const Values &) { return Result<ActionPlan>(plainAction("unload:retry")); }},
    {"stopUnloading", hasNoMenu,
     [] { return Action {.id = {}, .label = Tr::tr("Stop unloading"), .allowedIn = atIt()}; },
     [](const Values &) { return Result<ActionPlan>(plainAction("unload:cancel")); }},
    {"cleanNozzle", hasNoMenu, describeClean,
     [](const Values &) { return Result<ActionPlan>(plainAction("cleannozzle:new")); }},
    {"endCleaning", hasNoMenu,
     [] { return Action {.id = {}, .label = Tr::tr("Nozzle is clean"), .allowedIn = atIt()}; },
     [](const Values &) { return Result<ActionPlan>(plainAction("cleannozzle:cancel")); }},
    {"calibrate", hasNoMenu, describeCalibrate,
     [](const Values &) { return Result<ActionPlan>(plainAction("calibratejr:new")); }},
    {"calibrateDetectorLowered", hasNoMenu,
     [] {
         return Action {.id = {},
                        .label = Tr::tr("Calibration: the detector is lowered"),
                        .help = Tr::tr("Second step: the printer measures the bed."),
                        .allowedIn = atIt()};
     },
     [](const Values &) { return Result<ActionPlan>(plainAction("calibratejr:detectorok")); }},
    {"calibrateDetectorRaised", hasNoMenu,
     [] {
         return Action {.id = {},
                        .label = Tr::tr("Calibration: the detector is raised"),
                        .help = Tr::tr("Last step: ends the calibration."),
                        .allowedIn = atIt()};
     },
     [](const Values &) { return Result<ActionPlan>(plainAction("calibratejr:release")); }},
    {"zOffsetStep", hasNoMenu, describeZStep,
     [](const Values &values) {
         return Result<ActionPlan>(
             plainAction("zoffset:" + values[u"direction"_s].toString().toLatin1()));
     }},
    {"zOffset",
     [](const XyzModel *, const MachineReport &report) {
         return report.zOffsetHundredths.has_value();
     },
     describeZOffset, planZOffset},
    {"autoLevel",
     [](const XyzModel *, const MachineReport &report) { return report.autoLevel.has_value(); },
     [] {
         return Action {.id = {},
                        .label = Tr::tr("Auto level"),
                        .parameters = {onOff(Tr::tr("Level before each print"))},
                        .allowedIn = idle()};
     },
     planAutoLevel},
    {"buzzer",
     [](const XyzModel *, const MachineReport &report) {
         return report.switches.buzzer.has_value();
     },
     [] {
         return Action {
             .id = {}, .label = Tr::tr("Buzzer"), .parameters = {onOff(Tr::tr("Buzzer"))}};
     },
     planBuzzer},
    {"language",
     [](const XyzModel *, const MachineReport &report) { return !report.language.isEmpty(); },
     describeLanguage, planLanguage},
    {"rename", always,
     [] {
         return Action {.id = {},
                        .label = Tr::tr("Rename at the printer"),
                        .help = Tr::tr("The printer's own name; its name here stays."),
                        .parameters
                        = {{.key = u"name"_s, .label = Tr::tr("Name"), .required = true}}};
     },
     planRename},
    {"dimLights", always,
     [] {
         return Action {.id = {},
                        .label = Tr::tr("Dim the lights"),
                        .help = Tr::tr("After so many minutes without work; 0 leaves them on."),
                        .parameters = {{.key = u"minutes"_s,
                                        .type = Parameter::Type::Integer,
                                        .label = Tr::tr("After"),
                                        .required = true,
                                        .minimum = 0,
                                        .maximum = 9,
                                        .unit = u"min"_s}}};
     },
     planLights},
};

} // namespace

QList<Action> actionsOf(const XyzModel *model, const MachineReport &report)
{
    QList<Action> actions;
    for (const Row &row : rows) {
        if (!row.has(model, report))
            continue;
        Action action = row.describe();
        action.id = QString::fromLatin1(row.id);
        actions.append(action);
    }
    return actions;
}

Result<ActionPlan> planAction(const QString &id, const XyzModel *model, const MachineReport &report,
                              const QJsonObject &parameters)
{
    for (const Row &row : rows) {
        if (id == QLatin1StringView(row.id) && row.has(model, report))
            return row.plan(parameters);
    }
    return failure(Error::Kind::Unsupported, Tr::tr("This printer has no action “%1”.").arg(id));
}

} // namespace flotilla::xyzprinting
