// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printerstate.h"

#include <QString>

#include <optional>

namespace flotilla::flashforge {

// `status` of /detail. Several spellings share one meaning.
enum class StatusWord {
    Ready,
    Preparing, // downloading, unzipping, slicing in the cloud
    Calibrating,
    Heating,
    Busy,
    Printing,
    Pausing,
    Paused,
    Canceling,
    Canceled, // stays until the plate is reported clear
    Completed, // stays, too
    Error,
};

// nullopt for a word we do not know: the last state stays then.
std::optional<StatusWord> statusWordFromText(QStringView word);

// What the printer says in the program's own vocabulary (core/printerstate.h).
struct StateReading
{
    State state = State::Unknown;
    QString text = {}; // what it is busy with, translated; often empty
    std::optional<JobResult> result = {}; // of the job that has just ended
    bool operator==(const StateReading &) const = default;
};

// `hasFile`: a print file is named, so heating and the like belong to a job.
StateReading readingOf(StatusWord word, bool hasFile);

// The same from MachineStatus and MoveMode of M119, never from M27, which keeps its last number.
// nullopt for words we do not know. The TCP side has no words for pausing, canceling and a canceled
// end.
std::optional<StateReading> readingOf(QStringView machineStatus, QStringView moveMode,
                                      bool hasFile);

} // namespace flotilla::flashforge
