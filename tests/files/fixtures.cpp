// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "support/testdata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace flotilla::test {

using namespace Qt::StringLiterals;

namespace {

QJsonObject allExpected()
{
    QFile file(printFile(u"expected.json"_s));
    if (file.fileName().isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object()[u"files"_s].toObject();
}

QString text(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 10) : u"(not said)"_s;
}

QJsonValue value(std::optional<double> number)
{
    // Lists of two decimals are summed; what is left of that is no difference.
    return number ? QJsonValue(std::round(*number * 1000) / 1000) : QJsonValue();
}

QJsonValue value(const QString &string)
{
    return string.isEmpty() ? QJsonValue() : QJsonValue(string);
}

QJsonArray pictures(const QJsonArray &thumbnails)
{
    QJsonArray all;
    for (const QJsonValue &one : thumbnails)
        all.append(u"%1x%2 %3"_s.arg(one[u"width"_s].toInt())
                       .arg(one[u"height"_s].toInt())
                       .arg(one[u"format"_s].toString()));
    return all;
}

QJsonValue boundsOf(const files::FileFacts &facts)
{
    const QJsonObject bounds = facts.toJson()[u"bounds"_s].toObject();
    if (bounds.isEmpty())
        return {};
    return QJsonArray {bounds[u"min"_s], bounds[u"max"_s]};
}

QJsonValue expectedBounds(const QJsonValue &bounds)
{
    if (!bounds.isObject())
        return {};
    return QJsonArray {bounds[u"min"_s], bounds[u"max"_s]};
}

// Only the keys that a file's entry has: no other kind of file tells these.
QStringList resinDifferences(const files::ResinFacts &resin, const QJsonObject &expected)
{
    QJsonArray resolution;
    if (resin.resolution)
        resolution = {resin.resolution->width(), resin.resolution->height()};
    const auto count
        = [](std::optional<int> number) { return number ? QJsonValue(*number) : QJsonValue(); };
    const QList<std::pair<QString, QJsonValue>> ours {
        {u"volumeMl"_s, value(resin.volumeMl)},
        {u"resolution"_s, resolution},
        {u"exposureS"_s, value(resin.exposureSeconds)},
        {u"bottomExposureS"_s, value(resin.bottomExposureSeconds)},
        {u"bottomLayers"_s, count(resin.bottomLayers)},
        {u"transitionLayers"_s, count(resin.transitionLayers)},
        {u"machineZ"_s, value(resin.machineHeightMm)},
        {u"cost"_s, value(resin.cost)},
        {u"price"_s, value(resin.cost)},
        {u"currency"_s, value(resin.currency)},
        {u"modifiedUtc"_s, value(resin.modified.toString(u"yyyy-MM-ddThh:mm"_s))},
        {u"ctbVersion"_s, count(resin.formatVersion)}};
    QStringList found;
    for (const auto &[key, our] : ours) {
        if (!expected.contains(key))
            continue;
        const QJsonValue theirs = expected[key];
        const QJsonValue wanted = theirs.isDouble() ? value(theirs.toDouble()) : theirs;
        if (text(our) != text(wanted))
            found << u"%1 is %2, not %3"_s.arg(key, text(our), text(wanted));
    }
    return found;
}

QJsonObject plateFacts(const files::FilePlate &plate)
{
    QJsonObject object {{u"index"_s, plate.index},
                        {u"estimatedSeconds"_s, value(plate.estimatedSeconds)},
                        {u"filamentGrams"_s, value(plate.filamentGrams)},
                        {u"filamentMm"_s, value(plate.filamentMm)},
                        {u"layerCount"_s, plate.layerCount.value_or(0)},
                        {u"layerHeightMm"_s, value(plate.layerHeightMm)},
                        {u"objectHeightMm"_s, value(plate.objectHeightMm)},
                        {u"nozzleTempC"_s, value(plate.heaters.value(u"tool0"_s))},
                        {u"bedTempC"_s, value(plate.heaters.value(u"bed"_s))},
                        {u"objects"_s, QJsonArray::fromStringList(plate.objects)}};
    if (plate.bounds)
        object.insert(u"bboxXY"_s,
                      QJsonArray {plate.bounds->min[0], plate.bounds->min[1], plate.bounds->max[0],
                                  plate.bounds->max[1]});
    return object;
}

QStringList plateDifferences(const files::FileFacts &facts, const QJsonArray &plates)
{
    QStringList found;
    if (!plates.isEmpty() && facts.plates.size() != plates.size())
        found << u"%1 plates, not %2"_s.arg(facts.plates.size()).arg(plates.size());
    for (qsizetype i = 0; i < std::min(facts.plates.size(), plates.size()); ++i) {
        const QJsonObject ours = plateFacts(facts.plates[i]);
        const QJsonObject theirs = plates[i].toObject();
        for (const QString &key : ours.keys()) {
            if (text(ours[key]) != text(theirs[key]))
                found << u"plate %1: %2 is %3, not %4"_s.arg(i + 1).arg(key, text(ours[key]),
                                                                        text(theirs[key]));
        }
        QJsonObject document = facts.toJson()[u"plates"_s][i].toObject();
        if (pictures(document[u"thumbnails"_s].toArray())
            != pictures(theirs[u"thumbnails"_s].toArray()))
            found << u"plate %1: other pictures"_s.arg(i + 1);
    }
    return found;
}

} // namespace

