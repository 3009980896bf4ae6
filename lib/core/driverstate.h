// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printerstate.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace flotilla {

// The parts of a status that a printer itself tells. Optional where it does not say; never a
// made-up zero.

struct Heater
{
    std::optional<double> actual; // °C
    std::optional<double> target; // °C, 0 = off
    bool operator==(const Heater &) const = default;
};

struct Material
{
    int slot = 0; // 1-based; 0 = external spool
    std::optional<bool> loaded = {};
    QString material = {}; // "PLA"
    QString color = {}; // "#RRGGBB"
    QString name = {};
    std::optional<double> remainingMm = {};
    std::optional<double> remainingPercent = {}; // 0..100
    bool operator==(const Material &) const = default;
};

struct Fault
{
    QString code;
    QString text;
    QString whatToDo;
    Severity severity = Severity::Error;
    bool operator==(const Fault &) const = default;
};

struct Reading
{
    QString id;
    QString label;
    QString value;
    QString unit = {};
    bool operator==(const Reading &) const = default;
};

// The job in the printer's own words.
struct ReportedJob
{
    QString name = {};
    std::optional<double> progress = {}; // 0..1
    std::optional<qint64> elapsedSeconds = {};
    std::optional<qint64> remainingSeconds = {};
    std::optional<int> layer = {};
    std::optional<int> layerCount = {};
    bool operator==(const ReportedJob &) const = default;
};

// What a driver reports: the printer's words, in our vocabulary, nothing of our own.
struct DriverState
{
    State state = State::Unknown;
    QString stateText = {}; // when the printer says more than the state word; translated
    std::optional<ReportedJob> job = {}; // there while a job is under way, and with Finished
    std::optional<JobResult> jobResult
        = {}; // with Finished, Idle or Error: how the job ended, if it says
    QMap<QString, Heater> heaters = {}; // tool0…toolN bed chamber vat uvLed
    QMap<QString, double> fans = {}; // percent
    std::optional<double> speed = {}; // percent
    QList<Material> materials = {};
    std::optional<bool> light = {}; // on
    std::optional<bool> doorOpen = {};
    QList<Fault> faults = {};
    QList<Reading> readings = {};
    QString name = {}; // the printer's own name
    QString model = {};
    QString serial = {};
    QString firmware = {};

    // The most severe fault, nullptr where there is none.
    const Fault *worstFault() const;

    bool operator==(const DriverState &) const = default;
};

} // namespace flotilla
