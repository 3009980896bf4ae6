// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>
#include <QStringView>

#include <chrono>
#include <span>

namespace flotilla::flashforge {

// How a machine takes the bytes of a file behind M28.
enum class UploadForm {
    None, // not over the command port
    Framed, // packets with counter and checksum, each acknowledged
    Raw, // the bare bytes, then silence, then M29
};

// One row of the table of machines that are spoken to over the command port alone.
struct LegacyModel
{
    QLatin1StringView name; // part of `Machine Type:` of M115
    UploadForm upload = UploadForm::Raw;
    std::chrono::milliseconds quietBeforeSave {800}; // M29 sooner is taken as data; 500 is the edge
    int nozzleCount = 1;
    int nozzleMaximumCelsius = 240;
    int bedMaximumCelsius = 0; // 0 = no heated bed
    bool hasLight = true;
    bool hasFiles = true; // M661 and M662
    bool movesRelative = true; // knows G91
    bool homesAxesAlone = true; // G28 X
    bool hasCamera = false;
    // Two dialects are known: one of them has no "ok" and ends a reply by silence.
    bool mayOmitOk = false;
    // Speaks HTTP as well, which does everything better: chosen only where the person says so.
    bool isHttpGeneration = false;
};

// By the factory's name; the most careful row for one nobody has told us about.
const LegacyModel &legacyModelByType(QStringView machineType);
std::span<const LegacyModel> allLegacyModels();

} // namespace flotilla::flashforge
