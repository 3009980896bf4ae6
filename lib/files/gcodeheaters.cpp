// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/gcodeheaters_p.h"

#include "files/gcodekeys_p.h"
#include "files/gcodetools_p.h"
#include "files/statednumbers_p.h"

#include <algorithm>
#include <array>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

std::optional<double> readCelsius(QByteArrayView value)
{
    const auto celsius = statedNumber(value);
    return celsius && *celsius >= 0 && *celsius <= hottestCelsius ? celsius : std::nullopt;
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
        if (targets[i] > 0 && targets[i] <= hottestCelsius && !heaters.contains(heater))
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
        if (!used || celsius[tool] <= 0 || celsius[tool] > hottestCelsius)
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

} // namespace

QMap<QString, double> gcodeHeaters(const GcodeText &text, const QList<FileTool> &fileTools)
{
    QMap<QString, double> heaters;
    addNozzles(text, fileTools, heaters);
    if (const auto celsius = bed(text))
        heaters.insert(u"bed"_s, *celsius);
    if (const auto celsius = chamber(text))
        heaters.insert(u"chamber"_s, *celsius);
    return heaters;
}

} // namespace flotilla::files
