// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/flashforge/flashforgefiles.h"
#include "simulators/flashforge/flashforgemodels.h"
#include "simulators/heater.h"

#include <array>
#include <optional>
#include <vector>

namespace flotilla::simulators {

inline constexpr int stationSlotCount = 4;

// One spool, in the station or beside it.
struct SimulatedSpool
{
    bool hasFilament = true;
    QString material;
    QString color; // as it was set, with or without '#'
};

// A tool of the file fed from a slot of the station.
struct SlotMapping
{
    int toolId = 0; // from 0
    int slotId = 1; // from 1
    QString material;
};

struct JobStart
{
    StoredFile file;
    bool levelFirst = false;
    bool usesStation = false;
    QList<SlotMapping> mappings;
};

// Everything about the machine that somebody can set and /detail shows.
struct MachineSettings
{
    QString name;
    QString serialNumber;
    QString checkCode;
    QString firmware;
    QString macAddress;
    QString location = QStringLiteral("Group A");
    bool light = true;
    bool internalFan = false;
    bool externalFan = false;
    int coolingFanPercent = 0;
    int coolingLeftFanPercent = 0;
    int chamberFanPercent = 0;
    int speedPercent = 100;
    double zOffsetMm = 0;
    bool autoShutdown = false;
    int autoShutdownMinutes = 30;
    bool doorOpen = false;
    bool streamOpen = false;
    bool runoutSensor = true;
    std::array<double, 3> positionMm {110.05, 110.05, 200};
};

// What goes on inside a simulated printer: heaters, station and the phases of a job. Pure values,
// no sockets and no clock; time comes through advance() in simulated seconds.
class FlashForgeMachine
{
public:
    enum class Phase {
        Ready,
        Busy, // works without a job
        Calibrating,
        Heating,
        Printing,
        Pausing,
        Paused,
        Canceling,
        Canceled, // sticky until the plate is cleared
        Completed, // sticky until the plate is cleared
        Error,
    };

    struct Job
    {
        StoredFile file;
        QList<SlotMapping> mappings;
        double doneSeconds = 0; // of the plan
        double printSeconds = 0; // at work
    };

    enum class StationAction { None = 0, Load = 1, Unload = 2, Cancel = 3 };

    explicit FlashForgeMachine(const FlashForgeModel &model);

    void advance(double seconds);

    const FlashForgeModel &model() const { return *m_model; }
    Phase phase() const { return m_phase; }
    QString statusWord() const;
    bool hasActiveJob() const; // from the start to the end or the cancel
    bool canStart() const { return m_phase == Phase::Ready || (clearsItself() && canStore()); }
    // Storing without starting: also while the last job's plate waits to be cleared.
    bool canStore() const;
    const std::optional<Job> &job() const { return m_job; }
    double progress() const;
    // As progress(), but the last value stays after the plate was cleared.
    double keptProgress() const { return m_job ? progress() : m_lastProgress; }
    int layer() const;
    double remainingSeconds() const;

    bool start(JobStart start);
    void pause();
    void resume();
    void cancel();
    void clearPlate();
    void calibrate(bool level, bool vibration);
    // Homing, a move: busy for that long; only when ready.
    bool beBusy(double seconds);
    // Power gone and back.
    void reboot();

    void raiseError(const QString &code);
    void failWith(const QString &code);
    void clearError();
    QString errorCode() const { return m_errorCode; }
    void runOutOfFilament();
    void insertFilament();
    bool hasFilament() const { return m_hasFilament; }

    std::vector<Heater> &nozzles() { return m_nozzles; }
    const std::vector<Heater> &nozzles() const { return m_nozzles; }
    Heater &bed() { return m_bed; }
    const Heater &bed() const { return m_bed; }
    Heater &chamber() { return m_chamber; }
    const Heater &chamber() const { return m_chamber; }

    // slot 1–4, or 0 for the spool beside the station. False while it cannot move filament.
    bool moveFilament(StationAction action, int slot);
    SimulatedSpool &spool(int slot) { return m_spools[size_t(slot)]; }
    const SimulatedSpool &spool(int slot) const { return m_spools[size_t(slot)]; }
    StationAction stationAction() const { return m_action; }
    int stationStep() const;
    int actingSlot() const { return m_actingSlot; }
    int loadedSlot() const { return m_loadedSlot; }

    double totalPrintSeconds() const { return m_totalPrintSeconds; }
    double totalFilamentMm() const { return m_totalFilamentMm; }

    MachineSettings settings;

private:
    void advanceSlice(double seconds);
    void advancePrinting(double seconds);
    void advanceStation(double seconds);
    void endOfPhase();
    void enter(Phase phase, double seconds = 0);
    bool heatersReady() const;
    void coolDown();
    // The older machines ask nobody whether the plate is free.
    bool clearsItself() const { return m_model->family == FlashForgeFamily::Older; }

    const FlashForgeModel *m_model;
    Phase m_phase = Phase::Ready;
    double m_phaseLeft = 0;
    std::optional<Job> m_job;
    double m_lastProgress = 0;
    QString m_errorCode;
    bool m_hasFilament = true;

    std::vector<Heater> m_nozzles;
    Heater m_bed;
    Heater m_chamber;

    std::array<SimulatedSpool, stationSlotCount + 1> m_spools; // [0] is the one beside the station
    StationAction m_action = StationAction::None;
    int m_actingSlot = 0;
    double m_actionLeft = 0;
    int m_loadedSlot = 0;

    double m_totalPrintSeconds = 8810 * 60.0;
    double m_totalFilamentMm = 1'582'895;
};

} // namespace flotilla::simulators
