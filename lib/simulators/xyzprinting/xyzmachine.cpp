// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzmachine.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace flotilla::simulators {

namespace {

using Phase = XyzMachine::Phase;

// Simulated seconds; of the order real machines take.
constexpr double checkingSeconds = 5;
constexpr double pausingSeconds = 4;
constexpr double cancelingSeconds = 8;
constexpr double momentSeconds = 6; // "for one poll"

constexpr double maxAdvanceSeconds = 40.0 * 24 * 3600;
constexpr double sliceSeconds = 1;
constexpr quint32 noSpoolCode = 0x40000206;
constexpr quint32 filamentEndedCode = 0x40000405;

struct PhaseRow
{
    Phase phase;
    int state;
    int subState;
    int oldState;
};

constexpr std::array phaseTable {
    PhaseRow {Phase::Idle, 9511, 0, 10},
    PhaseRow {Phase::Checking, 9520, 0, 11},
    PhaseRow {Phase::Heating, 9505, 0, 1},
    PhaseRow {Phase::Printing, 9505, 0, 2},
    PhaseRow {Phase::Pausing, 9505, 0, 2},
    PhaseRow {Phase::Paused, 9601, 0, 30},
    PhaseRow {Phase::Canceling, 9602, 0, 12},
    PhaseRow {Phase::Ending, 9511, 0, 10},
    PhaseRow {Phase::Done, 9509, 0, 8},
    PhaseRow {Phase::Homing, 9534, 5, 30},
    PhaseRow {Phase::Jogging, 9532, 30, 16},
    PhaseRow {Phase::LoadHeating, 9530, 11, 13},
    PhaseRow {Phase::Loading, 9530, 12, 13},
    PhaseRow {Phase::UnloadHeating, 9531, 21, 14},
    PhaseRow {Phase::Unloading, 9531, 22, 14},
    PhaseRow {Phase::CleanHeating, 9536, 51, 30},
    PhaseRow {Phase::CleanHot, 9536, 52, 30},
    PhaseRow {Phase::ZOffset, 9540, 0, 30},
    PhaseRow {Phase::Levelling, 9535, 40, 30},
    PhaseRow {Phase::LevelAskLower, 9535, 41, 30},
    PhaseRow {Phase::LevelMeasuring, 9535, 43, 30},
    PhaseRow {Phase::LevelAskRaise, 9535, 44, 30},
    PhaseRow {Phase::Error, 9517, 0, 17},
};

const PhaseRow &rowOf(Phase phase)
{
    return *std::find_if(phaseTable.begin(), phaseTable.end(),
                         [&](const PhaseRow &row) { return row.phase == phase; });
}

// What ends by itself after a fixed time, and what it announces then.
struct Ending
{
    Phase phase;
    Phase next;
    double nextSeconds;
    const char *what;
    const char *stat;
};

constexpr std::array endings {
    Ending {Phase::Pausing, Phase::Paused, 0, nullptr, nullptr},
    Ending {Phase::Canceling, Phase::Idle, 0, nullptr, nullptr},
    Ending {Phase::Ending, Phase::Done, momentSeconds, nullptr, nullptr},
    Ending {Phase::Done, Phase::Idle, 0, nullptr, nullptr},
    Ending {Phase::Homing, Phase::Idle, 0, "home", R"("complete")"},
    Ending {Phase::Jogging, Phase::Idle, 0, "jog", R"("complete")"},
    Ending {Phase::Loading, Phase::Idle, 0, "load", R"("complete")"},
    Ending {Phase::Unloading, Phase::Idle, 0, "unload", R"("complete")"},
    Ending {Phase::ZOffset, Phase::Idle, 0, nullptr, nullptr},
    Ending {Phase::Levelling, Phase::LevelAskLower, 0, "calibratejr", R"("pressdetector")"},
};

bool isHeatingFor(Phase phase)
{
    return phase == Phase::LoadHeating || phase == Phase::UnloadHeating
        || phase == Phase::CleanHeating;
}

} // namespace

