// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgemachine.h"

#include <algorithm>
#include <array>

namespace flotilla::simulators {

namespace {

using Phase = FlashForgeMachine::Phase;

// Simulated seconds; of the order real machines take.
constexpr double levellingSeconds = 60;
constexpr double vibrationSeconds = 90;
constexpr double pausingSeconds = 3;
constexpr double cancelingSeconds = 5;
constexpr double filamentSeconds = 40;

constexpr double maxAdvanceSeconds = 40.0 * 24 * 3600;
constexpr double sliceSeconds = 1;

// "cannot feed the extruder"
constexpr auto runoutCode = "E0108";
// The first of four: "slot 1 feed time-out".
constexpr int slotFeedCode = 100;

struct PhaseWord
{
    Phase phase;
    const char *word;
};

constexpr std::array phaseWords {
    PhaseWord {Phase::Ready, "ready"},
    PhaseWord {Phase::Busy, "busy"},
    PhaseWord {Phase::Calibrating, "calibrate_doing"},
    PhaseWord {Phase::Heating, "heating"},
    PhaseWord {Phase::Printing, "printing"},
    PhaseWord {Phase::Pausing, "pausing"},
    PhaseWord {Phase::Canceling, "canceling"},
    PhaseWord {Phase::Canceled, "cancel"},
    PhaseWord {Phase::Completed, "completed"},
    PhaseWord {Phase::Error, "error"},
};

} // namespace

FlashForgeMachine::FlashForgeMachine(const FlashForgeModel &model)
    : m_model(&model)
    , m_nozzles(size_t(model.nozzles), Heater(5, 90))
    , m_bed(0.6, 600)
    , m_chamber(0.1, 1200)
{
    settings.firmware = QString::fromLatin1(model.firmware);
    // The four spools of the recording.
    constexpr std::array colors {"#FFFFFF", "#2750E0", "#FEF043", "#F95D73"};
    constexpr std::array creatorColors {"#1B1B1B", "#1B1B1B", "#FFFFFF", "#805003"};
    const auto &palette = model.family == FlashForgeFamily::Creator5 ? creatorColors : colors;
    for (int slot = 1; slot <= stationSlotCount; ++slot)
        m_spools[size_t(slot)]
            = {true, QStringLiteral("PLA"), QString::fromLatin1(palette[size_t(slot - 1)])};
    m_spools[0] = {false, QStringLiteral("?"), QString()};
}

QString FlashForgeMachine::statusWord() const
{
    if (m_phase == Phase::Paused)
        return QString::fromLatin1(m_model->pausedWord);
    for (const PhaseWord &row : phaseWords) {
        if (row.phase == m_phase)
            return QString::fromLatin1(row.word);
    }
    return QStringLiteral("ready");
}

bool FlashForgeMachine::hasActiveJob() const
{
    return m_job
        && (m_phase == Phase::Calibrating || m_phase == Phase::Heating || m_phase == Phase::Printing
            || m_phase == Phase::Pausing || m_phase == Phase::Paused
            || m_phase == Phase::Canceling);
}

bool FlashForgeMachine::canStore() const
{
    return m_phase == Phase::Ready || m_phase == Phase::Completed || m_phase == Phase::Canceled;
}

double FlashForgeMachine::progress() const
{
    return m_job ? std::clamp(m_job->doneSeconds / m_job->file.plan.seconds, 0.0, 1.0) : 0;
}

int FlashForgeMachine::layer() const
{
    return m_job && m_job->doneSeconds > 0 ? m_job->file.plan.layerAt(progress()) : 0;
}

double FlashForgeMachine::remainingSeconds() const
{
    if (!m_job)
        return 0;
    const double left = std::max(0.0, m_job->file.plan.seconds - m_job->doneSeconds);
    return left * 100 / settings.speedPercent;
}

void FlashForgeMachine::advance(double seconds)
{
    // In slices, so that one long step runs through all phases as many short ones would.
    double left = std::clamp(seconds, 0.0, maxAdvanceSeconds);
    while (left > 0) {
        const double slice = std::min(left, sliceSeconds);
        advanceSlice(slice);
        left -= slice;
    }
}

void FlashForgeMachine::advanceSlice(double seconds)
{
    for (Heater &nozzle : m_nozzles)
        nozzle.advance(seconds);
    m_bed.advance(seconds);
    m_chamber.advance(seconds);
    advanceStation(seconds);
    if (m_phase == Phase::Printing) {
        advancePrinting(seconds);
    } else if (m_phase == Phase::Heating) {
        if (heatersReady())
            enter(Phase::Printing);
    } else if (m_phaseLeft > 0) {
        m_phaseLeft -= seconds;
        if (m_phaseLeft <= 0)
            endOfPhase();
    }
}

void FlashForgeMachine::advancePrinting(double seconds)
{
    const GcodePlan &plan = m_job->file.plan;
    const double before = progress();
    m_job->doneSeconds += seconds * settings.speedPercent / 100;
    m_job->printSeconds += seconds;
    m_totalPrintSeconds += seconds;
    m_totalFilamentMm += (progress() - before) * plan.filamentMm;
    if (m_job->doneSeconds >= plan.seconds) {
        m_job->doneSeconds = plan.seconds;
        coolDown();
        enter(Phase::Completed);
    }
}

// What follows a phase that lasts a fixed time.
void FlashForgeMachine::endOfPhase()
{
    switch (m_phase) {
    case Phase::Busy:
        enter(Phase::Ready);
        break;
    case Phase::Calibrating:
        enter(m_job ? Phase::Heating : Phase::Ready);
        break;
    case Phase::Pausing:
        enter(Phase::Paused);
        break;
    case Phase::Canceling:
        coolDown();
        enter(Phase::Canceled);
        break;
    case Phase::Ready:
    case Phase::Heating:
    case Phase::Printing:
    case Phase::Paused:
    case Phase::Canceled:
    case Phase::Completed:
    case Phase::Error:
        break;
    }
}

void FlashForgeMachine::enter(Phase phase, double seconds)
{
    m_phase = phase;
    m_phaseLeft = seconds;
}

bool FlashForgeMachine::heatersReady() const
{
    return m_bed.isReady() && std::all_of(m_nozzles.begin(), m_nozzles.end(), [](const Heater &h) {
               return h.isReady();
           });
}

void FlashForgeMachine::coolDown()
{
    for (Heater &nozzle : m_nozzles)
        nozzle.setTarget(0);
    m_bed.setTarget(0);
    m_chamber.setTarget(0);
    settings.coolingFanPercent = 0;
    settings.chamberFanPercent = 0;
}

bool FlashForgeMachine::start(JobStart start)
{
    if (!canStart())
        return false;
    const GcodePlan &plan = start.file.plan;
    for (size_t tool = 0; tool < plan.nozzleCelsius.size(); ++tool) {
        // A single nozzle prints all tools of the file, one after the other.
        const size_t nozzle = std::min(tool, m_nozzles.size() - 1);
        const double celsius
            = std::min(plan.nozzleCelsius[tool], double(m_model->maxNozzleCelsius));
        if (celsius > 0)
            m_nozzles[nozzle].setTarget(celsius);
    }
    m_bed.setTarget(std::min(plan.bedCelsius, double(m_model->maxBedCelsius)));
    settings.speedPercent = 100;
    settings.coolingFanPercent = 100;
    m_errorCode.clear();
    if (start.usesStation && !start.mappings.isEmpty())
        m_loadedSlot = start.mappings.first().slotId;
    m_job = Job {std::move(start.file), std::move(start.mappings), 0, 0};
    if (start.levelFirst)
        enter(Phase::Calibrating, levellingSeconds);
    else
        enter(Phase::Heating);
    return true;
}

void FlashForgeMachine::pause()
{
    if (m_phase == Phase::Printing || m_phase == Phase::Heating)
        enter(Phase::Pausing, pausingSeconds);
}

void FlashForgeMachine::resume()
{
    if (m_phase != Phase::Paused || !m_hasFilament)
        return;
    m_errorCode.clear();
    enter(heatersReady() ? Phase::Printing : Phase::Heating);
}

void FlashForgeMachine::cancel()
{
    if (hasActiveJob() && m_phase != Phase::Canceling)
        enter(Phase::Canceling, cancelingSeconds);
}

void FlashForgeMachine::clearPlate()
{
    if (m_phase != Phase::Completed && m_phase != Phase::Canceled)
        return;
    m_lastProgress = progress();
    m_job.reset();
    enter(Phase::Ready);
}

void FlashForgeMachine::calibrate(bool level, bool vibration)
{
    if (m_phase == Phase::Ready && (level || vibration))
        enter(Phase::Calibrating,
              (level ? levellingSeconds : 0) + (vibration ? vibrationSeconds : 0));
}

bool FlashForgeMachine::beBusy(double seconds)
{
    if (!canStart())
        return false;
    clearPlate();
    enter(Phase::Busy, seconds);
    return true;
}

void FlashForgeMachine::reboot()
{
    m_job.reset();
    m_lastProgress = 0;
    m_errorCode.clear();
    m_action = StationAction::None;
    coolDown();
    enter(Phase::Ready);
}

void FlashForgeMachine::raiseError(const QString &code)
{
    m_errorCode = code;
    if (hasActiveJob())
        enter(Phase::Paused);
    else if (m_phase == Phase::Ready || m_phase == Phase::Busy)
        enter(Phase::Error);
}

void FlashForgeMachine::failWith(const QString &code)
{
    m_errorCode = code;
    coolDown();
    enter(Phase::Error);
}

void FlashForgeMachine::clearError()
{
    m_errorCode.clear();
    if (m_phase != Phase::Error)
        return;
    m_job.reset();
    enter(Phase::Ready);
}

void FlashForgeMachine::runOutOfFilament()
{
    m_hasFilament = false;
    if (m_phase == Phase::Printing)
        raiseError(QString::fromLatin1(runoutCode));
}

void FlashForgeMachine::insertFilament()
{
    m_hasFilament = true;
}

int FlashForgeMachine::stationStep() const
{
    if (m_action == StationAction::None)
        return 0;
    return m_action == StationAction::Load ? 3 : 5;
}

bool FlashForgeMachine::moveFilament(StationAction action, int slot)
{
    if (action == StationAction::Cancel) {
        m_action = StationAction::None;
        if (m_phase == Phase::Busy)
            enter(Phase::Ready);
        return true;
    }
    if (m_action != StationAction::None || !beBusy(filamentSeconds))
        return false;
    m_action = action;
    m_actingSlot = slot;
    m_actionLeft = filamentSeconds;
    return true;
}

void FlashForgeMachine::advanceStation(double seconds)
{
    if (m_action == StationAction::None)
        return;
    m_actionLeft -= seconds;
    if (m_actionLeft > 0)
        return;
    const StationAction done = std::exchange(m_action, StationAction::None);
    if (done == StationAction::Unload)
        m_loadedSlot = 0;
    else if (spool(m_actingSlot).hasFilament)
        m_loadedSlot = m_actingSlot;
    else if (m_actingSlot > 0)
        failWith(
            QStringLiteral("E%1").arg(slotFeedCode + m_actingSlot - 1, 4, 10, QLatin1Char('0')));
}

} // namespace flotilla::simulators
