// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/httpmessages.h"

#include "base/text.h"
#include "drivers/flashforge/errorcodes.h"
#include "drivers/flashforge/materials.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <cmath>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

// Heater values that are no temperatures.
constexpr int leaveAsIs = -200;
constexpr int switchOff = -100;
constexpr int switchOffNozzleArray = 0;
// The firmware ignores an array of any other length.
constexpr int nozzleArrayLength = 4;

constexpr double maxZOffsetMm = 5;
constexpr double maxMoveMm = 200;
constexpr double maxExtrudeMm = 100;
constexpr int maxPercent = 100;
constexpr int maxShutdownMinutes = 24 * 60;
constexpr qsizetype maxNameCharacters = 32;
constexpr qsizetype maxFileNameCharacters = 255;
constexpr qsizetype maxJobIdCharacters = 128;

struct CommandRow
{
    ControlCommand command;
    QLatin1StringView name;
};

constexpr std::array commandTable {
    CommandRow {ControlCommand::Temperature, "temperatureCtl_cmd"_L1},
    CommandRow {ControlCommand::PrintAdjustment, "printerCtl_cmd"_L1},
    CommandRow {ControlCommand::Job, "jobCtl_cmd"_L1},
    CommandRow {ControlCommand::Light, "lightControl_cmd"_L1},
    CommandRow {ControlCommand::Circulation, "circulateCtl_cmd"_L1},
    CommandRow {ControlCommand::ClearPlatform, "stateCtrl_cmd"_L1},
    CommandRow {ControlCommand::CameraStream, "streamCtrl_cmd"_L1},
    CommandRow {ControlCommand::Rename, "reName_cmd"_L1},
    CommandRow {ControlCommand::DelayedShutdown, "delayClose_cmd"_L1},
    CommandRow {ControlCommand::Calibration, "calibration_cmd"_L1},
    CommandRow {ControlCommand::Slot, "msConfig_cmd"_L1},
    CommandRow {ControlCommand::ExternalSpool, "ipdMsConfig_cmd"_L1},
    CommandRow {ControlCommand::SlotAction, "ms_cmd"_L1},
    CommandRow {ControlCommand::ExternalSpoolAction, "ipdMs_cmd"_L1},
    CommandRow {ControlCommand::Move, "moveCtrl_cmd"_L1},
    CommandRow {ControlCommand::Extrude, "extrudeCtrl_cmd"_L1},
    CommandRow {ControlCommand::Home, "homingCtrl_cmd"_L1},
    CommandRow {ControlCommand::ClearError, "errorCodeCtrl_cmd"_L1},
    CommandRow {ControlCommand::PlateDetection, "plateDetectControl_cmd"_L1},
    CommandRow {ControlCommand::FirstLayerDetection, "firstLayerDetectControl_cmd"_L1},
};

constexpr std::array<QLatin1StringView, 3> jobActionNames {"pause"_L1, "continue"_L1, "cancel"_L1};
constexpr std::array<QLatin1StringView, 3> axisNames {"x"_L1, "y"_L1, "z"_L1};

QString translated(const char *text)
{
    return QCoreApplication::translate("flashforge", text);
}

tl::unexpected<Error> wrongUse(const QString &text)
{
    return failure(Error::Kind::WrongUse, text);
}

Result<Control> controlOf(const Model &model, ControlCommand command, QJsonObject arguments)
{
    for (const CommandRow &row : commandTable) {
        if (row.command == command && model.has(command))
            return Control {row.name, std::move(arguments)};
    }
    return failure(
        Error::Kind::Unsupported,
        translated(QT_TRANSLATE_NOOP("flashforge", "A %1 cannot do this.")).arg(model.name));
}

QString openOrClose(bool open)
{
    return open ? u"open"_s : u"close"_s;
}