XyzMachine::XyzMachine(const XyzMachineModel &model, XyzSettings set)
    : settings(std::move(set))
    , m_model(&model)
    , m_nozzles(size_t(model.extruders), Heater(5, 90))
    , m_bed(0.6, 600)
{
    if (!model.hasChip)
        m_filamentLeft = 1'100'000;
}

int XyzMachine::state() const
{
    // A menu tells heating apart from printing; the small ones say 9505 with no percent yet.
    return m_phase == Phase::Heating && m_model->lcd ? 9501 : rowOf(m_phase).state;
}

int XyzMachine::subState() const
{
    return rowOf(m_phase).subState;
}

int XyzMachine::oldState() const
{
    return rowOf(m_phase).oldState;
}

bool XyzMachine::hasJob() const
{
    return m_job
        && (m_phase == Phase::Checking || m_phase == Phase::Heating || m_phase == Phase::Printing
            || m_phase == Phase::Pausing || m_phase == Phase::Paused
            || m_phase == Phase::Canceling);
}

int XyzMachine::percent() const
{
    if (!m_job)
        return 0;
    const double part = std::clamp(m_job->doneSeconds / m_job->plan.seconds, 0.0, 1.0);
    const int steps = std::clamp(m_job->plan.layerCount, 1, 100);
    return int(std::floor(part * steps)) * 100 / steps;
}

int XyzMachine::elapsedMinutes() const
{
    return m_job ? int(m_job->elapsedSeconds / 60) : 0;
}

int XyzMachine::minutesLeft() const
{
    if (!m_job)
        return 0;
    const int done = percent();
    if (done > 0)
        return elapsedMinutes() * (100 - done) / done;
    return m_job->plan.seconds > 60 ? int(m_job->plan.seconds / 60) : unknownMinutes;
}

QList<QByteArray> XyzMachine::takeAnnouncements()
{
    return std::exchange(m_announcements, {});
}

void XyzMachine::advance(double seconds)
{
    // In slices, so that one long step runs through all phases as many short ones would.
    double left = std::clamp(seconds, 0.0, maxAdvanceSeconds);
    while (left > 0) {
        const double slice = std::min(left, sliceSeconds);
        advanceSlice(slice);
        left -= slice;
    }
}

void XyzMachine::advanceSlice(double seconds)
{
    m_poweredSeconds += seconds;
    for (Heater &nozzle : m_nozzles)
        nozzle.advance(seconds);
    m_bed.advance(seconds);
    if (hasJob() && m_phase != Phase::Checking)
        m_job->elapsedSeconds += seconds;
    m_untilHeatLine -= seconds;
    if (m_phase == Phase::Heating || m_phase == Phase::Printing) {
        advanceJob(seconds);
    } else if (isHeatingFor(m_phase)) {
        advanceAction();
    } else if (m_phaseLeft > 0) {
        m_phaseLeft -= seconds;
        if (m_phaseLeft <= 0)
            endOfPhase();
    }
}

void XyzMachine::advanceJob(double seconds)
{
    if (m_phase == Phase::Heating) {
        const bool ready = m_bed.isReady()
            && std::all_of(m_nozzles.begin(), m_nozzles.end(),
                           [](const Heater &nozzle) { return nozzle.isReady(); });
        if (ready)
            enter(Phase::Printing);
        return;
    }
    m_job->doneSeconds += seconds;
    m_printedSeconds += seconds;
    if (m_model->hasChip)
        m_filamentLeft = std::max(
            0.0, m_filamentLeft - m_job->plan.filamentMm * seconds / m_job->plan.seconds);
    if (m_job->doneSeconds >= m_job->plan.seconds)
        endJob(m_model->clearsItself ? Phase::Ending : Phase::Done, true);
}

