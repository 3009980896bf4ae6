// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgemodels.h"

#include <array>

namespace flotilla::simulators {

namespace {

using Family = FlashForgeFamily;

constexpr const char *jsonType = "application/json";
// As the firmware spells it.
constexpr const char *creatorJsonType = "appliation/json";

constexpr std::array models {
    FlashForgeModel {.id = "adventurer-5m-pro",
                     .factoryName = "Adventurer 5M Pro",
                     .machineType = "Flashforge Adventurer 5M Pro",
                     .dialect = &modernDialect,
                     .family = Family::Adventurer5M,
                     .productId = 0x24,
                     .http = true,
                     .firmware = "3.1.5",
                     .pausedWord = "paused",
                     .nozzles = 1,
                     .filtration = true,
                     .station = false,
                     .fileListOverTcp = true,
                     .chamberSensor = false,
                     .doorSensor = false,
                     .camera = true,
                     .maxNozzleCelsius = 280,
                     .maxBedCelsius = 110,
                     .maxChamberCelsius = 0,
                     .maxSpeedPercent = 150,
                     .measure = "220X220X220",
                     .contentType = jsonType},
    FlashForgeModel {.id = "adventurer-5m",
                     .factoryName = "Adventurer 5M",
                     .machineType = "Flashforge Adventurer 5M",
                     .dialect = &modernDialect,
                     .family = Family::Adventurer5M,
                     .productId = 0x23,
                     .http = true,
                     .firmware = "3.1.5",
                     .pausedWord = "paused",
                     .nozzles = 1,
                     .filtration = false,
                     .station = false,
                     .fileListOverTcp = true,
                     .chamberSensor = false,
                     .doorSensor = false,
                     .camera = false,
                     .maxNozzleCelsius = 280,
                     .maxBedCelsius = 110,
                     .maxChamberCelsius = 0,
                     .maxSpeedPercent = 150,
                     .measure = "220X220X220",
                     .contentType = jsonType},
    FlashForgeModel {.id = "ad5x",
                     .factoryName = "AD5X",
                     .machineType = "Flashforge AD5X",
                     .dialect = &modernWithoutUploadDialect,
                     .family = Family::Ad5x,
                     .productId = 0x26,
                     .http = true,
                     .firmware = "1.1.7-1.0.2",
                     .pausedWord = "paused",
                     .nozzles = 1,
                     .filtration = false,
                     .station = true,
                     .fileListOverTcp = false,
                     .chamberSensor = false,
                     .doorSensor = false,
                     .camera = false,
                     .maxNozzleCelsius = 300,
                     .maxBedCelsius = 110,
                     .maxChamberCelsius = 0,
                     .maxSpeedPercent = 500,
                     .measure = "220X220X220",
                     .contentType = jsonType},
    FlashForgeModel {.id = "creator-5",
                     .factoryName = "Creator 5",
                     .machineType = nullptr,
                     .dialect = nullptr,
                     .family = Family::Creator5,
                     .productId = 0x28,
                     .http = true,
                     .firmware = "1.9.2",
                     .pausedWord = "pause",
                     .nozzles = 4,
                     .filtration = false,
                     .station = true,
                     .fileListOverTcp = false,
                     .chamberSensor = false,
                     .doorSensor = false,
                     .camera = true,
                     .maxNozzleCelsius = 300,
                     .maxBedCelsius = 120,
                     .maxChamberCelsius = 0,
                     .maxSpeedPercent = 150,
                     .measure = "256X256X256",
                     .contentType = creatorJsonType},
    FlashForgeModel {.id = "creator-5-pro",
                     .factoryName = "Creator 5 Pro",
                     .machineType = nullptr,
                     .dialect = nullptr,
                     .family = Family::Creator5,
                     .productId = 0x29,
                     .http = true,
                     .firmware = "1.9.4",
                     .pausedWord = "pause",
                     .nozzles = 4,
                     .filtration = false,
                     .station = true,
                     .fileListOverTcp = false,
                     .chamberSensor = true,
                     .doorSensor = true,
                     .camera = true,
                     .maxNozzleCelsius = 300,
                     .maxBedCelsius = 120,
                     .maxChamberCelsius = 80,
                     .maxSpeedPercent = 150,
                     .measure = "256X256X256",
                     .contentType = creatorJsonType},
    FlashForgeModel {.id = "adventurer-3",
                     .factoryName = "Adventurer 3",
                     .machineType = "FlashForge Adventurer III",
                     .dialect = &adventurer3Dialect,
                     .family = Family::Older,
                     .productId = 0x08,
                     .http = false,
                     .firmware = "1.1.7",
                     .pausedWord = "paused",
                     .nozzles = 1,
                     .filtration = false,
                     .station = false,
                     .fileListOverTcp = true,
                     .chamberSensor = false,
                     .doorSensor = false,
                     .camera = true,
                     .maxNozzleCelsius = 265,
                     .maxBedCelsius = 100,
                     .maxChamberCelsius = 0,
                     .maxSpeedPercent = 100,
                     .measure = "150X150X150",
                     .contentType = jsonType},
    FlashForgeModel {.id = "adventurer-3-echo",
                     .factoryName = "Adventurer 3",
                     .machineType = "FlashForge Adventurer III",
                     .dialect = &adventurer3EchoDialect,
                     .family = Family::Older,
                     .productId = 0x08,
                     .http = false,
                     .firmware = "1.3.7",
                     .pausedWord = "paused",
                     .nozzles = 1,
                     .filtration = false,
                     .station = false,
                     .fileListOverTcp = true,
                     .chamberSensor = false,
                     .doorSensor = false,
                     .camera = true,
                     .maxNozzleCelsius = 265,
                     .maxBedCelsius = 100,
                     .maxChamberCelsius = 0,
                     .maxSpeedPercent = 100,
                     .measure = "150X150X150",
                     .contentType = jsonType},
};

constexpr std::array ad5xPalette {
    "FFFFFF", "FEF043", "DCF478", "0ACC38", "067749", "0C6283", "0DE2A0", "75D9F3",
    "45A8F9", "2750E0", "46328E", "A03CF7", "F330F9", "D4B0DC", "F95D73", "F72224",
    "7C4B00", "F98D33", "FDEBD5", "D3C4A3", "AF7836", "898989", "BCBCBC", "161616",
};
constexpr std::array creator5Palette {
    "FFFFFF", "FFF245", "DEF578", "21CC3D", "167A4B", "156682", "24E4A0", "7BD9F0",
    "4CAAF8", "2E54DD", "48358C", "A341F7", "F435F6", "D5B4DE", "FA6173", "F82D29",
    "805003", "F9903B", "FCEBD7", "D5C5A1", "B17C38", "8C8C89", "BEBEBE", "1B1B1B",
};

} // namespace

std::span<const FlashForgeModel> flashForgeModels()
{
    return models;
}

const FlashForgeModel *flashForgeModel(const QString &id)
{
    if (id.isEmpty())
        return &models.front();
    for (const FlashForgeModel &model : models) {
        if (id.compare(QLatin1StringView(model.id), Qt::CaseInsensitive) == 0)
            return &model;
    }
    return nullptr;
}

bool isPaletteColor(FlashForgeFamily family, const QString &color)
{
    const auto &palette = family == Family::Creator5 ? creator5Palette : ad5xPalette;
    if (!color.startsWith(u'#'))
        return false;
    for (const char *known : palette) {
        if (color.sliced(1) == QLatin1StringView(known))
            return true;
    }
    return false;
}

} // namespace flotilla::simulators
