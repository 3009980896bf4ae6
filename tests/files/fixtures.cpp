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
        if (name.startsWith(folder + u'/'))
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
    compare(u"bounds"_s, boundsOf(facts), expectedBounds(expected[u"statedBounds"_s]));
    // Where bounds are stated, their top is the height.
    const QJsonValue height = expected[u"objectHeightMm"_s];
    compare(u"objectHeightMm"_s, value(facts.objectHeightMm),
            height.isDouble() ? height : expected[u"statedBounds"_s][u"max"_s][2]);
    compare(u"thumbnails"_s, pictures(facts.toJson()[u"thumbnails"_s].toArray()),
            pictures(expected[u"thumbnails"_s].toArray()));
    return found;
}

} // namespace flotilla::test
