// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/printfile.h"

namespace flotilla::models {

// One line of what a file says about itself.
class FactRow
{
    Q_GADGET
    Q_PROPERTY(QString label MEMBER label)
    Q_PROPERTY(QString value MEMBER value)

public:
    QString label;
    QString value;
    bool operator==(const FactRow &) const = default;
};

// "gear.gcode · 2 h 05 min · 48 g PLA · 182 × 64 × 38 mm"
QString factsLine(const PrintFile &file);
// The same for the sheet, a row each; what the file does not say has none.
QList<FactRow> factRows(const PrintFile &file);

} // namespace flotilla::models
Q_DECLARE_METATYPE(flotilla::models::FactRow)