QString printFile(const QString &name)
{
    return fixturePath(u"files/"_s + name);
}

QJsonObject expectedFacts(const QString &name)
{
    return allExpected()[name].toObject();
}

QStringList expectedNames(const QString &folder)
{
    QStringList names;
    for (const QString &name : allExpected().keys()) {
        if (folder.isEmpty() || name.startsWith(folder + u'/'))
            names << name;
    }
    return names;
}

QStringList differences(const files::FileFacts &facts, const QJsonObject &expected)
{
    QStringList found;
    const auto compare
        = [&](const QString &what, const QJsonValue &ours, const QJsonValue &theirs) {
              const QJsonValue wanted = theirs.isDouble() ? value(theirs.toDouble()) : theirs;
              if (text(ours) != text(wanted))
                  found << u"%1 is %2, not %3"_s.arg(what, text(ours), text(wanted));
          };
    compare(u"type"_s, files::fileTypeName(facts.type), expected[u"type"_s]);
    compare(u"slicer"_s, value(facts.slicer), expected[u"slicer"_s]);
    compare(u"slicerVersion"_s, value(facts.slicerVersion), expected[u"slicerVersion"_s]);
    compare(u"estimatedSeconds"_s, value(facts.estimatedSeconds), expected[u"estimatedSeconds"_s]);
    compare(u"filamentMm"_s, value(facts.filamentMm), expected[u"filamentMm"_s]);
    compare(u"filamentGrams"_s, value(facts.filamentGrams), expected[u"filamentGrams"_s]);
    compare(u"layerCount"_s, facts.layerCount ? QJsonValue(*facts.layerCount) : QJsonValue(),
            expected[u"layerCount"_s]);
    compare(u"layerHeightMm"_s, value(facts.layerHeightMm), expected[u"layerHeightMm"_s]);
    compare(u"firstLayerHeightMm"_s, value(facts.firstLayerHeightMm),
            expected[u"firstLayerHeightMm"_s]);
    compare(u"nozzleTempC"_s, value(facts.nozzleCelsius()), expected[u"nozzleTempC"_s]);
    compare(u"bedTempC"_s, value(facts.bedCelsius()), expected[u"bedTempC"_s]);
    if (expected[u"statedBounds"_s].isObject() || facts.type == files::FileType::Gcode)
        compare(u"bounds"_s, boundsOf(facts), expectedBounds(expected[u"statedBounds"_s]));
    if (expected.contains(u"machine"_s))
        compare(u"machine"_s, value(facts.printerModel), expected[u"machine"_s]);
    if (expected.contains(u"printerModel"_s))
        compare(u"printerModel"_s, value(facts.printerModel), expected[u"printerModel"_s]);
    found += resinDifferences(facts.resin.value_or(files::ResinFacts()), expected);
    found += plateDifferences(facts, expected[u"plates"_s].toArray());
    // Where bounds are stated, their top is the height.
    const QJsonValue height = expected[u"objectHeightMm"_s];
    compare(u"objectHeightMm"_s, value(facts.objectHeightMm),
            height.isDouble() ? height : expected[u"statedBounds"_s][u"max"_s][2]);
    compare(u"thumbnails"_s, pictures(facts.toJson()[u"thumbnails"_s].toArray()),
            pictures(expected[u"thumbnails"_s].toArray()));
    return found;
}

} // namespace flotilla::test
