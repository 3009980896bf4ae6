// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/gcodetools_p.h"

#include "files/gcodekeys_p.h"
#include "files/statednumbers_p.h"

#include "base/text.h"

#include <algorithm>
#include <numeric>

namespace flotilla::files {

namespace {

// The entries of a list as lengths: "0.1m, 0.2m", "3812.45, 0.00".
QList<double> lengths(QByteArrayView value)
{
    QList<double> millimetres;
    for (const QByteArray &one : statedList(value)) {
        const auto length = statedMillimetres(one);
        if (!length || *length < 0)
            return {};
        millimetres.append(*length);
    }
    return millimetres;
}

// One key for each tool: "Material#1 Used", "Ext 1".
QList<double> numberedLengths(const GcodeText &text, QByteArrayView before, QByteArrayView after)
{
    QList<double> found;
    for (int number = 1; number <= maxFileTools; ++number) {
        const QByteArray key = before.toByteArray() + QByteArray::number(number) + after;
        const auto length = statedMillimetres(text.value(key));
        if (!length || *length < 0)
            break;
        found.append(*length);
    }
    return found;
}

QString colorOf(const QByteArray &word)
{
    const bool isColor = (word.size() == 7 || word.size() == 9) && word.startsWith('#')
        && std::all_of(word.begin() + 1, word.end(),
                       [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); });
    return isColor ? QString::fromLatin1(word.first(7)).toLower() : QString();
}

QList<QByteArray> materials(const GcodeText &text)
{
    QList<QByteArray> found
        = statedList(firstValue(text, {"filament_type", "printMaterial", "FilamentType"}));
    if (!found.isEmpty())
        return found;
    // FlashPrint
    for (const QByteArrayView key :
         {QByteArrayView("right_extruder_material"), QByteArrayView("left_extruder_material")}) {
        if (const QByteArrayView value = text.value(key); !value.isEmpty())
            found.append(value.toByteArray());
    }
    return found;
}

} // namespace

QList<double> filamentLengths(const GcodeText &text)
{
    for (const QByteArrayView key :
         {QByteArrayView("filament used [mm]"), QByteArrayView("total filament length [mm]"),
          QByteArrayView("Filament used"), QByteArrayView("filament used"),
          QByteArrayView("Filament length"), QByteArrayView("Material Length"),
          QByteArrayView("--- filament used"), QByteArrayView("total_filament")}) {
        if (const QList<double> found = lengths(text.value(key)); !found.isEmpty())
            return found;
    }
    QList<double> metres = statedNumbers(text.value("filament_length_m"));
    if (!metres.isEmpty()) {
        for (double &length : metres)
            length *= 1000;
        return metres;
    }
    for (const auto &[before, after] :
         {std::pair<QByteArrayView, QByteArrayView> {"Material#", " Used"},
          {"Ext ", ""},
          {"Ext #", ""}}) {
        if (const QList<double> found = numberedLengths(text, before, after); !found.isEmpty())
            return found;
    }
    return {};
}

QList<double> filamentGrams(const GcodeText &text)
{
    for (const QByteArrayView key :
         {QByteArrayView("filament used [g]"), QByteArrayView("total filament weight [g]"),
          QByteArrayView("Filament weight"), QByteArrayView("Plastic weight"),
          QByteArrayView("Material Weight")}) {
        if (const QList<double> found = statedNumbers(text.value(key)); !found.isEmpty())
            return found;
    }
    // Old Cura: "0.399m 1.0g".
    const QByteArrayView prose = text.value("Filament used");
    if (const auto grams = statedPositive(behind(prose, "m ")); grams && prose.endsWith('g'))
        return {*grams};
    return {};
}

QList<double> nozzleDiameters(const GcodeText &text)
{
    return statedNumbers(firstValue(text, {"nozzle_diameter", "EXTRUDER_TRAIN.0.NOZZLE.DIAMETER"}));
}

QList<double> toolTemperatures(const GcodeText &text)
{
    return statedNumbers(
        firstValue(text, {"nozzle_temperature_initial_layer", "first_layer_temperature"}));
}

QList<FileTool> gcodeTools(const GcodeText &text)
{
    const QList<double> millimetres = filamentLengths(text);
    const QList<double> grams = filamentGrams(text);
    const QList<QByteArray> types = materials(text);
    const QList<QByteArray> colors
        = statedList(firstValue(text, {"filament_colour", "extruder_colour"}));
    const QList<double> diameters = nozzleDiameters(text);
    const QList<double> celsius = toolTemperatures(text);
    const qsizetype count = std::min<qsizetype>(
        maxFileTools, std::max({millimetres.size(), grams.size(), types.size()}));
    QList<FileTool> found;
    for (qsizetype i = 0; i < count; ++i) {
        FileTool tool;
        // An only zero is a slicer that did not know; one of several is a tool that does nothing.
        if (i < millimetres.size() && gcodeSum(millimetres))
            tool.filamentMm = millimetres[i];
        if (i < grams.size() && gcodeSum(grams))
            tool.filamentGrams = grams[i];
        if (i < types.size())
            tool.material = cleanText(QByteArrayView(types[i]), 32);
        if (i < colors.size())
            tool.color = colorOf(colors[i]);
        if (!diameters.isEmpty() && diameters.first() > 0)
            tool.nozzleDiameterMm = diameters.value(i, diameters.first());
        if (const double target = celsius.value(i); target > 0 && target <= hottestCelsius)
            tool.nozzleCelsius = target;
        found.append(tool);
    }
    return found;
}

std::optional<double> gcodeSum(const QList<double> &numbers)
{
    const double total = std::accumulate(numbers.begin(), numbers.end(), 0.0);
    return total > 0 ? std::optional(total) : std::nullopt;
}

} // namespace flotilla::files
