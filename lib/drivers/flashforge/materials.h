// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "drivers/flashforge/models.h"

#include <QJsonArray>
#include <QList>
#include <QString>

#include <optional>
#include <span>

namespace flotilla::flashforge {

// "#RRGGBB" in upper case from a colour with or without "#"; nullopt for anything else.
std::optional<QString> normalizedColor(QStringView text);

// The colour of the model's palette nearest to this one. Other colours leave the slot without an
// icon on the printer's screen. The colour itself where the model has no palette.
std::optional<QString> paletteColor(const Model &model, QStringView text);

// Materials the firmware knows by name, in the order of its screen.
std::span<const QLatin1StringView> knownMaterials();
// The firmware's spelling ("pla-cf" → "PLA-CF"); nullopt for a material it does not know.
std::optional<QString> knownMaterial(QStringView name);

// One of the file's tools fed from one slot of the material station.
struct MaterialMapping
{
    int toolId = 0; // 0-based, as T0 in the file
    int slotId = 1; // 1-based, as on the station
    QString materialName; // what lies in the slot
    QString toolColor; // what the file was sliced for
    QString slotColor; // what lies in the slot
};

// The JSON of the mappings, checked: at most four, no tool and no slot twice, slots of this model.
Result<QJsonArray> mappingsToJson(const Model &model, const QList<MaterialMapping> &mappings);

// The same for an upload header: base64 of the compact UTF-8 JSON; "W10=" for none.
QByteArray mappingsToHeader(const QJsonArray &mappings);

} // namespace flotilla::flashforge
