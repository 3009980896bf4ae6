// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/offering.h"

#include "drivers/flashforge/actions.h"
#include "drivers/flashforge/materials.h"

#include <QCoreApplication>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flashforge)
};

constexpr int mostTools = 4;

QList<Parameter> startParameters(const Model &model, const Detail &detail)
{
    const JobFields fields = model.uploadFieldsFor(detail.firmware.value_or(QString()));
    QList<Parameter> parameters;
    const auto flag
        = [&](bool present, const QString &key, const QString &label, const QString &help = {}) {
              if (present)
                  parameters.append({.key = key,
                                     .type = Parameter::Type::Boolean,
                                     .label = label,
                                     .help = help,
                                     .defaultValue = false});
          };
    flag(true, u"level"_s, Tr::tr("Level first"), Tr::tr("Takes a few minutes before the print."));
    flag(fields.testFlag(JobField::FlowCalibration), u"flowCalibration"_s,
         Tr::tr("Calibrate the flow"));
    flag(fields.testFlag(JobField::FirstLayerInspection), u"firstLayerInspection"_s,
         Tr::tr("Inspect the first layer"));
    flag(fields.testFlag(JobField::TimeLapseVideo), u"timeLapse"_s,
         Tr::tr("Time-lapse on the printer"));
    if (model.stationSlots > 0 && detail.hasStation()) {
        parameters.append({.key = u"slots"_s,
                           .type = Parameter::Type::SlotMap,
                           .label = Tr::tr("Material slots"),
                           .help = Tr::tr("The file's tools against slots of the station, as in "
                                          "0:1,1:3. Empty = without the station.")});
    }
    if (fields.testFlag(JobField::ToolCount) && !fields.testFlag(JobField::MaterialMappings)) {
        parameters.append({.key = u"tools"_s,
                           .type = Parameter::Type::Integer,
                           .label = Tr::tr("Tools that the file uses"),
                           .defaultValue = 1,
                           .minimum = 1,
                           .maximum = mostTools});
    }
    return parameters;
}

} // namespace

Capabilities capabilitiesOf(const Model &model, const Product &product, const Detail &detail)
{
    Capabilities can {.pause = model.has(ControlCommand::Job),
                      .cancel = model.has(ControlCommand::Job),
                      .home = model.has(ControlCommand::Home) || model.hasTcp,
                      .jog = (model.has(ControlCommand::Move) && detail.canMove.value_or(false))
                          || model.hasTcp,
                      .gcode = model.hasTcp,
                      .light = model.has(ControlCommand::Light)
                          && (!model.trustsProduct || product.light.value_or(true)),
                      .speed = model.has(ControlCommand::PrintAdjustment),
                      .listsFiles = true,
                      .thumbnails = true,
                      .storesFiles = true,
                      .startsStored = true,
                      .clearsPlate = model.has(ControlCommand::ClearPlatform),
                      .emergencyStop = false,
                      .speedMinimum = double(model.speed.minimum),
                      .speedMaximum = double(model.speed.maximum)};
    for (int tool = 0; tool < model.nozzleCount; ++tool)
        can.heaters.insert(u"tool%1"_s.arg(tool), model.nozzleMaximumCelsius);
    can.heaters.insert(u"bed"_s, model.bedMaximumCelsius);
    if (model.chamberMaximumCelsius)
        can.heaters.insert(u"chamber"_s, *model.chamberMaximumCelsius);
    if (detail.coolingFanPercent)
        can.fans.append(u"fan"_s);
    if (detail.leftCoolingFanPercent)
        can.fans.append(u"leftFan"_s);
    if (detail.chamberFanPercent)
        can.fans.append(u"chamberFan"_s);
    can.storages = {u"printer"_s};
    for (const QLatin1StringView type : fileTypes())
        can.fileTypes.append(type);
    if (const auto volume = model.volume ? model.volume : detail.volume)
        can.buildVolume = Capabilities::Volume {double(volume->width), double(volume->depth),
                                                double(volume->height)};
    can.cameraKinds = {u"mjpeg"_s};
    can.startOptions = startParameters(model, detail);
    can.actions = actionsOf(model, detail);
    return can;
}

Capabilities widestCapabilities()
{
    Capabilities widest = capabilitiesOf(modelByProductId(0x26), {}, {});
    widest.jog = true;
    return widest;
}

Result<StartOptions> startOptionsFrom(const QJsonObject &options, const Detail &detail)
{
    StartOptions start {.leveling = options[u"level"_s].toBool(),
                        .flowCalibration = options[u"flowCalibration"_s].toBool(),
                        .firstLayerInspection = options[u"firstLayerInspection"_s].toBool(),
                        .timeLapseVideo = options[u"timeLapse"_s].toBool(),
                        .toolCount = options[u"tools"_s].toInt(1)};
    const auto slots = parseSlotMap(options[u"slots"_s].toString());
    if (!slots)
        return failure(slots.error());
    for (auto it = slots->cbegin(); it != slots->cend(); ++it) {
        const QList<MaterialSlot> infos
            = detail.station ? detail.station->slotInfos : QList<MaterialSlot>();
        const auto slot = std::find_if(infos.cbegin(), infos.cend(), [&](const MaterialSlot &info) {
            return info.id == it.value();
        });
        if (slot == infos.cend())
            return failure(Error::Kind::WrongUse,
                           Tr::tr("The material station has no slot %1.").arg(it.value()));
        if (!slot->hasFilament.value_or(true))
            return failure(Error::Kind::WrongUse,
                           Tr::tr("Slot %1 of the material station is empty.").arg(it.value()));
        const QString color = normalizedColor(slot->color).value_or(u"#FFFFFF"_s);
        // What the file was sliced for is not known here; the tool's colour is that of the slot
        // chosen for it.
        start.mappings.append({it.key(), it.value(), slot->material, color, color});
    }
    start.useStation = !start.mappings.isEmpty();
    if (start.useStation)
        start.toolCount = qMax(start.toolCount, int(start.mappings.size()));
    return start;
}

} // namespace flotilla::flashforge
