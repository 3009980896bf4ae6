// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/models.h"

#include <array>
#include <cmath>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxVersionCharacters = 32;
constexpr int maxVersionDigits = 6;
constexpr int maxProductId = 0xffff;

constexpr std::array<quint32, 24> ad5xColors {
    0xFFFFFF, 0xFEF043, 0xDCF478, 0x0ACC38, 0x067749, 0x0C6283, 0x0DE2A0, 0x75D9F3,
    0x45A8F9, 0x2750E0, 0x46328E, 0xA03CF7, 0xF330F9, 0xD4B0DC, 0xF95D73, 0xF72224,
    0x7C4B00, 0xF98D33, 0xFDEBD5, 0xD3C4A3, 0xAF7836, 0x898989, 0xBCBCBC, 0x161616};

constexpr std::array<quint32, 24> creator5Colors {
    0xFFFFFF, 0xFFF245, 0xDEF578, 0x21CC3D, 0x167A4B, 0x156682, 0x24E4A0, 0x7BD9F0,
    0x4CAAF8, 0x2E54DD, 0x48358C, 0xA341F7, 0xF435F6, 0xD5B4DE, 0xFA6173, 0xF82D29,
    0x805003, 0xF9903B, 0xFCEBD7, 0xD5C5A1, 0xB17C38, 0x8C8C89, 0xBEBEBE, 0x1B1B1B};

constexpr std::array fileTypeTable {"gcode"_L1, "gx"_L1, "g"_L1, "3mf"_L1};

using C = ControlCommand;
using F = JobField;

// Every firmware of the family knows these.
constexpr ControlCommands commonCommands = ControlCommands(C::Temperature) | C::PrintAdjustment
    | C::Job | C::Light | C::ClearPlatform | C::CameraStream | C::Rename | C::DelayedShutdown
    | C::Calibration;

constexpr ControlCommands ad5xCommands = commonCommands | C::Slot | C::ExternalSpool | C::SlotAction
    | C::ExternalSpoolAction | C::Move | C::Extrude | C::Home | C::ClearError | C::PlateDetection
    | C::FirstLayerDetection;

constexpr JobFields fields5M
    = JobFields(F::FlowCalibration) | F::UseMaterialStation | F::ToolCount | F::MaterialMappings;
constexpr JobFields fieldsAd5x = fields5M | F::FirstLayerInspection | F::TimeLapseVideo;
constexpr JobFields uploadFieldsCreator5
    = JobFields(F::FlowCalibration) | F::TimeLapseVideo | F::UseMaterialStation | F::ToolCount;
constexpr JobFields startFieldsCreator5
    = JobFields(F::FlowCalibration) | F::TimeLapseVideo | F::MaterialMappings;

constexpr Firmware newJobFormat {3, 1, 3};

// Heater maxima are not on the wire. Those of the Adventurers are the maker's advertised ones,
// not checked on a machine; those of the Creator 5 and of unknown models are our own cautious
// choice, but for the chamber, which the firmware caps at 80 °C.
constexpr std::array<Model, 6> modelTable {
    Model {.id = ModelId::Generic,
           .productId = 0,
           .name = "FlashForge"_L1,
           .nozzleMaximumCelsius = 260,
           .bedMaximumCelsius = 100,
           .speed = {50, 150},
           .commands = ControlCommands(C::Temperature) | C::PrintAdjustment | C::Job | C::Light
               | C::ClearPlatform | C::CameraStream | C::Rename},
    Model {.id = ModelId::Adventurer5M,
           .productId = 0x23,
           .name = "Adventurer 5M"_L1,
           .hasTcp = true,
           .hasTcpFiles = true,
           .volume = VolumeMm {220, 220, 220},
           .nozzleMaximumCelsius = 280,
           .bedMaximumCelsius = 110,
           .speed = {50, 150},
           .commands = commonCommands,
           .uploadFields = fields5M,
           .startFields = fields5M,
           .jobFieldsSince = newJobFormat},
    Model {.id = ModelId::Adventurer5MPro,
           .productId = 0x24,
           .name = "Adventurer 5M Pro"_L1,
           .hasTcp = true,
           .hasTcpFiles = true,
           .volume = VolumeMm {220, 220, 220},
           .nozzleMaximumCelsius = 280,
           .bedMaximumCelsius = 110,
           .speed = {50, 150},
           .commands = commonCommands | C::Circulation,
           .uploadFields = fields5M,
           .startFields = fields5M,
           .jobFieldsSince = newJobFormat},
    Model {.id = ModelId::Ad5x,
           .productId = 0x26,
           .name = "AD5X"_L1,
           .hasTcp = true,
           .stationSlots = 4,
           .volume = VolumeMm {220, 220, 220},
           .nozzleMaximumCelsius = 300,
           .bedMaximumCelsius = 110,
           .speed = {50, 500},
           .commands = ad5xCommands,
           .uploadFields = fieldsAd5x,
           .startFields = fieldsAd5x,
           .slotColors = ad5xColors},
    Model {.id = ModelId::Creator5,
           .productId = 0x28,
           .name = "Creator 5"_L1,
           .nozzleCount = 4,
           .stationSlots = 4,
           .temperatureForm = TemperatureForm::NozzleArray,
           .volume = VolumeMm {256, 256, 256},
           .nozzleMaximumCelsius = 300,
           .bedMaximumCelsius = 110,
           .speed = {50, 150},
           .trustsProduct = false,
           .opensCameraStream = true,
           .commands = commonCommands | C::Slot,
           .uploadFields = uploadFieldsCreator5,
           .startFields = startFieldsCreator5,
           .slotColors = creator5Colors},
    Model {.id = ModelId::Creator5Pro,
           .productId = 0x29,
           .name = "Creator 5 Pro"_L1,
           .nozzleCount = 4,
           .stationSlots = 4,
           .temperatureForm = TemperatureForm::NozzleArray,
           .volume = VolumeMm {256, 256, 256},
           .nozzleMaximumCelsius = 300,
           .bedMaximumCelsius = 110,
           .chamberMaximumCelsius = 80,
           .speed = {50, 150},
           .hasDoorSensor = true,
           .trustsProduct = false,
           .opensCameraStream = true,
           .commands = commonCommands | C::Slot,
           .uploadFields = uploadFieldsCreator5,
           .startFields = startFieldsCreator5,
           .slotColors = creator5Colors},
};