// What follows a phase that lasts a fixed time.
void XyzMachine::endOfPhase()
{
    const Phase ended = m_phase;
    if (ended == Phase::Checking) {
        if (m_job->errorCode != 0) {
            m_errors = {m_job->errorCode};
            endJob(Phase::Idle, false);
        } else {
            enter(Phase::Heating);
        }
        return;
    }
    if (ended == Phase::LevelMeasuring) {
        announce("calibratejr", R"("ok",)" + calibration());
        enter(Phase::LevelAskRaise);
        return;
    }
    if (ended == Phase::Canceling)
        endJob(Phase::Idle, false);
    if (ended == Phase::Loading && !m_hasSpool) {
        m_errors = {noSpoolCode};
        coolDown();
        announce("load", R"("fail")");
        enter(Phase::Idle);
        return;
    }
    if (ended == Phase::Loading || ended == Phase::Unloading)
        coolDown();
    if (ended == Phase::Homing)
        m_homed = true;
    for (const Ending &row : endings) {
        if (row.phase != ended)
            continue;
        if (row.what)
            announce(row.what, row.stat);
        enter(row.next, row.nextSeconds);
    }
}

void XyzMachine::endJob(Phase next, bool complete)
{
    m_lastJobSeconds = m_job->elapsedSeconds;
    m_lastFile = m_job->fileName;
    m_lastComplete = complete;
    m_job.reset();
    coolDown();
    // Who clears itself goes on after a moment, the others wait for a hand.
    enter(next, next == Phase::Ending ? momentSeconds : 0);
}

void XyzMachine::enter(Phase phase, double seconds)
{
    m_phase = phase;
    m_phaseLeft = seconds;
}

void XyzMachine::coolDown()
{
    for (Heater &nozzle : m_nozzles)
        nozzle.setTarget(0);
    m_bed.setTarget(0);
}

bool XyzMachine::start(Job job)
{
    if (!canTakeJob())
        return false;
    m_errors.clear();
    for (size_t tool = 0; job.errorCode == 0 && tool < m_nozzles.size(); ++tool)
        m_nozzles[tool].setTarget(std::min(job.plan.nozzleCelsius[tool], 260.0));
    if (job.errorCode == 0 && m_model->heatedBed)
        m_bed.setTarget(std::min(job.plan.bedCelsius, 110.0));
    m_job = std::move(job);
    enter(Phase::Checking, checkingSeconds);
    return true;
}

bool XyzMachine::pause()
{
    if (m_phase != Phase::Printing && m_phase != Phase::Heating)
        return false;
    enter(Phase::Pausing, pausingSeconds);
    return true;
}

bool XyzMachine::resume()
{
    if (m_phase != Phase::Paused || !m_hasSpool)
        return false;
    m_errors.clear();
    enter(Phase::Heating);
    return true;
}

bool XyzMachine::cancel()
{
    if (!hasJob() || m_phase == Phase::Canceling)
        return false;
    enter(Phase::Canceling, cancelingSeconds);
    return true;
}

bool XyzMachine::clearBed()
{
    if (m_phase != Phase::Done)
        return false;
    enter(Phase::Idle);
    return true;
}

void XyzMachine::abandon()
{
    if (hasJob())
        endJob(Phase::Idle, false);
}

void XyzMachine::reboot()
{
    if (m_job)
        endJob(Phase::Idle, false);
    m_errors.clear();
    m_announcements.clear();
    m_homed = false;
    coolDown();
    enter(Phase::Idle);
}

void XyzMachine::runOutOfFilament()
{
    m_hasSpool = false;
    m_errors = {filamentEndedCode};
    if (m_phase == Phase::Printing)
        enter(Phase::Paused);
}

void XyzMachine::failWith(quint32 code)
{
    if (m_job)
        endJob(Phase::Idle, false);
    m_errors = {code};
    enter(Phase::Error);
}

QByteArray XyzMachine::calibration() const
{
    return m_model->hasChip ? "336,374,377,355,373,371,364,377,356"
                            : "357,377,399,373,381,383,388,376,363";
}

} // namespace flotilla::simulators
