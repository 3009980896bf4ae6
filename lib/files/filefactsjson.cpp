// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/filefacts.h"

#include <QJsonArray>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

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

// What a file and one of its plates tell alike.
template<typename Facts> QJsonObject printToJson(const Facts &facts)
{
    QJsonObject object;
    put(object, u"printerModel"_s, facts.printerModel);
    put(object, u"estimatedSeconds"_s, facts.estimatedSeconds);
    put(object, u"filamentMm"_s, facts.filamentMm);
    put(object, u"filamentGrams"_s, facts.filamentGrams);
    put(object, u"layerCount"_s, facts.layerCount);
    put(object, u"layerHeightMm"_s, facts.layerHeightMm);
    put(object, u"firstLayerHeightMm"_s, facts.firstLayerHeightMm);
    put(object, u"objectHeightMm"_s, facts.objectHeightMm);
    QJsonObject targets;
    for (auto it = facts.heaters.cbegin(); it != facts.heaters.cend(); ++it)
        targets.insert(it.key(), it.value());
    object.insert(u"heaters"_s, targets);
    if (facts.bounds)
        object.insert(u"bounds"_s,
                      QJsonObject {{u"min"_s, point(facts.bounds->min)},
                                   {u"max"_s, point(facts.bounds->max)}});
    if (!facts.tools.isEmpty())
        object.insert(u"tools"_s, toolsToJson(facts.tools));
    object.insert(u"thumbnails"_s, thumbnailsToJson(facts.thumbnails));
    return object;
}

QJsonObject resinToJson(const ResinFacts &resin)
{
    QJsonObject object;
    put(object, u"volumeMl"_s, resin.volumeMl);
    if (resin.resolution)
        object.insert(u"resolution"_s,
                      QJsonArray {resin.resolution->width(), resin.resolution->height()});
    put(object, u"exposureSeconds"_s, resin.exposureSeconds);
    put(object, u"bottomExposureSeconds"_s, resin.bottomExposureSeconds);
    put(object, u"bottomLayers"_s, resin.bottomLayers);
    put(object, u"transitionLayers"_s, resin.transitionLayers);
    put(object, u"machineHeightMm"_s, resin.machineHeightMm);
    put(object, u"cost"_s, resin.cost);
    put(object, u"currency"_s, resin.currency);
    if (resin.modified.isValid())
        object.insert(u"modified"_s, resin.modified.toString(Qt::ISODate));
    put(object, u"formatVersion"_s, resin.formatVersion);
    return object;
}

QJsonObject plateToJson(const FilePlate &plate)
{
    QJsonObject object = printToJson(plate);
    object.insert(u"index"_s, plate.index);
    put(object, u"name"_s, plate.name);
    object.insert(u"objects"_s, QJsonArray::fromStringList(plate.objects));
    return object;
}

} // namespace

QJsonObject FileFacts::toJson() const
{
    QJsonObject object = printToJson(*this);
    object.insert(u"type"_s, fileTypeName(type));
    object.insert(u"bytes"_s, bytes);
    put(object, u"slicer"_s, slicer);
    put(object, u"slicerVersion"_s, slicerVersion);
    if (resin)
        object.insert(u"resin"_s, resinToJson(*resin));
    if (!plates.isEmpty()) {
        QJsonArray array;
        for (const FilePlate &plate : plates)
            array.append(plateToJson(plate));
        object.insert(u"plates"_s, array);
    }
    object.insert(u"isPrint"_s, isPrint);
    if (nameMisleads)
        object.insert(u"nameMisleads"_s, true);
    put(object, u"damage"_s, damage);
    return object;
}

} // namespace flotilla::files
