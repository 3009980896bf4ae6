// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/zip/sliceinfo_p.h"

#include "files/gcodetext_p.h"

#include "base/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QXmlStreamReader>

#include <cmath>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 80;
constexpr double most = 1e9; // seconds, grams, millimetres: more is nonsense
constexpr double farthest = 100'000; // mm

std::optional<double> positive(QStringView text)
{
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok && number > 0 && number <= most ? std::optional(number) : std::nullopt;
}

void takeMetadata(QStringView key, QStringView value, SlicePlate &plate)
{
    if (key == "index"_L1 || key == "plater_id"_L1)
        plate.index = value.toInt();
    else if (key == "plater_name"_L1)
        plate.name = cleanText(value.toString(), longestName);
    else if (key == "prediction"_L1)
        plate.seconds = positive(value);
    else if (key == "weight"_L1)
        plate.grams = positive(value);
    else if (key == "printer_model_id"_L1)
        plate.printerModel = cleanText(value.toString(), longestName);
}

void takeFilament(const QXmlStreamAttributes &filament, SlicePlate &plate)
{
    const int tool = filament.value("id"_L1).toInt() - 1;
    if (tool < 0 || tool >= maxFileTools)
        return;
    while (plate.tools.size() <= tool)
        plate.tools.append(FileTool {.filamentMm = 0}); // those that are not listed do nothing
    FileTool &known = plate.tools[tool];
    const auto metres = positive(filament.value("used_m"_L1));
    known.filamentMm = metres ? std::optional(std::round(*metres * 1e5) / 100) : std::nullopt;
    known.filamentGrams = positive(filament.value("used_g"_L1));
    known.material = cleanText(filament.value("type"_L1).toString(), 32);
    const QString color = filament.value("color"_L1).toString().left(7).toLower();
    if (color.size() == 7 && color.startsWith(u'#'))
        known.color = cleanText(color, 7);
}

SlicePlate readPlate(QXmlStreamReader &xml)
{
    SlicePlate plate;
    while (xml.readNextStartElement()) {
        const QXmlStreamAttributes words = xml.attributes();
        if (xml.name() == "metadata"_L1)
            takeMetadata(words.value("key"_L1), words.value("value"_L1), plate);
        else if (xml.name() == "object"_L1 && plate.objects.size() < maxPlateObjects)
            plate.objects.append(cleanText(words.value("name"_L1).toString(), longestName));
        else if (xml.name() == "filament"_L1)
            takeFilament(words, plate);
        xml.skipCurrentElement();
    }
    return plate;
}

} // namespace

QList<SlicePlate> readSlicePlates(const QByteArray &bytes)
{
    QList<SlicePlate> plates;
    QXmlStreamReader xml(bytes);
    if (!xml.readNextStartElement())
        return plates;
    while (plates.size() < maxPlates && xml.readNextStartElement()) {
        if (xml.name() != "plate"_L1) {
            xml.skipCurrentElement();
            continue;
        }
        const SlicePlate plate = readPlate(xml);
        if (plate.index > 0 && plate.index <= highestPlate)
            plates.append(plate);
    }
    return plates;
}

std::optional<FileBounds> readPlateBounds(const QByteArray &json, std::optional<double> height)
{
    const QJsonArray box = QJsonDocument::fromJson(json)[u"bbox_all"_s].toArray();
    if (box.size() != 4 || !height)
        return std::nullopt;
    for (const QJsonValue &side : box) {
        if (!side.isDouble() || !(std::abs(side.toDouble()) <= farthest))
            return std::nullopt;
    }
    const auto side = [&](int at) { return std::round(box[at].toDouble() * 1000) / 1000; };
    const FileBounds bounds {.min = {side(0), side(1), 0}, .max = {side(2), side(3), *height}};
    if (bounds.min[0] > bounds.max[0] || bounds.min[1] > bounds.max[1])
        return std::nullopt;
    return bounds;
}

} // namespace flotilla::files
