// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/gcodefacts_p.h"

#include "files/gcodeheaters_p.h"
#include "files/gcodekeys_p.h"
#include "files/gcodetools_p.h"
#include "files/statednumbers_p.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace flotilla::files {

namespace {

constexpr double longestPrint = 366.0 * 24 * 3600;
constexpr double farthest = 100'000; // mm; what no axis reaches is a placeholder
constexpr double tallestLayer = 20;
constexpr int mostLayers = 10'000'000;

// --- time ---

std::optional<double> readSeconds(QByteArrayView value)
{
    const auto seconds = statedSeconds(value);
    return seconds && *seconds > 0 && *seconds <= longestPrint ? seconds : std::nullopt;
}

std::optional<double> seconds(const GcodeText &text)
{
    // Bambu: "11m 15s; total estimated time: 18m 15s"; the second is with heating and levelling.
    const auto total
        = readSeconds(behind(text.value("model printing time"), "total estimated time:"));
    if (total)
        return total;
    return firstOf(text,
                   {"estimated_time(s)", // Luban's own, better than the TIME of its engine
                    "estimated printing time (normal mode)", "estimated printing time", "TIME",
                    "PRINT.TIME", "Print Time", "Print time", "Build time", "Build Time",
                    "Calculated-during-export Build Time", "Estimated Build Time", "--- print time",
                    "print_time"}, // XYZprinting's
                   readSeconds);
}

// --- layers and size ---

std::optional<double> readLayerHeight(QByteArrayView value)
{
    const auto height = statedPositive(value);
    return height && *height <= tallestLayer ? height : std::nullopt;
}

std::optional<double> layerHeight(const GcodeText &text)
{
    const auto stated = firstOf(
        text, {"layer_height", "Layer height", "layerHeight", "sliceHeight", "z_layer_height_mm"},
        readLayerHeight);
    if (stated)
        return stated;
    // Old Cura: "Basic settings: Layer height: 0.25 Walls: 0.8 Fill: 15".
    if (const auto old = readLayerHeight(behind(text.value("Basic settings"), "Layer height:")))
        return old;
    // KISSlicer adapts the layers between two heights; equal ones are the height.
    const auto thin = readLayerHeight(text.value("used layer_thickness_mm"));
    if (thin && thin == readLayerHeight(text.value("used max_layer_thickness_mm")))
        return thin;
    return text.slicer() == "ideaMaker" ? text.usualLayerHeight() : std::nullopt;
}

std::optional<double> firstLayerHeight(const GcodeText &text, std::optional<double> layer)
{
    for (const QByteArrayView key :
         {QByteArrayView("first_layer_height"), QByteArrayView("initial_layer_print_height"),
          QByteArrayView("used first_layer_thickness_mm")}) {
        const QByteArrayView value = text.value(key);
        const auto number = statedPositive(value);
        if (!number)
            continue;
        if (!value.endsWith('%'))
            return readLayerHeight(value);
        if (layer)
            return *layer * *number / 100;
    }
    return std::nullopt;
}

std::optional<int> readLayerCount(QByteArrayView value)
{
    const auto count = statedPositive(value);
    return count && *count >= 1 && *count <= mostLayers ? std::optional(int(*count)) : std::nullopt;
}

std::optional<FileBounds> boundsFrom(const std::array<std::optional<double>, 6> &numbers)
{
    FileBounds bounds;
    for (size_t axis = 0; axis < 3; ++axis) {
        const auto low = numbers[axis];
        const auto high = numbers[axis + 3];
        if (!low || !high || *low > *high || std::abs(*low) > farthest
            || std::abs(*high) > farthest)
            return std::nullopt;
        bounds.min[axis] = *low;
        bounds.max[axis] = *high;
    }
    return bounds;
}

std::optional<FileBounds> bounds(const GcodeText &text)
{
    // Luban's box is that of the model around its own middle: it says nothing of the plate.
    static constexpr std::array<std::array<QByteArrayView, 6>, 2> keys {
        {{"MINX", "MINY", "MINZ", "MAXX", "MAXY", "MAXZ"},
         {"PRINT.SIZE.MIN.X", "PRINT.SIZE.MIN.Y", "PRINT.SIZE.MIN.Z", "PRINT.SIZE.MAX.X",
          "PRINT.SIZE.MAX.Y", "PRINT.SIZE.MAX.Z"}}};
    for (const auto &row : keys) {
        std::array<std::optional<double>, 6> numbers;
        std::transform(row.begin(), row.end(), numbers.begin(),
                       [&](QByteArrayView key) { return statedNumber(text.value(key)); });
        if (const auto found = boundsFrom(numbers))
            return found;
    }
    // ideaMaker: minX maxX minY maxY minZ maxZ
    const QList<QByteArray> box = text.value("Bounding Box").toByteArray().simplified().split(' ');
    if (box.size() != 6)
        return std::nullopt;
    return boundsFrom({statedNumber(box[0]), statedNumber(box[2]), statedNumber(box[4]),
                       statedNumber(box[1]), statedNumber(box[3]), statedNumber(box[5])});
}

std::optional<double> readHeight(QByteArrayView value)
{
    const auto height = statedPositive(value);
    return height && *height <= farthest ? height : std::nullopt;
}

QString plainText(QByteArrayView value)
{
    const QList<QByteArray> words = statedList(value);
    return words.isEmpty() ? QString() : cleanText(QByteArrayView(words.first()), 80);
}

} // namespace

FileFacts factsOf(const GcodeText &text)
{
    FileFacts facts;
    facts.type = FileType::Gcode;
    facts.slicer = cleanText(QByteArrayView(text.slicer()), 64);
    facts.slicerVersion = cleanText(QByteArrayView(text.slicerVersion()), 64);
    facts.printerModel = plainText(
        firstValue(text, {"printer_model", "TARGET_MACHINE.NAME", "machine_type", "MachineType"}));
    facts.estimatedSeconds = seconds(text);
    facts.tools = gcodeTools(text);
    facts.filamentMm = gcodeSum(filamentLengths(text));
    // The total may hold more than the tools do, such as a wipe tower.
    facts.filamentGrams = statedPositive(text.value("total filament used [g]"));
    if (!facts.filamentGrams)
        facts.filamentGrams = gcodeSum(filamentGrams(text));
    facts.layerCount = firstOf(text,
                               {"total layer number", "total layers count", "LAYER_COUNT",
                                "Layer count", "layer_count", "layer_total_count", "total_layers"},
                               readLayerCount);
    facts.layerHeightMm = layerHeight(text);
    facts.firstLayerHeightMm = firstLayerHeight(text, facts.layerHeightMm);
    facts.bounds = bounds(text);
    facts.objectHeightMm = firstOf(text, {"max_z_height", "max_layer_z"}, readHeight);
    if (!facts.objectHeightMm && facts.bounds && facts.bounds->max[2] > 0)
        facts.objectHeightMm = facts.bounds->max[2];
    facts.heaters = gcodeHeaters(text, facts.tools);
    facts.thumbnails = text.thumbnails();
    // A mill or a laser: it moves and never extrudes, and no slicer signed it.
    facts.isPrint = text.extrudes() || !facts.slicer.isEmpty();
    return facts;
}

} // namespace flotilla::files
