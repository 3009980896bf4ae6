// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/materials.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <array>
#include <limits>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxMappings = 4;
constexpr int maxToolId = 3;
constexpr qsizetype maxMaterialCharacters = 32;
constexpr qsizetype colorDigits = 6;

constexpr std::array materialTable {"PLA"_L1, "PLA-CF"_L1, "ABS"_L1,    "PETG"_L1,  "PETG-CF"_L1,
                                    "TPU"_L1, "SILK"_L1,   "PA"_L1,     "PA-CF"_L1, "PAHT-CF"_L1,
                                    "PC"_L1,  "PC-ABS"_L1, "PET-CF"_L1, "PPS-CF"_L1};

QString translated(const char *text)
{
    return QCoreApplication::translate("flashforge", text);
}

std::optional<quint32> colorValue(QStringView text)
{
    text = text.trimmed();
    if (text.startsWith(u'#'))
        text = text.sliced(1);
    if (text.size() != colorDigits)
        return std::nullopt;
    quint32 value = 0;
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        const bool digit = u >= u'0' && u <= u'9';
        const char16_t lower = char16_t(u | 0x20);
        if (!digit && (lower < u'a' || lower > u'f'))
            return std::nullopt;
        value = value * 16 + quint32(digit ? u - u'0' : lower - u'a' + 10);
    }
    return value;
}

QString colorText(quint32 value)
{
    return u"#%1"_s.arg(value, int(colorDigits), 16, QLatin1Char('0')).toUpper();
}

int distance(quint32 one, quint32 other)
{
    int sum = 0;
    for (const int shift : {0, 8, 16}) {
        const int difference = int((one >> shift) & 0xff) - int((other >> shift) & 0xff);
        sum += difference * difference;
    }
    return sum;
}

Result<QJsonObject> entryToJson(const Model &model, const MaterialMapping &mapping)
{
    const auto wrong = [](const QString &text) { return failure(Error::Kind::WrongUse, text); };
    if (mapping.toolId < 0 || mapping.toolId > maxToolId)
        return wrong(
            translated(
                QT_TRANSLATE_NOOP("flashforge",
                                  "There is no tool %1: the file's tools are counted from 0 to 3."))
                .arg(mapping.toolId));
    if (mapping.slotId < 1 || mapping.slotId > model.stationSlots)
        return wrong(
            translated(QT_TRANSLATE_NOOP(
                           "flashforge",
                           "There is no slot %1: the station's slots are counted from 1 to %2."))
                .arg(mapping.slotId)
                .arg(model.stationSlots));
    const QString material = cleanText(mapping.materialName, maxMaterialCharacters);
    if (material.isEmpty() || material == "?"_L1)
        return wrong(
            translated(QT_TRANSLATE_NOOP("flashforge",
                                         "The printer does not know what lies in slot %1. Set the "
                                         "material of that slot first."))
                .arg(mapping.slotId));
    const auto toolColor = normalizedColor(mapping.toolColor);
    const auto slotColor = paletteColor(model, mapping.slotColor);
    if (!toolColor || !slotColor)
        return wrong(translated(
            QT_TRANSLATE_NOOP("flashforge", "A colour is written as # and six digits 0–9, A–F.")));
    return QJsonObject {{u"toolId"_s, mapping.toolId},
                        {u"slotId"_s, mapping.slotId},
                        {u"materialName"_s, material},
                        {u"toolMaterialColor"_s, *toolColor},
                        {u"slotMaterialColor"_s, *slotColor}};
}

} // namespace

std::optional<QString> normalizedColor(QStringView text)
{
    const auto value = colorValue(text);
    return value ? std::optional(colorText(*value)) : std::nullopt;
}

std::optional<QString> paletteColor(const Model &model, QStringView text)
{
    const auto value = colorValue(text);
    if (!value)
        return std::nullopt;
    quint32 nearest = *value;
    int smallest = std::numeric_limits<int>::max();
    for (const quint32 candidate : model.slotColors) {
        if (const int d = distance(*value, candidate); d < smallest) {
            smallest = d;
            nearest = candidate;
        }
    }
    return colorText(nearest);
}

std::span<const QLatin1StringView> knownMaterials()
{
    return materialTable;
}

std::optional<QString> knownMaterial(QStringView name)
{
    for (const QLatin1StringView material : materialTable) {
        if (name.trimmed().compare(material, Qt::CaseInsensitive) == 0)
            return material;
    }
    return std::nullopt;
}

Result<QJsonArray> mappingsToJson(const Model &model, const QList<MaterialMapping> &mappings)
{
    if (!mappings.isEmpty() && model.stationSlots == 0)
        return failure(Error::Kind::Unsupported,
                       translated(QT_TRANSLATE_NOOP(
                           "flashforge", "This printer has no material station to map tools to.")));
    if (mappings.size() > maxMappings)
        return failure(Error::Kind::WrongUse,
                       translated(QT_TRANSLATE_NOOP("flashforge",
                                                    "At most four tools can be mapped to slots.")));

    QJsonArray array;
    QSet<int> tools;
    QSet<int> usedSlots;
    for (const MaterialMapping &mapping : mappings) {
        const auto entry = entryToJson(model, mapping);
        if (!entry)
            return failure(entry.error());
        if (tools.contains(mapping.toolId) || usedSlots.contains(mapping.slotId))
            return failure(
                Error::Kind::WrongUse,
                translated(QT_TRANSLATE_NOOP(
                    "flashforge", "Each tool needs a slot of its own: one is named twice.")));
        tools.insert(mapping.toolId);
        usedSlots.insert(mapping.slotId);
        array.append(*entry);
    }
    return array;
}

QByteArray mappingsToHeader(const QJsonArray &mappings)
{
    return QJsonDocument(mappings).toJson(QJsonDocument::Compact).toBase64();
}

} // namespace flotilla::flashforge