QJsonObject credentialsObject(const Credentials &credentials)
{
    return {{u"serialNumber"_s, credentials.serialNumber}, {u"checkCode"_s, credentials.checkCode}};
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// A wish in °C as the wire wants it; nullopt where the heater cannot go there.
std::optional<int> wireTemperature(std::optional<int> target, int maximum, int off)
{
    if (!target)
        return leaveAsIs;
    if (*target < 0 || *target > maximum)
        return std::nullopt;
    return *target == 0 ? off : *target;
}

tl::unexpected<Error> beyondHeater(const Model &model)
{
    return wrongUse(translated(QT_TRANSLATE_NOOP(
                                   "flashforge",
                                   "That is hotter than a %1 can take: %2 °C at the nozzle, %3 °C "
                                   "at the bed."))
                        .arg(model.name)
                        .arg(model.nozzleMaximumCelsius)
                        .arg(model.bedMaximumCelsius));
}

Result<QList<int>> nozzleValues(const Model &model, const TemperatureTargets &targets)
{
    if (targets.nozzles.size() > model.nozzleCount)
        return wrongUse(
            translated(QT_TRANSLATE_NOOP("flashforge", "A %1 has fewer nozzles.")).arg(model.name));
    const bool array = model.temperatureForm == TemperatureForm::NozzleArray;
    QList<int> values;
    for (int i = 0; i < nozzleArrayLength; ++i) {
        const auto target = i < targets.nozzles.size() ? targets.nozzles[i] : std::nullopt;
        const auto value = wireTemperature(target, model.nozzleMaximumCelsius,
                                           array ? switchOffNozzleArray : switchOff);
        if (!value)
            return beyondHeater(model);
        values.append(*value);
    }
    return values;
}

bool isPercent(std::optional<int> value)
{
    return !value || (*value >= 0 && *value <= maxPercent);
}

Result<QString> usableFileName(const QString &fileName)
{
    if (fileName.isEmpty() || fileName.size() > maxFileNameCharacters
        || fileName.contains(QChar::Null))
        return wrongUse(translated(QT_TRANSLATE_NOOP("flashforge", "This is no file name.")));
    return fileName;
}

} // namespace

QByteArray plainBody(const Credentials &credentials)
{
    return compact(credentialsObject(credentials));
}

Result<QByteArray> thumbnailBody(const Credentials &credentials, const QString &fileName)
{
    return usableFileName(fileName).map([&credentials](const QString &name) {
        QJsonObject object = credentialsObject(credentials);
        object.insert(u"fileName"_s, name);
        return compact(object);
    });
}

QByteArray controlBody(const Credentials &credentials, const Control &control)
{
    QJsonObject object = credentialsObject(credentials);
    object.insert(u"payload"_s,
                  QJsonObject {{u"cmd"_s, QString(control.name)}, {u"args"_s, control.arguments}});
    return compact(object);
}

Result<Control> temperatureControl(const Model &model, const TemperatureTargets &targets)
{
    if (targets.chamber && !model.chamberMaximumCelsius)
        return failure(Error::Kind::Unsupported,
                       translated(QT_TRANSLATE_NOOP("flashforge", "A %1 has no chamber heater."))
                           .arg(model.name));
    const auto nozzles = nozzleValues(model, targets);
    if (!nozzles)
        return failure(nozzles.error());
    const auto bed = wireTemperature(targets.bed, model.bedMaximumCelsius, switchOff);
    const auto chamber
        = wireTemperature(targets.chamber, model.chamberMaximumCelsius.value_or(0), switchOff);
    if (!bed)
        return beyondHeater(model);
    if (!chamber)
        return wrongUse(
            translated(QT_TRANSLATE_NOOP("flashforge", "The chamber of a %1 goes up to %2 °C."))
                .arg(model.name)
                .arg(*model.chamberMaximumCelsius));

    const bool array = model.temperatureForm == TemperatureForm::NozzleArray;
    QJsonObject arguments {{u"platform"_s, *bed},
                           {u"rightNozzle"_s, array ? leaveAsIs : nozzles->at(0)},
                           {u"leftNozzle"_s, array ? leaveAsIs : nozzles->at(1)},
                           {u"chamber"_s, *chamber}};
    if (array) {
        QJsonArray values;
        for (const int value : *nozzles)
            values.append(value);
        arguments.insert(u"nozzles"_s, values);
    }
    return controlOf(model, ControlCommand::Temperature, arguments);
}

