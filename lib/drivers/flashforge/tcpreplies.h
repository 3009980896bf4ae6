// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "drivers/flashforge/models.h"
#include "drivers/flashforge/states.h"
#include "drivers/flashforge/tcpbinary.h"
#include "drivers/flashforge/tcpframing.h"

#include <QList>
#include <QString>

#include <optional>

namespace flotilla::flashforge {

// The answer to M601: whether this connection is in control. Queries work without, too.
enum class LoginVerdict {
    InControl,
    TakenByOther, // release (M602), wait, ask again
    Unclear, // neither word came
};
LoginVerdict loginVerdict(const TcpReply &reply);

// The answer to M115.
struct MachineInfo
{
    QString machineType = {}; // the factory's name: modelByFactoryName()
    QString machineName = {}; // editable at the printer
    QString firmware = {};
    QString serialNumber = {};
    QString macAddress = {};
    std::optional<VolumeMm> volume = {};
    std::optional<int> toolCount = {};
    bool operator==(const MachineInfo &) const = default;
};
Result<MachineInfo> parseMachineInfo(const TcpReply &reply);

// The answer to M119. LED and file are missing on old models.
struct MachineState
{
    QString machineStatus = {};
    QString moveMode = {};
    std::optional<bool> led = {};
    std::optional<QString> fileName = {}; // empty = none
    std::optional<StateReading> state() const;
    bool operator==(const MachineState &) const = default;
};
Result<MachineState> parseMachineState(const TcpReply &reply);

struct HeaterReading
{
    QString key; // "T0", "T1", "B"
    std::optional<double> celsius = {}; // nothing where no sensor is fitted
    std::optional<double> targetCelsius = {};
    bool operator==(const HeaterReading &) const = default;
};
// The answer to M105, with and without a blank before the slash.
Result<QList<HeaterReading>> parseTemperatures(const TcpReply &reply);

// The answer to M27. Keeps its last numbers after a job: never a reason to show "printing".
struct PrintProgress
{
    std::optional<double> progress = {}; // 0..1
    std::optional<int> layer = {};
    std::optional<int> layerCount = {};
    bool operator==(const PrintProgress &) const = default;
};
Result<PrintProgress> parseProgress(const TcpReply &reply);

struct Position
{
    std::optional<double> x = {};
    std::optional<double> y = {};
    std::optional<double> z = {};
    std::optional<double> a = {}; // extruders
    std::optional<double> b = {};
    bool operator==(const Position &) const = default;
};
// The answer to M114.
Result<Position> parsePosition(const TcpReply &reply);

// The list of files where it comes as text ("info_list.size: 2", then bare names) instead of behind
// the reply; nullopt where it does not.
std::optional<QList<ListedFile>> parseTextFileList(const TcpReply &reply);

// The answer to M28: the printer waits for the file's bytes.
Result<void> uploadVerdict(const TcpReply &reply);

} // namespace flotilla::flashforge
