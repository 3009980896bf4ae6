// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/flashforge/flashforgedialect.h"

#include <QList>
#include <QString>

#include <span>

namespace flotilla::simulators {

enum class FlashForgeFamily {
    Adventurer5M, // 5M and 5M Pro
    Ad5x,
    Creator5, // Creator 5 and Creator 5 Pro
    Older, // the command port only
};

// One row a machine: everything in which the models differ.
struct FlashForgeModel
{
    const char *id; // on the command line
    const char *factoryName;
    const char *machineType; // M115; nullptr: no command port
    const TcpDialect *dialect; // nullptr: no command port
    FlashForgeFamily family;
    quint16 productId; // /detail's pid and the discovery reply
    bool http; // has the HTTP door
    const char *firmware;
    const char *pausedWord;
    int nozzles;
    bool filtration; // internal and external fan that really turn
    bool station;
    bool fileListOverTcp; // M661, M662
    bool chamberSensor; // others report 0 or, Creator 5, -108
    bool doorSensor;
    bool camera;
    int maxNozzleCelsius;
    int maxBedCelsius;
    int maxChamberCelsius; // 0: not heated
    int maxSpeedPercent;
    const char *measure; // build volume
    const char *contentType; // of JSON answers

    bool hasCommandPort() const { return dialect != nullptr; }
};

std::span<const FlashForgeModel> flashForgeModels();

// By id, in any letter case; the first row for an empty name, nullptr where there is none.
const FlashForgeModel *flashForgeModel(const QString &id);

// The colours the model's screen knows, "#RRGGBB" in upper case.
bool isPaletteColor(FlashForgeFamily family, const QString &color);

} // namespace flotilla::simulators
