// SPDX-License-Identifier: GPL-3.0-or-later
#include "filetext.h"

#include "texttable.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::cli::FileText)
};

QString amount(const QJsonValue &value)
{
    return QLocale().toString(value.toDouble(), 'g', QLocale::FloatingPointShortest);
}

QString lengthText(const QJsonValue &millimetres)
{
    return Tr::tr("%1 mm").arg(QLocale().toString(millimetres.toDouble(), 'f', 2));
}

// "tool0 220 °C, bed 60 °C"
QString heatersText(const QJsonObject &heaters)
{
    QStringList texts;
    for (auto it = heaters.begin(); it != heaters.end(); ++it)
        texts << Tr::tr("%1 %2 °C").arg(it.key(), amount(it.value()));
    return texts.join(u", "_s);
}

QString picturesText(const QJsonArray &thumbnails)
{
    QStringList texts;
    for (const QJsonValue &value : thumbnails)
        texts << u"%1×%2 %3"_s.arg(value[u"width"_s].toInt())
                     .arg(value[u"height"_s].toInt())
                     .arg(value[u"format"_s].toString());
    return texts.join(u", "_s);
}

// "0: PLA #c0c0c0 11.37 g"
QString toolsText(const QJsonArray &tools)
{
    QStringList texts;
    for (qsizetype i = 0; i < tools.size(); ++i) {
        const QJsonObject tool = tools[i].toObject();
        QStringList words {tool[u"material"_s].toString(), tool[u"color"_s].toString()};
        if (tool.contains(u"filamentGrams"_s))
            words << Tr::tr("%1 g").arg(amount(tool[u"filamentGrams"_s]));
        words.removeAll(QString());
        if (!words.isEmpty())
            texts << u"%1: %2"_s.arg(i).arg(words.join(u' '));
    }
    return texts.join(u", "_s);
}

QString boundsText(const QJsonObject &bounds)
{
    QStringList texts;
    for (int axis = 0; axis < 3 && !bounds.isEmpty(); ++axis)
        texts << u"%1 … %2"_s.arg(amount(bounds[u"min"_s][axis]), amount(bounds[u"max"_s][axis]));
    return texts.join(u" × "_s);
}

// What only resin printers ask.
template<typename Add> void addResin(const QJsonObject &resin, Add add)
{
    if (resin.contains(u"volumeMl"_s))
        add(Tr::tr("Resin"), Tr::tr("%1 ml").arg(amount(resin[u"volumeMl"_s])));
    const QJsonArray resolution = resin[u"resolution"_s].toArray();
    if (!resolution.isEmpty())
        add(Tr::tr("Resolution"), u"%1×%2"_s.arg(resolution[0].toInt()).arg(resolution[1].toInt()));
    if (resin.contains(u"exposureSeconds"_s))
        add(Tr::tr("Exposure"), Tr::tr("%1 s").arg(amount(resin[u"exposureSeconds"_s])));
    if (resin.contains(u"bottomExposureSeconds"_s))
        add(Tr::tr("… at the bottom"),
            Tr::tr("%1 s").arg(amount(resin[u"bottomExposureSeconds"_s])));
}

// One plate needs no list: all of it is said above.
template<typename Add> void addPlates(const QJsonArray &plates, Add add)
{
    for (qsizetype i = 0; plates.size() > 1 && i < plates.size(); ++i) {
        const QJsonObject plate = plates[i].toObject();
        QStringList words {plate[u"name"_s].toString()};
        for (const QJsonValue &object : plate[u"objects"_s].toArray())
            words << object.toString();
        if (plate.contains(u"estimatedSeconds"_s))
            words << formatDuration(qRound64(plate[u"estimatedSeconds"_s].toDouble()));
        if (plate.contains(u"filamentGrams"_s))
            words << Tr::tr("%1 g").arg(amount(plate[u"filamentGrams"_s]));
        words.removeAll(QString());
        add(Tr::tr("Plate %1").arg(plate[u"index"_s].toInt()),
            words.isEmpty() ? Tr::tr("(nothing is said of it)") : words.join(u", "_s));
    }
}

} // namespace

QStringList fileLines(const QJsonValue &document, int)
{
    const QJsonObject file = document.toObject();
    QStringList lines;
    const auto add = [&](const QString &what, const QString &text) {
        if (!text.isEmpty())
            lines << what.leftJustified(16) + oneLine(text);
    };
    const auto addIf = [&](const QString &key, const QString &what, const QString &text) {
        if (file.contains(key))
            add(what, text);
    };
    add(Tr::tr("Type"), file[u"type"_s].toString());
    add(Tr::tr("Slicer"),
        QString(file[u"slicer"_s].toString() + u' ' + file[u"slicerVersion"_s].toString())
            .trimmed());
    add(Tr::tr("Printer"), file[u"printerModel"_s].toString());
    addIf(u"estimatedSeconds"_s, Tr::tr("Time"),
          formatDuration(qRound64(file[u"estimatedSeconds"_s].toDouble())));
    addIf(u"filamentMm"_s, Tr::tr("Filament"), lengthText(file[u"filamentMm"_s]));
    addIf(u"filamentGrams"_s, Tr::tr("Weight"),
          Tr::tr("%1 g").arg(amount(file[u"filamentGrams"_s])));
    add(Tr::tr("Tools"), toolsText(file[u"tools"_s].toArray()));
    addIf(u"layerCount"_s, Tr::tr("Layers"), amount(file[u"layerCount"_s]));
    addIf(u"layerHeightMm"_s, Tr::tr("Layer height"), lengthText(file[u"layerHeightMm"_s]));
    addIf(u"objectHeightMm"_s, Tr::tr("Height"), lengthText(file[u"objectHeightMm"_s]));
    add(Tr::tr("Bounds"), boundsText(file[u"bounds"_s].toObject()));
    add(Tr::tr("Heats to"), heatersText(file[u"heaters"_s].toObject()));
    add(Tr::tr("Pictures"), picturesText(file[u"thumbnails"_s].toArray()));
    addResin(file[u"resin"_s].toObject(), add);
    addPlates(file[u"plates"_s].toArray(), add);
    add(Tr::tr("Size"), formatBytes(file[u"bytes"_s].toInteger()));
    if (!file[u"isPrint"_s].toBool())
        lines << (file[u"type"_s].toString() == u"gcode"
                      ? Tr::tr("It never extrudes: this is not a 3D print.")
                      : Tr::tr("It has to be sliced before it can be "
                               "printed."));
    if (file[u"nameMisleads"_s].toBool())
        lines << Tr::tr("Its name promises another type.");
    return lines;
}

} // namespace flotilla::cli