Result<Control> printAdjustment(const Model &model, const PrintAdjustment &adjustment)
{
    if (adjustment.speedPercent
        && (*adjustment.speedPercent < model.speed.minimum
            || *adjustment.speedPercent > model.speed.maximum))
        return wrongUse(
            translated(QT_TRANSLATE_NOOP("flashforge", "The speed of a %1 goes from %2 % to %3 %."))
                .arg(model.name)
                .arg(model.speed.minimum)
                .arg(model.speed.maximum));
    if (adjustment.zOffsetMm
        && (!std::isfinite(*adjustment.zOffsetMm)
            || std::abs(*adjustment.zOffsetMm) > maxZOffsetMm))
        return wrongUse(translated(
            QT_TRANSLATE_NOOP("flashforge", "The height can be corrected by at most 5 mm.")));
    if (!isPercent(adjustment.coolingFanPercent) || !isPercent(adjustment.leftCoolingFanPercent)
        || !isPercent(adjustment.chamberFanPercent))
        return wrongUse(translated(QT_TRANSLATE_NOOP("flashforge", "A fan runs at 0 % to 100 %.")));

    QJsonObject arguments;
    const auto put = [&arguments](const QString &key, const auto &value) {
        if (value)
            arguments.insert(key, *value);
    };
    put(u"speed"_s, adjustment.speedPercent);
    put(u"zAxisCompensation"_s, adjustment.zOffsetMm);
    put(u"coolingFan"_s, adjustment.coolingFanPercent);
    put(u"coolingLeftFan"_s, adjustment.leftCoolingFanPercent);
    put(u"chamberFan"_s, adjustment.chamberFanPercent);
    if (arguments.isEmpty())
        return wrongUse(translated(QT_TRANSLATE_NOOP("flashforge", "There is nothing to change.")));
    return controlOf(model, ControlCommand::PrintAdjustment, arguments);
}

Result<Control> jobControl(const Model &model, JobAction action, const QString &jobId)
{
    return controlOf(model, ControlCommand::Job,
                     {{u"jobID"_s, jobId.left(maxJobIdCharacters)},
                      {u"action"_s, QString(jobActionNames.at(size_t(action)))}});
}

Result<Control> lightControl(const Model &model, bool on)
{
    return controlOf(model, ControlCommand::Light, {{u"status"_s, openOrClose(on)}});
}

Result<Control> circulationControl(const Model &model, bool internal, bool external)
{
    return controlOf(
        model, ControlCommand::Circulation,
        {{u"internal"_s, openOrClose(internal)}, {u"external"_s, openOrClose(external)}});
}

Result<Control> clearPlatform(const Model &model)
{
    return controlOf(model, ControlCommand::ClearPlatform, {{u"action"_s, u"setClearPlatform"_s}});
}

Result<Control> cameraStream(const Model &model, bool open, StreamSpelling spelling)
{
    return controlOf(model, ControlCommand::CameraStream, {{u"action"_s, openOrClose(open)}})
        .map([spelling](Control control) {
            if (spelling == StreamSpelling::Plain)
                control.name = "streamCtrl"_L1;
            return control;
        });
}

Result<Control> rename(const Model &model, const QString &name)
{
    const QString clean = cleanText(name, maxNameCharacters + 1);
    if (clean.isEmpty() || clean.size() > maxNameCharacters)
        return wrongUse(translated(
            QT_TRANSLATE_NOOP("flashforge", "The name at the printer has 1 to 32 characters.")));
    return controlOf(model, ControlCommand::Rename, {{u"name"_s, clean}});
}

Result<Control> delayedShutdown(const Model &model, bool on, std::chrono::minutes after)
{
    if (on && (after.count() < 1 || after.count() > maxShutdownMinutes))
        return wrongUse(translated(QT_TRANSLATE_NOOP(
            "flashforge", "The printer can switch itself off after 1 minute to 24 hours.")));
    return controlOf(model, ControlCommand::DelayedShutdown,
                     {{u"automaticShutdown"_s, openOrClose(on)},
                      {u"shutdownAfterTime"_s, on ? int(after.count()) : 0}});
}

