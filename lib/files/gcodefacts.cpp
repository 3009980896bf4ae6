// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/gcodefacts_p.h"

#include "files/statednumbers_p.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

using Keys = std::initializer_list<QByteArrayView>;

constexpr double longestPrint = 366.0 * 24 * 3600;
constexpr double farthest = 100'000; // mm; what no axis reaches is a placeholder
constexpr double hottest = 1000;
constexpr double tallestLayer = 20;
constexpr int mostLayers = 10'000'000;

template<typename Read>
auto firstOf(const GcodeText &text, Keys keys, Read read) -> decltype(read(QByteArrayView()))
{
    for (const QByteArrayView key : keys) {
        if (const QByteArrayView value = text.value(key); !value.isEmpty()) {
            if (const auto fact = read(value))
                return fact;
        }
    }
    return std::nullopt;
}

std::optional<double> sum(const QList<double> &numbers)
{
    const double total = std::accumulate(numbers.begin(), numbers.end(), 0.0);
    return total > 0 ? std::optional(total) : std::nullopt;
}

// The words behind a mark inside a value; nothing where there is no mark.
QByteArrayView behind(QByteArrayView value, QByteArrayView mark)
{
    const qsizetype at = value.indexOf(mark);
    return at < 0 ? QByteArrayView() : value.sliced(at + mark.size());
}

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
                    "Calculated-during-export Build Time", "Estimated Build Time",
                    "--- print time"},
                   readSeconds);
}

// --- filament ---

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

