// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace flotilla::xyzprinting {

// What a da Vinci printer said about itself, in its own units, whichever protocol it speaks.
// Optional or empty where it did not say. Texts are cleaned, counts and lengths are bounded.

struct JobCount
{
    int percent = 0; // 0..100, moves in coarse steps
    qint64 elapsedMinutes = 0;
    std::optional<qint64> leftMinutes = {}; // absent where the printer does not know yet
    bool operator==(const JobCount &) const = default;
};

// One bay for filament. Slots of the two cartridges, or of the one spool.
struct Cartridge
{
    bool present = false;
    std::optional<bool> spool = {}; // what the printer says of it, where it says it
    QString serial = {}; // empty without a chip
    QString material = {}; // "PLA"; empty where it cannot be told
    QString color = {}; // "#RRGGBB"
    QString colorName = {};
    std::optional<double> remainingMm = {};
    std::optional<double> lengthMm = {}; // when it was new
    bool operator==(const Cartridge &) const = default;
};

struct Lives
{
    std::optional<qint64> machineMinutes = {}; // powered
    std::optional<qint64> extruderMinutes = {}; // printing
    std::optional<qint64> lastJobMinutes = {};
    bool operator==(const Lives &) const = default;
};

struct Nozzle
{
    int type = 0;
    QString serial = {};
    std::optional<double> diameterMm = {};
    bool isLaser = false;
    std::optional<qint64> minutesUsed = {};
    bool operator==(const Nozzle &) const = default;
};

struct WirelessNet
{
    QString address = {}; // empty = not joined
    QString ssid = {};
    std::optional<int> channel = {};
    std::optional<int> signalPercent = {}; // 0..100
    QString mac = {};
    bool operator==(const WirelessNet &) const = default;
};

struct LastPrint
{
    QString file = {};
    QString completion = {}; // in the printer's word
    bool operator==(const LastPrint &) const = default;
};

// Whether one of the two doors, a sensor or a switch is on.
struct Switches
{
    std::optional<bool> frontSensor = {}; // filament sensor "fm"
    std::optional<bool> filamentSensor = {}; // "fd"
    std::optional<bool> sdCard = {};
    std::optional<bool> button = {};
    std::optional<bool> buzzer = {};
    std::optional<bool> topDoorOpen = {};
    std::optional<bool> frontDoorOpen = {};
    std::optional<bool> laserEngraver = {};
    std::optional<bool> openFilament = {};
    bool operator==(const Switches &) const = default;
};

struct MachineReport
{
    QString modelId = {}; // "dv1MW0A000"
    QString serial = {};
    QString name = {};
    QString firmware = {}; // the firmware, or the operating system where there are three
    QStringList firmwareParts = {};
    QString wifiFirmware = {};
    QString language = {}; // "en"

    std::optional<int> state = {}; // 9500 and up; old numbers are mapped (states.h)
    std::optional<int> subState = {};
    std::optional<JobCount> job = {}; // absent without one
    QList<quint32> errors = {}; // as on the wire, none of them 0

    QList<std::optional<double>> tools = {}; // °C of each extruder
    std::optional<double> toolTarget = {}; // °C of the active one
    std::optional<double> bed = {}; // °C; a constant on models without a heated bed
    std::optional<double> bedTarget = {};

    QList<Cartridge> cartridges = {};
    std::optional<int> materialType = {};
    std::optional<bool> plaLoaded = {};
    QString lastMaterial = {}; // of the last print, in the printer's words

    int blockBytes = 8192; // of an upload
    std::optional<bool> autoLevel = {};
    std::optional<int> zOffsetHundredths = {}; // 1/100 mm
    QList<double> bedReadings = {}; // of the last calibration
    Switches switches = {};
    Lives lives = {};
    std::optional<Nozzle> nozzle = {};
    std::optional<WirelessNet> wireless = {};
    QStringList networksInReach = {};
    std::optional<LastPrint> lastPrint = {};

    // The JSON protocol: the running job can be paused and stopped from here.
    std::optional<bool> controlsJob = {};

    bool operator==(const MachineReport &) const = default;
};

} // namespace flotilla::xyzprinting
