// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/states.h"

#include <QCoreApplication>

#include <array>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

struct WordRow
{
    QLatin1StringView word;
    StatusWord meaning;
};

constexpr std::array wordTable {
    WordRow {"ready"_L1, StatusWord::Ready},
    WordRow {"idle"_L1, StatusWord::Ready},
    WordRow {"downloading"_L1, StatusWord::Preparing},
    WordRow {"sending"_L1, StatusWord::Preparing},
    WordRow {"unzipping"_L1, StatusWord::Preparing},
    WordRow {"cloud_slicing"_L1, StatusWord::Preparing},
    WordRow {"preparing"_L1, StatusWord::Preparing},
    WordRow {"calibrate_doing"_L1, StatusWord::Calibrating},
    WordRow {"heating"_L1, StatusWord::Heating},
    WordRow {"busy"_L1, StatusWord::Busy},
    WordRow {"printing"_L1, StatusWord::Printing},
    WordRow {"pausing"_L1, StatusWord::Pausing},
    WordRow {"pause"_L1, StatusWord::Paused},
    WordRow {"paused"_L1, StatusWord::Paused},
    WordRow {"canceling"_L1, StatusWord::Canceling},
    WordRow {"cancelling"_L1, StatusWord::Canceling},
    WordRow {"cancel"_L1, StatusWord::Canceled},
    WordRow {"canceled"_L1, StatusWord::Canceled},
    WordRow {"cancelled"_L1, StatusWord::Canceled},
    WordRow {"completed"_L1, StatusWord::Completed},
    WordRow {"error"_L1, StatusWord::Error},
};

struct StateRow
{
    StatusWord word;
    State withFile;
    State withoutFile;
    const char *text = nullptr;
    std::optional<JobResult> result = {};
};

//: The printer works without a job: levelling and the like.
constexpr const char *calibrating = QT_TRANSLATE_NOOP("flashforge", "Calibrating");
//: The printer warms up.
constexpr const char *heating = QT_TRANSLATE_NOOP("flashforge", "Heating");

constexpr std::array stateTable {
    StateRow {StatusWord::Ready, State::Idle, State::Idle},
    StateRow {StatusWord::Preparing, State::Preparing, State::Preparing},
    StateRow {StatusWord::Calibrating, State::Preparing, State::Busy, calibrating},
    StateRow {StatusWord::Heating, State::Preparing, State::Busy, heating},
    StateRow {StatusWord::Busy, State::Preparing, State::Busy},
    StateRow {StatusWord::Printing, State::Printing, State::Printing},
    StateRow {StatusWord::Pausing, State::Pausing, State::Pausing},
    StateRow {StatusWord::Paused, State::Paused, State::Paused},
    StateRow {StatusWord::Canceling, State::Canceling, State::Canceling},
    StateRow {StatusWord::Canceled, State::Finished, State::Finished, nullptr, JobResult::Canceled},
    StateRow {StatusWord::Completed, State::Finished, State::Finished, nullptr,
              JobResult::Completed},
    StateRow {StatusWord::Error, State::Error, State::Error},
};

QString translated(const char *text)
{
    return text ? QCoreApplication::translate("flashforge", text) : QString();
}

bool isOneOf(QStringView word, std::initializer_list<QLatin1StringView> words)
{
    for (const QLatin1StringView candidate : words) {
        if (word.compare(candidate, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

StateReading readingWhileBuilding(QStringView moveMode)
{
    if (isOneOf(moveMode, {"WAIT_ON_TOOL"_L1, "WAIT_ON_PLATFORM"_L1}))
        return {State::Preparing, translated(heating)};
    if (isOneOf(moveMode, {"HOMING"_L1}))
        return {State::Preparing};
    return {State::Printing};
}

StateReading readingWhileReady(QStringView moveMode)
{
    if (isOneOf(moveMode, {"WAIT_ON_TOOL"_L1, "WAIT_ON_PLATFORM"_L1}))
        return {State::Busy, translated(heating)};
    if (isOneOf(moveMode, {"HOMING"_L1, "MOVING"_L1}))
        return {State::Busy};
    return {State::Idle};
}

} // namespace

std::optional<StatusWord> statusWordFromText(QStringView word)
{
    word = word.trimmed();
    for (const WordRow &row : wordTable) {
        if (word.compare(row.word, Qt::CaseInsensitive) == 0)
            return row.meaning;
    }
    return std::nullopt;
}

StateReading readingOf(StatusWord word, bool hasFile)
{
    for (const StateRow &row : stateTable) {
        if (row.word == word)
            return {hasFile ? row.withFile : row.withoutFile, translated(row.text), row.result};
    }
    return {};
}

std::optional<StateReading> readingOf(QStringView machineStatus, QStringView moveMode, bool hasFile)
{
    const QStringView machine = machineStatus.trimmed();
    const QStringView move = moveMode.trimmed();
    if (isOneOf(machine, {"ERROR"_L1}))
        return StateReading {State::Error};
    if (isOneOf(machine, {"PAUSED"_L1}) || isOneOf(move, {"PAUSED"_L1}))
        return StateReading {State::Paused};
    if (isOneOf(machine, {"BUILDING_FROM_SD"_L1, "PRINTING"_L1}))
        return readingWhileBuilding(move);
    if (isOneOf(machine, {"BUILDING_COMPLETED"_L1}))
        return StateReading {State::Finished, {}, JobResult::Completed};
    if (isOneOf(machine, {"BUSY"_L1, "HOMING"_L1}))
        return StateReading {hasFile ? State::Preparing : State::Busy};
    if (isOneOf(machine, {"READY"_L1, "IDLE"_L1}))
        return readingWhileReady(move);
    return std::nullopt;
}

} // namespace flotilla::flashforge
