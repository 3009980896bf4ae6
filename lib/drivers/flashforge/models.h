// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QJsonValue>
#include <QLatin1StringView>
#include <QString>

#include <optional>
#include <span>

namespace flotilla::flashforge {

enum class ModelId { Generic, Adventurer5M, Adventurer5MPro, Ad5x, Creator5, Creator5Pro };

// What POST /control can be asked. A model takes only those of its row; others it acknowledges and
// ignores.
enum class ControlCommand {
    Temperature = 1 << 0,
    PrintAdjustment = 1 << 1, // speed, Z offset, fans
    Job = 1 << 2, // pause, continue, cancel
    Light = 1 << 3,
    Circulation = 1 << 4, // the two filter fans
    ClearPlatform = 1 << 5,
    CameraStream = 1 << 6,
    Rename = 1 << 7,
    DelayedShutdown = 1 << 8,
    Calibration = 1 << 9,
    Slot = 1 << 10, // what lies in a slot of the material station
    ExternalSpool = 1 << 11,
    SlotAction = 1 << 12, // load, unload
    ExternalSpoolAction = 1 << 13,
    Move = 1 << 14,
    Extrude = 1 << 15,
    Home = 1 << 16,
    ClearError = 1 << 17,
    PlateDetection = 1 << 18, // answers to E0088
    FirstLayerDetection = 1 << 19, // answers to E0089
};
Q_DECLARE_FLAGS(ControlCommands, ControlCommand)
Q_DECLARE_OPERATORS_FOR_FLAGS(ControlCommands)

// Fields of an upload's headers or of a start's body beyond those that every firmware wants. The
// firmware refuses a missing one as malformed, so each model gets exactly its own.
enum class JobField {
    FlowCalibration = 1 << 0,
    FirstLayerInspection = 1 << 1,
    TimeLapseVideo = 1 << 2,
    UseMaterialStation = 1 << 3,
    ToolCount = 1 << 4,
    MaterialMappings = 1 << 5,
};
Q_DECLARE_FLAGS(JobFields, JobField)
Q_DECLARE_OPERATORS_FOR_FLAGS(JobFields)

// Which shape temperatureCtl_cmd has.
enum class TemperatureForm {
    NamedNozzles, // rightNozzle and leftNozzle, -100 switches off
    NozzleArray, // `nozzles` with one entry a tool, 0 switches off, the named ones are ignored
};

// "3.1.3", "v3.1.5", "1.1.7-1.0.2" (the part behind the hyphen belongs to the station and is not
// compared).
struct Firmware
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    auto operator<=>(const Firmware &) const = default;
};
std::optional<Firmware> firmwareFromText(QStringView text);

struct VolumeMm
{
    int width = 0;
    int depth = 0;
    int height = 0;
    bool operator==(const VolumeMm &) const = default;
};

struct PercentRange
{
    int minimum = 0;
    int maximum = 0;
};

// One row of the table of models: everything the codec has to know to speak to this one and no
// other.
struct Model
{
    ModelId id = ModelId::Generic;
    int productId = 0; // `pid` of /detail and product id of discovery; 0 = none
    QLatin1StringView name; // as people and the factory write it

    bool hasTcp = false; // listens on the command port
    bool hasTcpFiles = false; // M661 and M662 there
    int nozzleCount = 1;
    int stationSlots = 0; // 0 = never has a material station
    TemperatureForm temperatureForm = TemperatureForm::NamedNozzles;
    std::optional<VolumeMm> volume = {};
    int nozzleMaximumCelsius = 0;
    int bedMaximumCelsius = 0;
    std::optional<int> chamberMaximumCelsius = {}; // only where a heater is fitted
    PercentRange speed = {};
    bool hasDoorSensor = false; // others report a constant
    bool trustsProduct = true; // /product tells the truth about what is fitted
    bool opensCameraStream = false; // the camera port refuses until streamCtrl opened it

    ControlCommands commands = {};
    JobFields uploadFields = {};
    JobFields startFields = {};
    // Firmware before this one knows none of the fields above.
    std::optional<Firmware> jobFieldsSince = {};
    std::span<const quint32> slotColors = {}; // 0xRRGGBB; the display has an icon for these only

    bool has(ControlCommand command) const { return commands.testFlag(command); }
    // An unreadable version counts as a current one: no firmware of the last years is older.
    JobFields uploadFieldsFor(QStringView firmware) const;
    JobFields startFieldsFor(QStringView firmware) const;
};

// A product id nobody has told us about yields the generic model, which assumes least.
const Model &modelByProductId(int productId);
// By `Machine Type:` of M115 or `model` of /detail, the factory's names; never by the name people
// can edit.
const Model &modelByFactoryName(QStringView name);
const Model &genericModel();
std::span<const Model> allModels();

// `pid` is a JSON number on some firmware and a hexadecimal string ("0024") on other.
std::optional<int> productIdFromJson(const QJsonValue &value);

// Endings (lower case, no dot) of the files these printers take.
std::span<const QLatin1StringView> fileTypes();

} // namespace flotilla::flashforge
