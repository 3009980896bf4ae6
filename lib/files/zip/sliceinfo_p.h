// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/filefacts.h"

#include <QByteArray>

#include <optional>

namespace flotilla::files {

inline constexpr int maxPlates = 64; // slicers stop at 36
inline constexpr int maxPlateObjects = 256; // named of a plate; more are passed over
inline constexpr int highestPlate = 9999;

// What the lists of a sliced 3MF say of one plate.
struct SlicePlate
{
    int index = 0;
    QString name = {};
    std::optional<double> seconds = {};
    std::optional<double> grams = {};
    QString printerModel = {};
    QStringList objects = {};
    QList<FileTool> tools = {}; // by tool number; lengths to the centimetre
};

// Metadata/slice_info.config (times, materials, objects) and Metadata/model_settings.config (names
// that the person gave): the same form, other keys. What is cut or broken is read as far as it
// goes.
QList<SlicePlate> readSlicePlates(const QByteArray &xml);

// Metadata/plate_N.json: the box around all objects and the wipe tower in the plane, mm. The file
// tells no height: it is that of `facts`, without which there is no box.
std::optional<FileBounds> readPlateBounds(const QByteArray &json, std::optional<double> height);

} // namespace flotilla::files
