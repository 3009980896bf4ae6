// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/filefacts.h"
#include "files/gcodetext_p.h"

namespace flotilla::files {

// What a G-code file states for each of its tools, slicer by slicer. Lists by tool number; empty:
// not stated.
QList<double> filamentLengths(const GcodeText &text); // mm
QList<double> filamentGrams(const GcodeText &text);
QList<double> nozzleDiameters(const GcodeText &text); // mm
QList<double> toolTemperatures(const GcodeText &text); // °C, of the first layer
QList<FileTool> gcodeTools(const GcodeText &text);

// Of all tools; nothing where it is zero, which is how slicers say that they do not know.
std::optional<double> gcodeSum(const QList<double> &numbers);

} // namespace flotilla::files
