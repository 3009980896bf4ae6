// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/detail.h"

#include "drivers/flashforge/errorcodes.h"
#include "drivers/flashforge/jsonvalues_p.h"
#include "drivers/flashforge/materials.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

// At and below this a sensor is not there (-108 is what the firmware sends); far above it is not a
// reading.
constexpr double absentCelsius = -50;
constexpr double maxCelsius = 1000;
// Some firmware counts progress to 1, some to 100; a little over 1 is rounding.
constexpr double wholeProgress = 1.0001;
constexpr double hundred = 100;
constexpr double maxAmount = 1e12;
constexpr int maxCount = 10'000'000;
constexpr int maxSlots = 16;
constexpr qsizetype maxNozzles = 8;
constexpr qsizetype maxCoordinates = 8;
constexpr qsizetype maxNameCharacters = 128;
constexpr qsizetype maxWordCharacters = 48;
constexpr qsizetype maxUrlCharacters = 2048;
constexpr int maxExtentMm = 10'000;

template<typename T> struct FieldRow
{
    QLatin1StringView key;
    std::optional<T> Detail::*member;
};

struct TextRow
{
    QLatin1StringView key;
    std::optional<QString> Detail::*member;
    qsizetype maximum;
};

struct RangeRow
{
    QLatin1StringView key;
    std::optional<double> Detail::*member;
    double minimum;
    double maximum;
};

constexpr std::array textTable {
    TextRow {"name"_L1, &Detail::name, maxNameCharacters},
    TextRow {"model"_L1, &Detail::factoryModel, maxNameCharacters},
    TextRow {"firmwareVersion"_L1, &Detail::firmware, maxWordCharacters},
    TextRow {"macAddr"_L1, &Detail::macAddress, maxWordCharacters},
    TextRow {"ipAddr"_L1, &Detail::ipAddress, maxWordCharacters},
    TextRow {"location"_L1, &Detail::location, maxNameCharacters},
    TextRow {"serialNumber"_L1, &Detail::serialNumber, maxNameCharacters},
    TextRow {"nozzleModel"_L1, &Detail::nozzleModel, maxWordCharacters},
    TextRow {"printFileName"_L1, &Detail::fileName, json::maxTextCharacters},
    TextRow {"printFileThumbUrl"_L1, &Detail::thumbnailUrl, maxUrlCharacters},
    TextRow {"cameraStreamUrl"_L1, &Detail::cameraUrl, maxUrlCharacters},
    TextRow {"rightFilamentType"_L1, &Detail::rightFilamentType, maxWordCharacters},
    TextRow {"leftFilamentType"_L1, &Detail::leftFilamentType, maxWordCharacters},
};

constexpr std::array celsiusTable {
    FieldRow<Celsius> {"rightTemp"_L1, &Detail::rightNozzle},
    FieldRow<Celsius> {"rightTargetTemp"_L1, &Detail::rightNozzleTarget},
    FieldRow<Celsius> {"leftTemp"_L1, &Detail::leftNozzle},
    FieldRow<Celsius> {"leftTargetTemp"_L1, &Detail::leftNozzleTarget},
    FieldRow<Celsius> {"platTemp"_L1, &Detail::bed},
    FieldRow<Celsius> {"platTargetTemp"_L1, &Detail::bedTarget},
    FieldRow<Celsius> {"chamberTemp"_L1, &Detail::chamber},
    FieldRow<Celsius> {"chamberTargetTemp"_L1, &Detail::chamberTarget},
};

// Percentages are clamped to their range; of other numbers those out of range count as missing.
constexpr std::array percentTable {
    FieldRow<double> {"coolingFanSpeed"_L1, &Detail::coolingFanPercent},
    FieldRow<double> {"coolingFanLeftSpeed"_L1, &Detail::leftCoolingFanPercent},
    FieldRow<double> {"chamberFanSpeed"_L1, &Detail::chamberFanPercent},
    FieldRow<double> {"fillAmount"_L1, &Detail::fillPercent},
};

