// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/filewords.h"

#include "base/text.h"
#include "models/times.h"

#include <QCoreApplication>
#include <QLocale>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::models::FileWords)
};

QString number(double value, int digits)
{
    return QLocale().toString(value, 'f', digits);
}

QString partText(const PrintFile &file)
{
    if (!file.part)
        return file.heightMm ? Tr::tr("%1 mm high").arg(number(*file.heightMm, 0)) : QString();
    return Tr::tr("%1 × %2 × %3 mm")
        .arg(number(file.part->x, 0), number(file.part->y, 0), number(file.part->z, 0));
}

QString timeText(const PrintFile &file)
{
    return file.seconds ? leftText(*file.seconds) : QString();
}

QString gramsText(const PrintFile &file)
{
    if (!file.grams)
        return {};
    return *file.grams < 10 ? Tr::tr("%1 g").arg(number(*file.grams, 1))
                            : Tr::tr("%1 g").arg(number(*file.grams, 0));
}

QString layersText(const PrintFile &file)
{
    if (file.layers && file.layerMm)
        return Tr::tr("%1 at %2 mm", "190 at 0.20 mm")
            .arg(QLocale().toString(*file.layers), number(*file.layerMm, 2));
    if (file.layers)
        return QLocale().toString(*file.layers);
    return file.layerMm ? Tr::tr("%1 mm").arg(number(*file.layerMm, 2)) : QString();
}

QString heaterText(const PrintFile &file, const QString &heater)
{
    return file.heaters.contains(heater) ? number(file.heaters.value(heater), 0) + u'°' : QString();
}

// One temperature for all tools, or each of them.
QString nozzleText(const PrintFile &file)
{
    QStringList texts;
    for (auto it = file.heaters.cbegin(); it != file.heaters.cend(); ++it) {
        if (it.key().startsWith(u"tool"))
            texts << heaterText(file, it.key());
    }
    texts.removeDuplicates();
    return texts.join(u' ');
}

} // namespace

QString factsLine(const PrintFile &file)
{
    QStringList parts {file.shownName, timeText(file)};
    const QString material = file.materials();
    const QString grams = gramsText(file);
    if (!grams.isEmpty() && !material.isEmpty())
        parts << Tr::tr("%1 %2", "48 g PLA").arg(grams, material);
    else
        parts << grams + material;
    parts << partText(file);
    if (file.reading)
        parts << Tr::tr("Reading the file…");
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QList<FactRow> factRows(const PrintFile &file)
{
    const QString grams = gramsText(file);
    QStringList material {file.materials(), grams};
    material.removeAll(QString());
    const QList<FactRow> all {
        {Tr::tr("Time"), timeText(file)},
        {Tr::tr("Material"), material.join(u", "_s)},
        {Tr::tr("Size", "of the part"), partText(file)},
        {Tr::tr("Layers"), layersText(file)},
        {Tr::tr("Nozzle"), nozzleText(file)},
        {Tr::tr("Bed"), heaterText(file, u"bed"_s)},
        {Tr::tr("Chamber"), heaterText(file, u"chamber"_s)},
        {Tr::tr("Sliced by"), file.slicer},
        {Tr::tr("File"), file.size > 0 ? formatBytes(file.size) : QString()},
    };
    QList<FactRow> said;
    for (const FactRow &row : all) {
        if (!row.value.isEmpty())
            said << row;
    }
    return said;
}

} // namespace flotilla::models
