// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/actions.h"

#include "drivers/flashforge/materials.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flashforge)
};

const QList<State> &withoutJob()
{
    static const QList<State> states {State::Idle, State::Finished, State::Error};
    return states;
}

const QList<State> &whilePrinting()
{
    static const QList<State> states {State::Printing, State::Paused, State::Attention};
    return states;
}

Parameter flag(const QString &key, const QString &label, bool byDefault)
{
    return {
        .key = key, .type = Parameter::Type::Boolean, .label = label, .defaultValue = byDefault};
}

Parameter slotParameter(const Model &model, bool withExternal)
{
    return {
        .key = u"slot"_s,
        .type = Parameter::Type::Integer,
        .label = Tr::tr("Slot"),
        .help = withExternal
            ? Tr::tr("1 to %1 on the station, 0 for the spool beside it").arg(model.stationSlots)
            : QString(),
        .required = true,
        .minimum = withExternal ? 0 : 1,
        .maximum = model.stationSlots};
}

Parameter answerParameter()
{
    return {.key = u"answer"_s,
            .type = Parameter::Type::Choice,
            .label = Tr::tr("Answer"),
            .required = true,
            .choices = {{u"continue"_s, Tr::tr("Print on")}, {u"stop"_s, Tr::tr("Stop")}}};
}

// One row an action: whether this machine has it, how it looks, what it sends.
struct Row
{
    const char *id;
    bool (*has)(const Model &, const Detail &);
    Action (*describe)(const Model &);
    Result<ActionPlan> (*plan)(const Model &, const Detail &, const QJsonObject &);
};

template<ControlCommand command> bool hasCommand(const Model &model, const Detail &)
{
    return model.has(command);
}

template<ControlCommand command> bool hasStationCommand(const Model &model, const Detail &detail)
{
    return model.has(command) && detail.hasStation();
}

Result<ActionPlan> planned(const Result<Control> &control,
                           std::function<bool(const Detail &)> shown = {})
{
    if (!control)
        return failure(control.error());
    return ActionPlan {*control, std::move(shown)};
}

Result<ActionPlan> planFilament(const Model &model, const QJsonObject &parameters,
                                SpoolAction action)
{
    const int slot = parameters[u"slot"_s].toInt();
    return planned(spoolAction(model, slot, action), [slot, action](const Detail &detail) {
        const bool moves = slot == 0 ? detail.externalSpool && !detail.externalSpool->idle
                                     : detail.station && !detail.station->idle;
        return action == SpoolAction::Cancel ? !moves : moves;
    });
}

Result<ActionPlan> planAnswer(const Model &model, const QString &code,
                              const QJsonObject &parameters)
{
    const Answer answer
        = parameters[u"answer"_s].toString() == u"continue" ? Answer::Continue : Answer::Stop;
    return planned(answerDetection(model, code, answer), [code](const Detail &detail) {
        return detail.errorCode.value_or(QString()) != code;
    });
}