constexpr std::array rangeTable {
    RangeRow {"printDuration"_L1, &Detail::printedSeconds, 0, maxAmount},
    RangeRow {"estimatedTime"_L1, &Detail::remainingSeconds, 0, maxAmount},
    RangeRow {"currentPrintSpeed"_L1, &Detail::speedMmPerSecond, 0, maxAmount},
    RangeRow {"printSpeedAdjust"_L1, &Detail::speedPercent, 0, 1000},
    RangeRow {"zAxisCompensation"_L1, &Detail::zOffsetMm, -100, 100},
    RangeRow {"estimatedRightLen"_L1, &Detail::rightFilamentMm, 0, maxAmount},
    RangeRow {"estimatedLeftLen"_L1, &Detail::leftFilamentMm, 0, maxAmount},
    RangeRow {"estimatedRightWeight"_L1, &Detail::rightFilamentGrams, 0, maxAmount},
    RangeRow {"estimatedLeftWeight"_L1, &Detail::leftFilamentGrams, 0, maxAmount},
    RangeRow {"tvoc"_L1, &Detail::tvoc, 0, maxAmount},
    RangeRow {"remainingDiskSpace"_L1, &Detail::freeGigabytes, 0, maxAmount},
    RangeRow {"cumulativePrintTime"_L1, &Detail::totalPrintMinutes, 0, maxAmount},
    RangeRow {"cumulativeFilament"_L1, &Detail::totalFilamentMeters, 0, maxAmount},
};

constexpr std::array integerTable {
    FieldRow<int> {"nozzleCnt"_L1, &Detail::nozzleCount},
    FieldRow<int> {"printLayer"_L1, &Detail::layer},
    FieldRow<int> {"targetPrintLayer"_L1, &Detail::layerCount},
    FieldRow<int> {"autoShutdownTime"_L1, &Detail::autoShutdownMinutes},
    FieldRow<int> {"camera"_L1, &Detail::camera},
    FieldRow<int> {"lidar"_L1, &Detail::lidar},
};

constexpr std::array booleanTable {
    FieldRow<bool> {"lightStatus"_L1, &Detail::light},
    FieldRow<bool> {"internalFanStatus"_L1, &Detail::internalFan},
    FieldRow<bool> {"externalFanStatus"_L1, &Detail::externalFan},
    FieldRow<bool> {"doorStatus"_L1, &Detail::doorOpen},
    FieldRow<bool> {"autoShutdown"_L1, &Detail::autoShutdown},
    FieldRow<bool> {"clearFanStatus"_L1, &Detail::clearFan},
    FieldRow<bool> {"hasRightFilament"_L1, &Detail::hasRightFilament},
    FieldRow<bool> {"hasLeftFilament"_L1, &Detail::hasLeftFilament},
    FieldRow<bool> {"hasMatlStation"_L1, &Detail::stationFlag},
    FieldRow<bool> {"moveCtrl"_L1, &Detail::canMove},
    FieldRow<bool> {"extrudeCtrl"_L1, &Detail::canExtrude},
};

constexpr std::array secretTable {
    FieldRow<bool> {"flashRegisterCode"_L1, &Detail::hasFlashRegisterCode},
    FieldRow<bool> {"polarRegisterCode"_L1, &Detail::hasPolarRegisterCode},
};

std::optional<Celsius> celsiusOf(const QJsonValue &value)
{
    const auto number = json::number(value);
    if (!number || *number > maxCelsius)
        return std::nullopt;
    return *number <= absentCelsius ? Celsius {} : Celsius {*number};
}

std::optional<QList<Celsius>> celsiusList(const QJsonValue &value)
{
    if (!value.isArray())
        return std::nullopt;
    QList<Celsius> list;
    for (const QJsonValue &element : value.toArray()) {
        if (list.size() >= maxNozzles)
            break;
        list.append(celsiusOf(element).value_or(Celsius {}));
    }
    return list;
}

int smallInteger(const QJsonValue &value, int maximum)
{
    return int(json::integer(value, 0, maximum).value_or(0));
}

// Two sources disagree on what the numbers mean, but for this.
bool isIdle(const QJsonObject &object)
{
    return smallInteger(object.value("stateAction"_L1), maxCount) == 0
        && smallInteger(object.value("stateStep"_L1), maxCount) == 0;
}

QString materialOf(const QJsonObject &object)
{
    const QString material
        = json::text(object.value("materialName"_L1), maxWordCharacters).value_or(QString());
    return material == "?"_L1 ? QString() : material;
}

QString colorOf(const QJsonObject &object)
{
    return normalizedColor(object.value("materialColor"_L1).toString()).value_or(QString());
}

std::optional<MaterialStation> stationOf(const QJsonValue &value)
{
    if (!value.isObject())
        return std::nullopt;
    const QJsonObject object = value.toObject();
    MaterialStation station {smallInteger(object.value("slotCnt"_L1), maxSlots),
                             smallInteger(object.value("currentSlot"_L1), maxSlots),
                             smallInteger(object.value("currentLoadSlot"_L1), maxSlots),
                             isIdle(object)};
    for (const QJsonValue &element : object.value("slotInfos"_L1).toArray()) {
        const QJsonObject slot = element.toObject();
        const int id = smallInteger(slot.value("slotId"_L1), maxSlots);
        const bool known = std::any_of(station.slotInfos.begin(), station.slotInfos.end(),
                                       [id](const MaterialSlot &other) { return other.id == id; });
        if (id > 0 && !known)
            station.slotInfos.append(
                {id, json::boolean(slot.value("hasFilament"_L1)), materialOf(slot), colorOf(slot)});
    }
    return station;
}

