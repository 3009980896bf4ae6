// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printerstate.h"
#include "drivers/xyzprinting/machinereport.h"

#include <QString>

#include <optional>

namespace flotilla::xyzprinting {

// The numbers of `j`, as far as code has to name one.
enum StateNumber {
    stateHeating = 9501,
    statePrinting = 9505,
    stateEnded = 9509,
    stateJobDone = 9510,
    stateIdle = 9511,
    stateStopping = 9512,
    stateChecking = 9520,
    statePaused = 9601,
    stateBusy = 9700,
};

// The machines of the first generation count from 0 to 17 and 30; the others from 9500. Number 11
// of the old ("prepare") has no equal among the new and stays as it is.
int wideStateNumber(int number);

struct StateReading
{
    State state = State::Unknown;
    QString text = {}; // when it says more than the state word; translated
};

// What one number means by itself; nullopt for one that keeps the last state (9700) or that nobody
// has explained.
std::optional<StateReading> readState(int number, std::optional<int> subState = {});

// The printer took a file: it checks it, prepares or prints.
bool isJobStarted(int number);

// "Printing" while the nozzle is still far from its target and nothing is done yet: it heats.
bool isHeatingFirst(const MachineReport &report);

} // namespace flotilla::xyzprinting
