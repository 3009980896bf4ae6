// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/flashforge/models.h"
#include "drivers/flashforge/states.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace flotilla::flashforge {

// A temperature as /detail has it: no number where no sensor is fitted. That is something other
// than a field which a reply leaves out.
struct Celsius
{
    std::optional<double> value = {};
    bool operator==(const Celsius &) const = default;
};

struct MaterialSlot
{
    int id = 0; // 1-based
    std::optional<bool> hasFilament = {};
    QString material = {}; // empty = unknown
    QString color = {}; // "#RRGGBB" or empty
    bool operator==(const MaterialSlot &) const = default;
};

struct MaterialStation
{
    int slotCount = 0;
    int currentSlot = 0; // 0 = none
    int loadingSlot = 0; // 0 = none
    bool idle = true; // neither loads nor unloads
    QList<MaterialSlot> slotInfos = {};
    bool operator==(const MaterialStation &) const = default;
};

struct ExternalSpool
{
    QString material = {}; // empty = unknown
    QString color = {};
    bool idle = true;
    bool operator==(const ExternalSpool &) const = default;
};

// What one /detail said. Everything is optional: a reply may leave any field out, and merge() keeps
// what an earlier one said. Texts are safe to show. Register codes are secrets and not kept.
struct Detail
{
    std::optional<StatusWord> status = {};
    QString unknownStatus = {}; // a word we do not know, for one line in the log
    std::optional<QString> errorCode = {}; // normalized; empty = none

    std::optional<QString> name = {}; // editable at the printer: never decides about the model
    std::optional<QString> factoryModel = {}; // Creator 5 only
    std::optional<int> productId = {};
    std::optional<QString> firmware = {};
    std::optional<QString> macAddress = {};
    std::optional<QString> ipAddress = {}; // its own view, wrong behind NAT
    std::optional<QString> location = {};
    std::optional<VolumeMm> volume = {};
    std::optional<QString> serialNumber = {}; // not sent by known firmware

    std::optional<Celsius> rightNozzle = {}; // the only one on machines with one nozzle
    std::optional<Celsius> rightNozzleTarget = {};
    std::optional<Celsius> leftNozzle = {};
    std::optional<Celsius> leftNozzleTarget = {};
    std::optional<Celsius> bed = {};
    std::optional<Celsius> bedTarget = {};
    std::optional<Celsius> chamber = {};
    std::optional<Celsius> chamberTarget = {};
    std::optional<QList<Celsius>> nozzleArray = {};
    std::optional<QList<Celsius>> nozzleTargetArray = {};
    std::optional<int> nozzleCount = {};
    std::optional<QString> nozzleModel = {};

    std::optional<QString> fileName = {}; // empty = no job
    std::optional<QString> thumbnailUrl = {}; // only through urlAtPrinter()
    std::optional<int> layer = {};
    std::optional<int> layerCount = {};
    std::optional<double> progress = {}; // 0..1
    std::optional<double> printedSeconds = {};
    std::optional<double> remainingSeconds
        = {}; // stands still unless printing: see endsInSeconds()
    std::optional<double> speedMmPerSecond = {};
    std::optional<double> speedPercent = {};
    std::optional<double> coolingFanPercent = {};
    std::optional<double> leftCoolingFanPercent = {};
    std::optional<double> chamberFanPercent = {};
    std::optional<double> zOffsetMm = {};
    std::optional<double> fillPercent = {};
    std::optional<double> rightFilamentMm = {}; // for the whole job
    std::optional<double> leftFilamentMm = {};
    std::optional<double> rightFilamentGrams = {};
    std::optional<double> leftFilamentGrams = {};
    std::optional<QString> rightFilamentType = {};
    std::optional<QString> leftFilamentType = {};
    std::optional<bool> hasRightFilament = {};
    std::optional<bool> hasLeftFilament = {};

    std::optional<bool> light = {};
    std::optional<bool> internalFan = {};
    std::optional<bool> externalFan = {};
    std::optional<bool> doorOpen = {}; // a constant but on models with Model::hasDoorSensor
    std::optional<bool> autoShutdown = {};
    std::optional<int> autoShutdownMinutes = {};
    std::optional<bool> clearFan = {};
    std::optional<double> tvoc = {};
    std::optional<double> freeGigabytes = {};
    std::optional<double> totalPrintMinutes = {};
    std::optional<double> totalFilamentMeters = {};

    std::optional<QString> cameraUrl = {}; // only through urlAtPrinter(); empty = none known
    std::optional<int> camera = {};
    std::optional<int> lidar = {};
    // A pairing code for the maker's or Polar's own client on the printer is set. The codes stay
    // there.
    std::optional<bool> hasFlashRegisterCode = {};
    std::optional<bool> hasPolarRegisterCode = {};

    std::optional<bool> stationFlag = {}; // one model omits it: see hasStation()
    std::optional<MaterialStation> station = {};
    std::optional<ExternalSpool> externalSpool = {};
    std::optional<bool> canMove = {};
    std::optional<bool> canExtrude = {};
    std::optional<QList<double>> coordinates = {};

    // Takes over every field that `newer` has.
    void merge(const Detail &newer);

    // A material station is fitted.
    bool hasStation() const;
    // Time to the end of the job, and only while it is printing: otherwise the number means
    // nothing.
    std::optional<double> endsInSeconds() const;
    std::optional<StateReading> state() const;

    bool operator==(const Detail &) const = default;
};

struct NozzleReading
{
    std::optional<double> celsius = {};
    std::optional<double> targetCelsius = {};
    bool operator==(const NozzleReading &) const = default;
};

// T0, T1, …: from the array where the printer sends one, else from right and left.
QList<NozzleReading> nozzlesOf(const Detail &detail);

// From the object of a /detail reply (parseReply()). Fields of the wrong kind count as missing.
Detail detailFromReply(const QJsonObject &reply);

// The model this reply names: by product id, else by the factory's name.
const Model &modelOf(const Detail &detail);

} // namespace flotilla::flashforge
