// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/filefacts.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

struct TypeRow
{
    FileType type;
    QLatin1StringView name;
    const char *text;
    const char *suffixes; // by blanks
};

constexpr std::array types {
    TypeRow {FileType::Unknown, "unknown"_L1, QT_TRANSLATE_NOOP("files", "Unknown file"), ""},
    TypeRow {FileType::Gcode, "gcode"_L1, QT_TRANSLATE_NOOP("files", "G-code"),
             "gcode g gco gc nc ngc tap"},
    TypeRow {FileType::GzipGcode, "gcode.gz"_L1, QT_TRANSLATE_NOOP("files", "Packed G-code"),
             "gcode.gz gz"},
    TypeRow {FileType::Gx, "gx"_L1, QT_TRANSLATE_NOOP("files", "FlashForge G-code"), "gx"},
    TypeRow {FileType::ThreeW, "3w"_L1, QT_TRANSLATE_NOOP("files", "XYZprinting job"), "3w"},
    TypeRow {FileType::Bgcode, "bgcode"_L1, QT_TRANSLATE_NOOP("files", "Binary G-code"),
             "bgcode bgc"},
    TypeRow {FileType::SlicedThreeMf, "gcode.3mf"_L1, QT_TRANSLATE_NOOP("files", "Sliced 3MF"),
             "gcode.3mf 3mf"},
    TypeRow {FileType::ThreeMfProject, "3mf-project"_L1, QT_TRANSLATE_NOOP("files", "3MF project"),
             "3mf"},
    TypeRow {FileType::Ufp, "ufp"_L1, QT_TRANSLATE_NOOP("files", "Ultimaker package"), "ufp"},
    TypeRow {FileType::Goo, "goo"_L1, QT_TRANSLATE_NOOP("files", "GOO resin job"), "goo"},
    TypeRow {FileType::Ctb, "ctb"_L1, QT_TRANSLATE_NOOP("files", "CTB resin job"), "ctb"},
    TypeRow {FileType::EncryptedCtb, "ctb-encrypted"_L1,
             QT_TRANSLATE_NOOP("files", "Encrypted CTB resin job"), "ctb"},
    TypeRow {FileType::Cbddlp, "cbddlp"_L1, QT_TRANSLATE_NOOP("files", "CBDDLP resin job"),
             "cbddlp photon"},
    TypeRow {FileType::Pwm, "pwm"_L1, QT_TRANSLATE_NOOP("files", "Photon resin job"),
             "pwmo pwmx pwms pwma pwmb pwm dlp dl2p pws pw0 photons photon pm3 pm3m pm3r pm4n "
             "pm4u pm5 pm5s pmsq px6s m5sp"},
};

const TypeRow &rowOf(FileType type)
{
    for (const TypeRow &row : types) {
        if (row.type == type)
            return row;
    }
    return types.front();
}

template<typename T>
void put(QJsonObject &object, const QString &key, const std::optional<T> &value)
{
    if (value)
        object.insert(key, *value);
}

void put(QJsonObject &object, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

QJsonArray point(const std::array<double, 3> &values)
{
    return {values[0], values[1], values[2]};
}

QJsonArray toolsToJson(const QList<FileTool> &tools)
{
    QJsonArray array;
    for (const FileTool &tool : tools) {
        QJsonObject object;
        put(object, u"filamentMm"_s, tool.filamentMm);
        put(object, u"filamentGrams"_s, tool.filamentGrams);
        put(object, u"material"_s, tool.material);
        put(object, u"color"_s, tool.color);
        put(object, u"nozzleCelsius"_s, tool.nozzleCelsius);
        put(object, u"nozzleDiameterMm"_s, tool.nozzleDiameterMm);
        array.append(object);
    }
    return array;
}

QJsonArray thumbnailsToJson(const QList<Thumbnail> &thumbnails)
{
    QJsonArray array;
    for (const Thumbnail &thumbnail : thumbnails)
        array.append(QJsonObject {{u"width"_s, thumbnail.width},
                                  {u"height"_s, thumbnail.height},
                                  {u"format"_s, thumbnailFormatName(thumbnail.format)}});
    return array;
}

} // namespace

QString fileTypeName(FileType type)
{
    return rowOf(type).name;
}

QString fileTypeText(FileType type)
{
    return QCoreApplication::translate("files", rowOf(type).text);
}

QStringList fileTypeSuffixes(FileType type)
{
    return QString::fromLatin1(rowOf(type).suffixes).split(u' ', Qt::SkipEmptyParts);
}

std::optional<double> FileFacts::nozzleCelsius(int tool) const
{
    const auto found = heaters.constFind(u"tool%1"_s.arg(tool));
    return found == heaters.cend() ? std::nullopt : std::optional(*found);
}

std::optional<double> FileFacts::bedCelsius() const
{
    const auto found = heaters.constFind(u"bed"_s);
    return found == heaters.cend() ? std::nullopt : std::optional(*found);
}

QList<int> FileFacts::usedTools() const
{
    QList<int> used;
    for (int tool = 0; tool < tools.size(); ++tool) {
        if (tools[tool].isUsed())
            used.append(tool);
    }
    return used;
}

QJsonObject FileFacts::toJson() const
{
    QJsonObject object {{u"type"_s, fileTypeName(type)}, {u"bytes"_s, bytes}};
    put(object, u"slicer"_s, slicer);
    put(object, u"slicerVersion"_s, slicerVersion);
    put(object, u"printerModel"_s, printerModel);
    put(object, u"estimatedSeconds"_s, estimatedSeconds);
    put(object, u"filamentMm"_s, filamentMm);
    put(object, u"filamentGrams"_s, filamentGrams);
    put(object, u"layerCount"_s, layerCount);
    put(object, u"layerHeightMm"_s, layerHeightMm);
    put(object, u"firstLayerHeightMm"_s, firstLayerHeightMm);
    put(object, u"objectHeightMm"_s, objectHeightMm);
    QJsonObject targets;
    for (auto it = heaters.cbegin(); it != heaters.cend(); ++it)
        targets.insert(it.key(), it.value());
    object.insert(u"heaters"_s, targets);
    if (bounds)
        object.insert(u"bounds"_s,
                      QJsonObject {{u"min"_s, point(bounds->min)}, {u"max"_s, point(bounds->max)}});
    if (!tools.isEmpty())
        object.insert(u"tools"_s, toolsToJson(tools));
    object.insert(u"thumbnails"_s, thumbnailsToJson(thumbnails));
    object.insert(u"isPrint"_s, isPrint);
    if (nameMisleads)
        object.insert(u"nameMisleads"_s, true);
    put(object, u"damage"_s, damage);
    return object;
}

} // namespace flotilla::files
