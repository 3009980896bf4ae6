// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/legacymodels.h"

#include <array>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds longQuiet {3'000};

// Heater maxima are not on the wire; these are the maker's advertised ones or a careful choice
// below, not checked on a machine.
constexpr std::array table {
    LegacyModel {.name = "FlashForge"_L1, .bedMaximumCelsius = 100},
    LegacyModel {.name = "Finder"_L1,
                 .upload = UploadForm::Framed,
                 .movesRelative = false,
                 .homesAxesAlone = false},
    LegacyModel {.name = "Guider"_L1,
                 .bedMaximumCelsius = 120,
                 .movesRelative = false,
                 .homesAxesAlone = false},
    LegacyModel {.name = "Adventurer 3"_L1,
                 .upload = UploadForm::Framed,
                 .bedMaximumCelsius = 100,
                 .hasCamera = true,
                 .mayOmitOk = true},
    LegacyModel {.name = "Adventurer III"_L1,
                 .upload = UploadForm::Framed,
                 .bedMaximumCelsius = 100,
                 .hasCamera = true,
                 .mayOmitOk = true},
    LegacyModel {.name = "Adventurer 4"_L1,
                 .quietBeforeSave = longQuiet,
                 .nozzleMaximumCelsius = 265,
                 .bedMaximumCelsius = 110,
                 .hasCamera = true},
    LegacyModel {.name = "Inventor"_L1, .bedMaximumCelsius = 120},
    LegacyModel {.name = "Dreamer"_L1, .nozzleCount = 2, .bedMaximumCelsius = 120},
    LegacyModel {.name = "Dreamer NX"_L1, .bedMaximumCelsius = 120},
    LegacyModel {.name = "Creator"_L1, .nozzleCount = 2, .bedMaximumCelsius = 120},
    LegacyModel {.name = "Adventurer 5M"_L1,
                 .nozzleMaximumCelsius = 280,
                 .bedMaximumCelsius = 110,
                 .hasCamera = true,
                 .isHttpGeneration = true},
    LegacyModel {.name = "AD5X"_L1,
                 .upload = UploadForm::None,
                 .nozzleMaximumCelsius = 300,
                 .bedMaximumCelsius = 110,
                 .hasFiles = false,
                 .hasCamera = true,
                 .isHttpGeneration = true},
    LegacyModel {.name = "Creator 5"_L1,
                 .upload = UploadForm::None,
                 .nozzleMaximumCelsius = 300,
                 .bedMaximumCelsius = 110,
                 .hasFiles = false,
                 .isHttpGeneration = true},
};

} // namespace

const LegacyModel &legacyModelByType(QStringView machineType)
{
    // "Flashforge Dreamer NX" holds "Dreamer" as well: the longest name that fits is meant.
    const LegacyModel *best = &table.front();
    bool found = false;
    for (const LegacyModel &model : std::span(table).subspan(1)) {
        if (machineType.contains(model.name, Qt::CaseInsensitive)
            && (!found || model.name.size() > best->name.size())) {
            best = &model;
            found = true;
        }
    }
    return *best;
}

std::span<const LegacyModel> allLegacyModels()
{
    return table;
}

} // namespace flotilla::flashforge
