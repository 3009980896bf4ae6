// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/driverstate.h"
#include "models/printfile.h"

namespace flotilla::models {

// Whether both names mean the same kind: "PLA+", "pla silk" and "PLA" do; "PET" and "PETG" do not.
bool sameMaterial(const QString &one, const QString &other);

// "PETG is loaded, file wants PLA"; empty where they fit, or where one of both does not say.
QString materialMismatch(const QList<FileTool> &wanted, const QList<Material> &loaded);

// The slots that fit the file's tools best, by tool: the same material, then the nearest colour,
// each slot for one tool first. 0 = none of them fits.
QMap<int, int> matchSlots(const QList<FileTool> &wanted, const QList<Material> &loaded);

} // namespace flotilla::models