Result<Control> calibration(const Model &model, bool levelling, bool vibration)
{
    if (!levelling && !vibration)
        return wrongUse(
            translated(QT_TRANSLATE_NOOP("flashforge", "Choose levelling, vibration or both.")));
    return controlOf(model, ControlCommand::Calibration,
                     {{u"levelingDetection"_s, openOrClose(levelling)},
                      {u"vibrationCompensation"_s, openOrClose(vibration)}});
}

Result<Control> slotMaterial(const Model &model, int slot, const QString &material,
                             const QString &color)
{
    const auto name = knownMaterial(material);
    if (!name)
        return wrongUse(
            translated(QT_TRANSLATE_NOOP("flashforge", "The printer knows no material “%1”."))
                .arg(cleanText(material, maxNameCharacters)));
    const auto snapped = paletteColor(model, color);
    if (!snapped)
        return wrongUse(translated(
            QT_TRANSLATE_NOOP("flashforge", "A colour is written as # and six digits 0–9, A–F.")));
    if (slot == 0)
        return controlOf(model, ControlCommand::ExternalSpool,
                         {{u"mt"_s, *name}, {u"rgb"_s, *snapped}});
    if (slot < 1 || (model.stationSlots > 0 && slot > model.stationSlots))
        return wrongUse(
            translated(QT_TRANSLATE_NOOP("flashforge", "The station has no slot %1.")).arg(slot));
    return controlOf(model, ControlCommand::Slot,
                     {{u"slot"_s, slot}, {u"mt"_s, *name}, {u"rgb"_s, *snapped}});
}

Result<Control> spoolAction(const Model &model, int slot, SpoolAction action)
{
    if (slot == 0)
        return controlOf(model, ControlCommand::ExternalSpoolAction, {{u"action"_s, int(action)}});
    if (slot < 1 || (model.stationSlots > 0 && slot > model.stationSlots))
        return wrongUse(
            translated(QT_TRANSLATE_NOOP("flashforge", "The station has no slot %1.")).arg(slot));
    return controlOf(model, ControlCommand::SlotAction,
                     {{u"action"_s, int(action)}, {u"slot"_s, slot}});
}

Result<Control> moveAxis(const Model &model, Axis axis, double deltaMm)
{
    if (!std::isfinite(deltaMm) || deltaMm == 0 || std::abs(deltaMm) > maxMoveMm)
        return wrongUse(
            translated(QT_TRANSLATE_NOOP("flashforge", "One move is at most 200 mm and not 0.")));
    return controlOf(model, ControlCommand::Move,
                     {{u"axis"_s, QString(axisNames.at(size_t(axis)))}, {u"delta"_s, deltaMm}});
}

Result<Control> extrude(const Model &model, double deltaMm)
{
    if (!std::isfinite(deltaMm) || deltaMm == 0 || std::abs(deltaMm) > maxExtrudeMm)
        return wrongUse(
            translated(QT_TRANSLATE_NOOP("flashforge", "One push is at most 100 mm and not 0.")));
    return controlOf(model, ControlCommand::Extrude, {{u"axis"_s, u"e"_s}, {u"delta"_s, deltaMm}});
}

Result<Control> homeAxes(const Model &model)
{
    return controlOf(model, ControlCommand::Home, {});
}

Result<Control> clearErrorCode(const Model &model, const QString &errorCode)
{
    const QString code = normalizedErrorCode(errorCode);
    if (code.isEmpty())
        return wrongUse(translated(QT_TRANSLATE_NOOP("flashforge", "There is no error to clear.")));
    return controlOf(model, ControlCommand::ClearError,
                     {{u"action"_s, u"clearErrorCode"_s}, {u"errorCode"_s, code}});
}

Result<Control> answerDetection(const Model &model, const QString &errorCode, Answer answer)
{
    const QString code = normalizedErrorCode(errorCode);
    const QJsonObject arguments {
        {u"action"_s, answer == Answer::Continue ? u"continue"_s : u"stop"_s}};
    if (code == "E0088"_L1)
        return controlOf(model, ControlCommand::PlateDetection, arguments);
    if (code == "E0089"_L1)
        return controlOf(model, ControlCommand::FirstLayerDetection, arguments);
    return wrongUse(translated(QT_TRANSLATE_NOOP(
        "flashforge", "The printer does not ask about the plate or first layer.")));
}

} // namespace flotilla::flashforge