bool isOld(const Model &model, QStringView firmware)
{
    if (!model.jobFieldsSince)
        return false;
    const auto version = firmwareFromText(firmware);
    return version && *version < *model.jobFieldsSince;
}

} // namespace

std::optional<Firmware> firmwareFromText(QStringView text)
{
    text = text.trimmed();
    if (text.size() > maxVersionCharacters)
        return std::nullopt;
    if (text.startsWith(u'v', Qt::CaseInsensitive))
        text = text.sliced(1);
    if (const qsizetype hyphen = text.indexOf(u'-'); hyphen >= 0)
        text = text.first(hyphen);

    std::array<int, 3> numbers {};
    const auto parts = text.split(u'.');
    for (qsizetype i = 0; i < parts.size() && i < qsizetype(numbers.size()); ++i) {
        bool ok = parts[i].size() <= maxVersionDigits;
        const int number = ok ? parts[i].toInt(&ok) : 0;
        if (!ok || number < 0)
            return std::nullopt;
        numbers[size_t(i)] = number;
    }
    return Firmware {numbers[0], numbers[1], numbers[2]};
}

JobFields Model::uploadFieldsFor(QStringView firmware) const
{
    return isOld(*this, firmware) ? JobFields() : uploadFields;
}

JobFields Model::startFieldsFor(QStringView firmware) const
{
    return isOld(*this, firmware) ? JobFields() : startFields;
}

const Model &genericModel()
{
    return modelTable.front();
}

const Model &modelByProductId(int productId)
{
    for (const Model &model : modelTable) {
        if (productId != 0 && model.productId == productId)
            return model;
    }
    return genericModel();
}

const Model &modelByFactoryName(QStringView name)
{
    // "Flashforge Adventurer 5M Pro" holds "Adventurer 5M" as well: the longest name that fits is
    // meant.
    const Model *best = &genericModel();
    for (const Model &model : modelTable) {
        if (model.id != ModelId::Generic && name.contains(model.name, Qt::CaseInsensitive)
            && (best->id == ModelId::Generic || model.name.size() > best->name.size()))
            best = &model;
    }
    return *best;
}

std::span<const Model> allModels()
{
    return modelTable;
}

std::optional<int> productIdFromJson(const QJsonValue &value)
{
    if (value.isDouble()) {
        const double number = value.toDouble();
        if (number >= 1 && number <= maxProductId && std::trunc(number) == number)
            return int(number);
        return std::nullopt;
    }
    bool ok = false;
    // Base 16 also takes "0x24".
    const int number = value.toString().trimmed().toInt(&ok, 16);
    if (!ok || number < 1 || number > maxProductId)
        return std::nullopt;
    return number;
}

std::span<const QLatin1StringView> fileTypes()
{
    return fileTypeTable;
}

} // namespace flotilla::flashforge
