// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "drivers/flashforge/credentials.h"
#include "drivers/flashforge/models.h"

#include <QByteArray>
#include <QJsonObject>
#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace flotilla::flashforge {

// Paths of the HTTP side. All take POST with a JSON body but for the upload, which has headers and
// a multipart body, and runningThumbnail, a GET without credentials.
namespace path {
inline constexpr QLatin1StringView detail("/detail");
inline constexpr QLatin1StringView product("/product");
inline constexpr QLatin1StringView control("/control");
inline constexpr QLatin1StringView files("/gcodeList");
inline constexpr QLatin1StringView thumbnail("/gcodeThumb");
inline constexpr QLatin1StringView start("/printGcode");
inline constexpr QLatin1StringView upload("/uploadGcode");
inline constexpr QLatin1StringView runningThumbnail("/getThum");
} // namespace path

// The body of /detail, /product and /gcodeList: the credentials and nothing else.
QByteArray plainBody(const Credentials &credentials);

// The body of /gcodeThumb; the name exactly as the printer lists it.
Result<QByteArray> thumbnailBody(const Credentials &credentials, const QString &fileName);

// One command for POST /control, checked against the model that it was made for.
struct Control
{
    QLatin1StringView name;
    QJsonObject arguments;
    bool operator==(const Control &) const = default;
};

QByteArray controlBody(const Credentials &credentials, const Control &control);

// Targets in °C; 0 switches a heater off, nullopt leaves it as it is.
struct TemperatureTargets
{
    QList<std::optional<int>> nozzles = {}; // T0, T1, …
    std::optional<int> bed = {};
    std::optional<int> chamber = {};
};

// Only what is given is sent: the firmware takes a missing field for "leave it", and a filler for a
// wish.
struct PrintAdjustment
{
    std::optional<int> speedPercent = {};
    std::optional<double> zOffsetMm = {};
    std::optional<int> coolingFanPercent = {};
    std::optional<int> leftCoolingFanPercent = {};
    std::optional<int> chamberFanPercent = {};
};

enum class JobAction { Pause, Continue, Cancel };
enum class SpoolAction { Load = 0, Unload = 1, Cancel = 2 };
enum class Axis { X, Y, Z };
enum class Answer { Continue, Stop };
// One firmware opens the camera only under the name without the suffix: try it 3 s after the first.
enum class StreamSpelling { Suffixed, Plain };

Result<Control> temperatureControl(const Model &model, const TemperatureTargets &targets);
Result<Control> printAdjustment(const Model &model, const PrintAdjustment &adjustment);
Result<Control> jobControl(const Model &model, JobAction action, const QString &jobId = {});
Result<Control> lightControl(const Model &model, bool on);
Result<Control> circulationControl(const Model &model, bool internal, bool external);
// "The plate is clear": ends the prompt after a completed or canceled job.
Result<Control> clearPlatform(const Model &model);
Result<Control> cameraStream(const Model &model, bool open,
                             StreamSpelling spelling = StreamSpelling::Suffixed);
Result<Control> rename(const Model &model, const QString &name);
Result<Control> delayedShutdown(const Model &model, bool on, std::chrono::minutes after);
Result<Control> calibration(const Model &model, bool levelling, bool vibration);

// What lies in a slot; slot 0 is the external spool. The colour is snapped to the model's palette.
Result<Control> slotMaterial(const Model &model, int slot, const QString &material,
                             const QString &color);
// Loads or unloads a slot; slot 0 is the external spool.
Result<Control> spoolAction(const Model &model, int slot, SpoolAction action);

// Z positive moves the bed down. Only where /detail says moveCtrl 1 and the printer stands idle.
Result<Control> moveAxis(const Model &model, Axis axis, double deltaMm);
Result<Control> extrude(const Model &model, double deltaMm);
Result<Control> homeAxes(const Model &model);
Result<Control> clearErrorCode(const Model &model, const QString &errorCode);
// The answer to E0088 (build plate) or E0089 (first layer).
Result<Control> answerDetection(const Model &model, const QString &errorCode, Answer answer);

} // namespace flotilla::flashforge