std::optional<ExternalSpool> externalSpoolOf(const QJsonValue &value)
{
    if (!value.isObject())
        return std::nullopt;
    const QJsonObject object = value.toObject();
    return ExternalSpool {materialOf(object), colorOf(object), isIdle(object)};
}

// "220X220X220"
std::optional<VolumeMm> volumeOf(const QJsonValue &value)
{
    const QString text = value.toString();
    if (text.size() > maxWordCharacters)
        return std::nullopt;
    const auto parts = QStringView(text).split(u'X', Qt::KeepEmptyParts, Qt::CaseInsensitive);
    if (parts.size() != 3)
        return std::nullopt;
    std::array<int, 3> extents {};
    for (size_t i = 0; i < extents.size(); ++i) {
        bool ok = false;
        const double extent = parts[qsizetype(i)].trimmed().toDouble(&ok);
        if (!ok || !(extent > 0 && extent <= maxExtentMm))
            return std::nullopt;
        extents[i] = int(extent);
    }
    return VolumeMm {extents[0], extents[1], extents[2]};
}

std::optional<double> progressOf(const QJsonValue &value)
{
    const auto number = json::number(value);
    if (!number)
        return std::nullopt;
    return std::clamp(*number > wholeProgress ? *number / hundred : *number, 0.0, 1.0);
}

std::optional<QList<double>> coordinatesOf(const QJsonValue &value)
{
    if (!value.isArray())
        return std::nullopt;
    QList<double> list;
    for (const QJsonValue &element : value.toArray()) {
        const auto number = json::number(element);
        if (!number || list.size() >= maxCoordinates)
            return std::nullopt;
        list.append(*number);
    }
    return list;
}

void readTables(Detail &detail, const QJsonObject &object)
{
    for (const TextRow &row : textTable)
        detail.*row.member = json::text(object.value(row.key), row.maximum);
    for (const auto &row : celsiusTable)
        detail.*row.member = celsiusOf(object.value(row.key));
    for (const auto &row : percentTable) {
        if (const auto number = json::number(object.value(row.key)))
            detail.*row.member = std::clamp(*number, 0.0, hundred);
    }
    for (const RangeRow &row : rangeTable) {
        const auto number = json::number(object.value(row.key));
        if (number && *number >= row.minimum && *number <= row.maximum)
            detail.*row.member = number;
    }
    for (const auto &row : integerTable) {
        if (const auto number = json::integer(object.value(row.key), 0, maxCount))
            detail.*row.member = int(*number);
    }
    for (const auto &row : booleanTable)
        detail.*row.member = json::boolean(object.value(row.key));
    for (const auto &row : secretTable) {
        if (const QJsonValue code = object.value(row.key); code.isString())
            detail.*row.member = !code.toString().isEmpty();
    }
}

void readStatus(Detail &detail, const QJsonObject &object)
{
    if (const auto word = json::text(object.value("status"_L1), maxWordCharacters)) {
        detail.status = statusWordFromText(*word);
        if (!detail.status)
            detail.unknownStatus = *word;
    }
    if (const auto code = json::text(object.value("errorCode"_L1), maxWordCharacters))
        detail.errorCode = normalizedErrorCode(*code);
}

} // namespace

Detail detailFromReply(const QJsonObject &reply)
{
    const QJsonObject object = reply.value("detail"_L1).toObject();
    Detail detail;
    readTables(detail, object);
    readStatus(detail, object);
    detail.productId = productIdFromJson(object.value("pid"_L1));
    detail.volume = volumeOf(object.value("measure"_L1));
    detail.nozzleArray = celsiusList(object.value("nozzleTemps"_L1));
    detail.nozzleTargetArray = celsiusList(object.value("nozzleTargetTemps"_L1));
    detail.progress = progressOf(object.value("printProgress"_L1));
    detail.station = stationOf(object.value("matlStationInfo"_L1));
    detail.externalSpool = externalSpoolOf(object.value("indepMatlInfo"_L1));
    detail.coordinates = coordinatesOf(object.value("coordinate"_L1));
    return detail;
}

} // namespace flotilla::flashforge