QList<double> filamentLengths(const GcodeText &text)
{
    for (const QByteArrayView key :
         {QByteArrayView("filament used [mm]"), QByteArrayView("total filament length [mm]"),
          QByteArrayView("Filament used"), QByteArrayView("filament used"),
          QByteArrayView("Filament length"), QByteArrayView("Material Length"),
          QByteArrayView("--- filament used")}) {
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

// --- tools ---

QByteArrayView firstValue(const GcodeText &text, Keys keys)
{
    for (const QByteArrayView key : keys) {
        if (const QByteArrayView value = text.value(key); !value.isEmpty())
            return value;
    }
    return {};
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

QList<double> nozzleDiameters(const GcodeText &text)
{
    return statedNumbers(firstValue(text, {"nozzle_diameter", "EXTRUDER_TRAIN.0.NOZZLE.DIAMETER"}));
}

QList<double> toolTemperatures(const GcodeText &text)
{
    return statedNumbers(
        firstValue(text, {"nozzle_temperature_initial_layer", "first_layer_temperature"}));
}

QList<FileTool> tools(const GcodeText &text)
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
        if (i < millimetres.size() && sum(millimetres))
            tool.filamentMm = millimetres[i];
        if (i < grams.size() && sum(grams))
            tool.filamentGrams = grams[i];
        if (i < types.size())
            tool.material = cleanText(QByteArrayView(types[i]), 32);
        if (i < colors.size())
            tool.color = colorOf(colors[i]);
        if (!diameters.isEmpty() && diameters.first() > 0)
            tool.nozzleDiameterMm = diameters.value(i, diameters.first());
        if (const double target = celsius.value(i); target > 0 && target <= hottest)
            tool.nozzleCelsius = target;
        found.append(tool);
    }
    return found;
}

// --- temperatures ---

std::optional<double> readCelsius(QByteArrayView value)
{
    const auto celsius = statedNumber(value);
    return celsius && *celsius >= 0 && *celsius <= hottest ? celsius : std::nullopt;
}

std::optional<double> readHot(QByteArrayView value)
{
    const auto celsius = readCelsius(value);
    return celsius && *celsius > 0 ? celsius : std::nullopt;
}

// Simplify3D: the names of the heaters in one list, their temperatures in another.
void addSimplify3d(const GcodeText &text, QMap<QString, double> &heaters)
{
    const QList<QByteArray> names = statedList(text.value("temperatureName"));
    const QList<double> targets = statedNumbers(text.value("temperatureSetpointTemperatures"));
    int tool = 0;
    for (qsizetype i = 0; i < names.size() && i < targets.size(); ++i) {
        const bool isBed = names[i].contains("Bed") || names[i].contains("Platform");
        const QString heater = isBed ? u"bed"_s : u"tool%1"_s.arg(tool++);
        if (targets[i] > 0 && targets[i] <= hottest && !heaters.contains(heater))
            heaters.insert(heater, targets[i]);
    }
}

// A list has an entry for each slot. Where several slots share one nozzle, it is heated for the
// first that is used.
void addListedNozzles(const GcodeText &text, const QList<FileTool> &fileTools,
                      QMap<QString, double> &heaters)
{
    const QList<double> celsius = toolTemperatures(text);
    if (celsius.isEmpty())
        return;
    const bool shared = nozzleDiameters(text).size() <= 1
        || text.value("single_extruder_multi_material") == QByteArrayView("1");
    for (int tool = 0; tool < std::min<int>(int(celsius.size()), maxFileTools); ++tool) {
        const bool used = tool >= fileTools.size() || fileTools[tool].isUsed();
        if (!used || celsius[tool] <= 0 || celsius[tool] > hottest)
            continue;
        heaters.insert(u"tool%1"_s.arg(shared ? 0 : tool), celsius[tool]);
        if (shared)
            return;
    }
}

void addNozzles(const GcodeText &text, const QList<FileTool> &fileTools,
                QMap<QString, double> &heaters)
{
    addListedNozzles(text, fileTools, heaters);
    if (heaters.isEmpty())
        addSimplify3d(text, heaters);
    if (heaters.isEmpty()) {
        const auto right
            = firstOf(text,
                      {"EXTRUDER_TRAIN.0.INITIAL_TEMPERATURE", "right_extruder_temperature",
                       "first_layer_C", "firstLayerNozzleTemp", "firstLayerTemp", "outputTemp"},
                      readHot);
        const auto left = firstOf(
            text, {"EXTRUDER_TRAIN.1.INITIAL_TEMPERATURE", "left_extruder_temperature"}, readHot);
        if (right)
            heaters.insert(u"tool0"_s, *right);
        if (left)
            heaters.insert(u"tool1"_s, *left);
    }
    if (heaters.isEmpty()) {
        for (auto it = text.nozzleTargets().cbegin(); it != text.nozzleTargets().cend(); ++it)
            heaters.insert(u"tool%1"_s.arg(it.key()), it.value());
    }
    // Luban's key holds a degree sign in one of two encodings.
    for (auto it = text.statements().cbegin(); heaters.isEmpty() && it != text.statements().cend();
         ++it) {
        if (const auto celsius = readHot(it.value());
            celsius && it.key().startsWith("nozzle_temperature("))
            heaters.insert(u"tool0"_s, *celsius);
    }
}

// The bed has a temperature for each kind of plate.
std::optional<double> bedByPlate(const GcodeText &text)
{
    struct Plate
    {
        QByteArrayView name;
        QByteArrayView key;
    };
    static constexpr std::array plates {
        Plate {"Textured PEI Plate", "textured_plate_temp_initial_layer"},
        Plate {"High Temp Plate", "hot_plate_temp_initial_layer"},
        Plate {"Cool Plate", "cool_plate_temp_initial_layer"},
        Plate {"Engineering Plate", "eng_plate_temp_initial_layer"},
        Plate {"Textured Cool Plate", "textured_cool_plate_temp_initial_layer"},
        Plate {"Supertack Plate", "supertack_plate_temp_initial_layer"},
    };
    for (const Plate &plate : plates) {
        if (text.value("curr_bed_type") == plate.name)
            return readCelsius(text.value(plate.key));
    }
    return std::nullopt;
}

std::optional<double> bed(const GcodeText &text)
{
    auto celsius = firstOf(text, {"first_layer_bed_temperature"}, readCelsius);
    if (!celsius)
        celsius = bedByPlate(text);
    if (!celsius)
        celsius = firstOf(text,
                          {"BUILD_PLATE.INITIAL_TEMPERATURE", "bed_C", "platform_temperature",
                           "firstLayerBedTemp", "outputBedTemp"},
                          readHot);
    if (!celsius)
        celsius = text.bedTarget();
    return celsius ? celsius : firstOf(text, {"BedTemperature"}, readHot);
}

std::optional<double> chamber(const GcodeText &text)
{
    const auto settings = firstOf(text, {"chamber_temperature", "chamber_C"}, readHot);
    const auto active = statedNumber(text.value("activate_chamber_temp_control"));
    if (settings && active.value_or(1) > 0)
        return settings;
    return text.chamberTarget();
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
    facts.tools = tools(text);
    facts.filamentMm = sum(filamentLengths(text));
    // The total may hold more than the tools do, such as a wipe tower.
    facts.filamentGrams = statedPositive(text.value("total filament used [g]"));
    if (!facts.filamentGrams)
        facts.filamentGrams = sum(filamentGrams(text));
    facts.layerCount = firstOf(text,
                               {"total layer number", "total layers count", "LAYER_COUNT",
                                "Layer count", "layer_count", "layer_total_count"},
                               readLayerCount);
    facts.layerHeightMm = layerHeight(text);
    facts.firstLayerHeightMm = firstLayerHeight(text, facts.layerHeightMm);
    facts.bounds = bounds(text);
    facts.objectHeightMm = firstOf(text, {"max_z_height", "max_layer_z"}, readHeight);
    if (!facts.objectHeightMm && facts.bounds && facts.bounds->max[2] > 0)
        facts.objectHeightMm = facts.bounds->max[2];
    addNozzles(text, facts.tools, facts.heaters);
    if (const auto celsius = bed(text))
        facts.heaters.insert(u"bed"_s, *celsius);
    if (const auto celsius = chamber(text))
        facts.heaters.insert(u"chamber"_s, *celsius);
    facts.thumbnails = text.thumbnails();
    // A mill or a laser: it moves and never extrudes, and no slicer signed it.
    facts.isPrint = text.extrudes() || !facts.slicer.isEmpty();
    return facts;
}

} // namespace flotilla::files