const std::array rows {
    Row {"calibrate", hasCommand<ControlCommand::Calibration>,
         [](const Model &) {
             return Action {
                 .id = {},
                 .label = Tr::tr("Calibrate"),
                 .help
                 = Tr::tr("Levels the bed, measures vibration, or both. The plate must be empty."),
                 .parameters = {flag(u"levelling"_s, Tr::tr("Level the bed"), true),
                                flag(u"vibration"_s, Tr::tr("Measure vibration"), false)},
                 .confirmation
                 = Tr::tr("The printer heats and moves for several minutes. Is the plate empty?"),
                 .allowedIn = {State::Idle}};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             return planned(
                 calibration(model, parameters[u"levelling"_s].toBool(),
                             parameters[u"vibration"_s].toBool()),
                 [](const Detail &detail) { return detail.status == StatusWord::Calibrating; });
         }},
    Row {"rename", hasCommand<ControlCommand::Rename>,
         [](const Model &) {
             return Action {
                 .id = {},
                 .label = Tr::tr("Rename at the printer"),
                 .help = Tr::tr("The name on the printer's own screen; its name here stays."),
                 .parameters = {{.key = u"name"_s, .label = Tr::tr("Name"), .required = true}}};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             const QString name = parameters[u"name"_s].toString();
             return planned(rename(model, name),
                            [name](const Detail &detail) { return detail.name == name; });
         }},
    Row {"filters", hasCommand<ControlCommand::Circulation>,
         [](const Model &) {
             return Action {.id = {},
                            .label = Tr::tr("Filter fans"),
                            .parameters = {flag(u"internal"_s, Tr::tr("Recirculate inside"), false),
                                           flag(u"external"_s, Tr::tr("Blow out"), false)}};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             const bool internal = parameters[u"internal"_s].toBool();
             const bool external = parameters[u"external"_s].toBool();
             return planned(
                 circulationControl(model, internal, external), [=](const Detail &detail) {
                     return detail.internalFan == internal && detail.externalFan == external;
                 });
         }},
    Row {"zOffset", hasCommand<ControlCommand::PrintAdjustment>,
         [](const Model &) {
             return Action {
                 .id = {},
                 .label = Tr::tr("Z offset"),
                 .help = Tr::tr("Nearer to the plate or farther from it, for the job under way."),
                 .parameters = {{.key = u"offset"_s,
                                 .type = Parameter::Type::Decimal,
                                 .label = Tr::tr("Offset"),
                                 .required = true,
                                 .minimum = -5,
                                 .maximum = 5,
                                 .unit = u"mm"_s}},
                 .allowedIn = whilePrinting()};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             const double offset = parameters[u"offset"_s].toDouble();
             return planned(
                 printAdjustment(model, {.zOffsetMm = offset}), [offset](const Detail &detail) {
                     return detail.zOffsetMm && std::abs(*detail.zOffsetMm - offset) < 0.0006;
                 });
         }},
    Row {"autoShutdown", hasCommand<ControlCommand::DelayedShutdown>,
         [](const Model &) {
             return Action {.id = {},
                            .label = Tr::tr("Switch off by itself"),
                            .parameters
                            = {flag(u"enabled"_s, Tr::tr("Switch off after a print"), true),
                               {.key = u"minutes"_s,
                                .type = Parameter::Type::Integer,
                                .label = Tr::tr("After"),
                                .defaultValue = 30,
                                .minimum = 1,
                                .maximum = 1440,
                                .unit = u"min"_s}}};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             const bool enabled = parameters[u"enabled"_s].toBool();
             return planned(
                 delayedShutdown(model, enabled,
                                 std::chrono::minutes(parameters[u"minutes"_s].toInt())),
                 [enabled](const Detail &detail) { return detail.autoShutdown == enabled; });
         }},
    Row {"setSlot", hasStationCommand<ControlCommand::Slot>,
         [](const Model &model) {
             Parameter material {.key = u"material"_s,
                                 .type = Parameter::Type::Choice,
                                 .label = Tr::tr("Material"),
                                 .required = true};
             for (const QLatin1StringView name : knownMaterials())
                 material.choices.append({name, name});
             return Action {
                 .id = {},
                 .label = Tr::tr("What lies in a slot"),
                 .parameters
                 = {slotParameter(model, model.has(ControlCommand::ExternalSpool)),
                    material,
                    {.key = u"color"_s,
                     .label = Tr::tr("Colour"),
                     .help = Tr::tr("#RRGGBB; the printer shows the nearest of its palette"),
                     .required = true}}};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             const int slot = parameters[u"slot"_s].toInt();
             const QString material = parameters[u"material"_s].toString();
             const auto color = paletteColor(model, parameters[u"color"_s].toString());
             return planned(slotMaterial(model, slot, material, parameters[u"color"_s].toString()),
                            [slot, material, color](const Detail &detail) {
                                if (slot == 0)
                                    return detail.externalSpool
                                        && detail.externalSpool->material == material
                                        && detail.externalSpool->color == color;
                                const auto fits = [&](const MaterialSlot &entry) {
                                    return entry.id == slot && entry.material == material
                                        && entry.color == color;
                                };
                                return detail.station
                                    && std::any_of(detail.station->slotInfos.cbegin(),
                                                   detail.station->slotInfos.cend(), fits);
                            });
         }},
    Row {"loadFilament", hasStationCommand<ControlCommand::SlotAction>,
         [](const Model &model) {
             return Action {.id = {},
                            .label = Tr::tr("Load filament"),
                            .parameters = {slotParameter(model, true)},
                            .allowedIn = {State::Idle}};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             return planFilament(model, parameters, SpoolAction::Load);
         }},
    Row {"unloadFilament", hasStationCommand<ControlCommand::SlotAction>,
         [](const Model &model) {
             return Action {.id = {},
                            .label = Tr::tr("Unload filament"),
                            .parameters = {slotParameter(model, true)},
                            .allowedIn = {State::Idle}};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             return planFilament(model, parameters, SpoolAction::Unload);
         }},
    Row {"stopFilament", hasStationCommand<ControlCommand::SlotAction>,
         [](const Model &model) {
             return Action {.id = {},
                            .label = Tr::tr("Stop loading or unloading"),
                            .parameters = {slotParameter(model, true)}};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             return planFilament(model, parameters, SpoolAction::Cancel);
         }},
    Row {"extrude",
         [](const Model &model, const Detail &detail) {
             return model.has(ControlCommand::Extrude) && detail.canExtrude.value_or(false);
         },
         [](const Model &) {
             return Action {
                 .id = {},
                 .label = Tr::tr("Push filament"),
                 .help = Tr::tr("The printer heats the nozzle by itself. Negative pulls back."),
                 .parameters = {{.key = u"length"_s,
                                 .type = Parameter::Type::Decimal,
                                 .label = Tr::tr("Length"),
                                 .required = true,
                                 .minimum = -100,
                                 .maximum = 100,
                                 .unit = u"mm"_s}},
                 .allowedIn = withoutJob()};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             return planned(extrude(model, parameters[u"length"_s].toDouble()));
         }},
    Row {"clearError", hasCommand<ControlCommand::ClearError>,
         [](const Model &) {
             return Action {.id = {},
                            .label = Tr::tr("Clear the error"),
                            .help = Tr::tr("Only after its cause is seen to.")};
         },
         [](const Model &model, const Detail &detail, const QJsonObject &) {
             return planned(
                 clearErrorCode(model, detail.errorCode.value_or(QString())),
                 [](const Detail &newer) { return newer.errorCode.value_or(QString()).isEmpty(); });
         }},
    Row {"answerPlate", hasCommand<ControlCommand::PlateDetection>,
         [](const Model &) {
             return Action {.id = {},
                            .label = Tr::tr("Answer: foreign build plate"),
                            .parameters = {answerParameter()},
                            .allowedIn = {State::Paused, State::Attention, State::Error}};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             return planAnswer(model, u"E0088"_s, parameters);
         }},
    Row {"answerFirstLayer", hasCommand<ControlCommand::FirstLayerDetection>,
         [](const Model &) {
             return Action {.id = {},
                            .label = Tr::tr("Answer: first layer looks wrong"),
                            .parameters = {answerParameter()},
                            .allowedIn = {State::Paused, State::Attention, State::Error}};
         },
         [](const Model &model, const Detail &, const QJsonObject &parameters) {
             return planAnswer(model, u"E0089"_s, parameters);
         }},
};

} // namespace

QList<Action> actionsOf(const Model &model, const Detail &detail)
{
    QList<Action> actions;
    for (const Row &row : rows) {
        if (!row.has(model, detail))
            continue;
        Action action = row.describe(model);
        action.id = QString::fromLatin1(row.id);
        actions.append(action);
    }
    return actions;
}

Result<ActionPlan> planAction(const QString &id, const Model &model, const Detail &detail,
                              const QJsonObject &parameters)
{
    for (const Row &row : rows) {
        if (id == QLatin1StringView(row.id) && row.has(model, detail))
            return row.plan(model, detail, parameters);
    }
    return failure(Error::Kind::Unsupported, Tr::tr("This printer has no action “%1”.").arg(id));
}

} // namespace flotilla::flashforge
