// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/states.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace flotilla::xyzprinting {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(xyzprinting)
};

constexpr int oldPrepare = 11;
constexpr double heatedWithin = 5; // °C below the target that still count as hot

struct Row
{
    int number;
    State state;
    const char *text; // nullptr = the state word says it all
};

constexpr Row rows[] = {
    {oldPrepare, State::Preparing, nullptr},
    {9500, State::Preparing, QT_TRANSLATE_NOOP("xyzprinting", "Starting up")},
    {stateHeating, State::Preparing, QT_TRANSLATE_NOOP("xyzprinting", "Heating")},
    {9502, State::Printing, nullptr},
    {9503, State::Preparing, QT_TRANSLATE_NOOP("xyzprinting", "Calibrating")},
    {9504, State::Preparing, QT_TRANSLATE_NOOP("xyzprinting", "Calibrating")},
    {statePrinting, State::Printing, nullptr},
    {9506, State::Printing, QT_TRANSLATE_NOOP("xyzprinting", "Finishing: cooled down")},
    {9507, State::Printing, QT_TRANSLATE_NOOP("xyzprinting", "Finishing")},
    {9508, State::Printing, QT_TRANSLATE_NOOP("xyzprinting", "Finishing")},
    {stateEnded, State::Finished, nullptr},
    {stateJobDone, State::Finished, nullptr},
    {stateIdle, State::Idle, nullptr},
    {stateStopping, State::Canceling, nullptr},
    {9513, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Loads filament")},
    {9514, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Unloads filament")},
    {9515, State::Preparing, QT_TRANSLATE_NOOP("xyzprinting", "Calibrating")},
    {9516, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Moves an axis")},
    {9517, State::Error, nullptr},
    {stateChecking, State::Preparing, QT_TRANSLATE_NOOP("xyzprinting", "Checks the file")},
    {9530, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Loads filament")},
    {9531, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Unloads filament")},
    {9532, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Moves an axis")},
    {9533, State::Error, nullptr},
    {9534, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Moves to the home position")},
    {9535, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Calibrates")},
    {9536, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Nozzle is made ready for cleaning")},
    {9537, State::Preparing, QT_TRANSLATE_NOOP("xyzprinting", "Reads its memory card")},
    {9538, State::Printing, QT_TRANSLATE_NOOP("xyzprinting", "Prints from its memory card")},
    {9539, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Waits for the object to engrave")},
    {9540, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Sets the Z offset")},
    {statePaused, State::Paused, nullptr},
    {9602, State::Canceling, nullptr},
    {9800, State::Idle, QT_TRANSLATE_NOOP("xyzprinting", "Scanner ready")},
    {9801, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Scans")},
};

// What a number says more exactly by its second one.
struct SubRow
{
    int number;
    int subState;
    State state;
    const char *text;
};

constexpr SubRow subRows[] = {
    {9530, 11, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Heats to load filament")},
    {9531, 21, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Heats to unload filament")},
    {9535, 41, State::Attention,
     QT_TRANSLATE_NOOP("xyzprinting", "Lower the detector, then go on with the calibration")},
    {9535, 44, State::Attention,
     QT_TRANSLATE_NOOP("xyzprinting", "Raise the detector, then end the calibration")},
    {9536, 51, State::Busy, QT_TRANSLATE_NOOP("xyzprinting", "Heats the nozzle for cleaning")},
    {9536, 52, State::Attention,
     QT_TRANSLATE_NOOP("xyzprinting", "The nozzle is hot: clean it now")},
};

struct OldRow
{
    int number;
    int wide;
};

constexpr OldRow oldRows[] = {
    {0, 9500},  {1, 9501},  {2, 9502},  {3, 9503},  {4, 9504},  {5, 9506},
    {6, 9507},  {7, 9508},  {8, 9509},  {9, 9510},  {10, 9511}, {12, 9512},
    {13, 9513}, {14, 9514}, {15, 9515}, {16, 9516}, {17, 9517}, {30, 9700},
};

QString translated(const char *text)
{
    return text ? Tr::tr(text) : QString();
}

} // namespace

int wideStateNumber(int number)
{
    const auto row = std::find_if(std::begin(oldRows), std::end(oldRows),
                                  [number](const OldRow &old) { return old.number == number; });
    return row == std::end(oldRows) ? number : row->wide;
}

std::optional<StateReading> readState(int number, std::optional<int> subState)
{
    if (subState) {
        for (const SubRow &row : subRows) {
            if (row.number == number && row.subState == *subState)
                return StateReading {row.state, translated(row.text)};
        }
    }
    for (const Row &row : rows) {
        if (row.number == number)
            return StateReading {row.state, translated(row.text)};
    }
    return std::nullopt;
}

bool isJobStarted(int number)
{
    const auto reading = readState(number);
    return reading && number != 9500
        && (reading->state == State::Preparing || reading->state == State::Printing
            || reading->state == State::Paused);
}

bool isHeatingFirst(const MachineReport &report)
{
    if (report.state != statePrinting || !report.toolTarget || report.tools.isEmpty())
        return false;
    const bool nothingDone = !report.job || report.job->percent == 0;
    const auto nozzle = report.tools.constFirst();
    return nothingDone && nozzle && *nozzle < *report.toolTarget - heatedWithin;
}

} // namespace flotilla::xyzprinting
