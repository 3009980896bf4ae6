// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/gcodeplan.h"
#include "simulators/heater.h"
#include "simulators/xyzprinting/xyzmodels.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <vector>

namespace flotilla::simulators {

// What somebody can set and a query shows.
struct XyzSettings
{
    QString name;
    QString serialNumber; // 18 characters
    QString firmware;
    QByteArray language = "en";
    bool buzzer = true;
    bool autoLevel = true;
    int energyMinutes = 9;
    int zOffset = 245; // 1/100 mm
};

// What goes on inside a simulated da Vinci: heaters, filament, the phases of a job and the actions
// of models without a menu. Pure values, no sockets and no clock; time comes through advance() in
// simulated seconds.
class XyzMachine
{
public:
    enum class Phase {
        Idle,
        Checking, // of the file that just came
        Heating,
        Printing,
        Pausing,
        Paused,
        Canceling,
        Ending, // the moment of "none" that one family shows between the job and its end
        Done, // until the bed is cleared
        Homing,
        Jogging,
        LoadHeating,
        Loading,
        UnloadHeating,
        Unloading,
        CleanHeating,
        CleanHot,
        ZOffset,
        Levelling, // calibration, in the order it goes
        LevelAskLower,
        LevelMeasuring,
        LevelAskRaise,
        Error,
    };

    struct Job
    {
        QString fileName;
        QByteArray token; // empty: started without one
        GcodePlan plan;
        // What is wrong with it and comes out while it is checked; 0: nothing.
        quint32 errorCode = 0;
        double doneSeconds = 0; // of the plan
        double elapsedSeconds = 0; // since the check, also heating and paused
    };

    XyzMachine(const XyzMachineModel &model, XyzSettings set);

    void advance(double seconds);
    // Lines that the printer sends without being asked, "home:{"stat":"complete"}", oldest first.
    QList<QByteArray> takeAnnouncements();

    const XyzMachineModel &model() const { return *m_model; }
    Phase phase() const { return m_phase; }
    // The number of `j:` and its second part; the old number of the JSON protocol.
    int state() const;
    int subState() const;
    int oldState() const;
    bool hasJob() const; // from the check to the end or the cancel
    bool canTakeJob() const { return m_phase == Phase::Idle; }
    const std::optional<Job> &job() const { return m_job; }
    // Percent in the jumps of whole layers, as the firmware counts.
    int percent() const;
    int elapsedMinutes() const;
    int minutesLeft() const; // unknownMinutes where it cannot say

    // False: the state does not allow it.
    bool start(Job job);
    bool pause();
    bool resume();
    bool cancel();
    bool clearBed();
    // The job is gone at once, with no state that tells of it.
    void abandon();
    void reboot();

    // Actions of models without a menu; false: not now.
    bool home();
    bool jog(char axis, double millimetres);
    bool load();
    bool unload();
    bool cleanNozzle();
    bool calibrate();
    bool lowerDetector();
    bool raiseDetector();
    // Ends load, unload and nozzle cleaning before their end; false: there is nothing to end.
    bool cancelAction();
    // The new offset; nullopt before the first homing.
    std::optional<int> moveZOffset(int steps);

    // Codes of `e:`. Those that block printing stay until they are set anew.
    QList<quint32> errors() const { return m_errors; }
    void setErrors(const QList<quint32> &codes) { m_errors = codes; }
    void failWith(quint32 code);
    // A job that prints pauses; the others say so and go on.
    void runOutOfFilament();

    bool hasSpool() const { return m_hasSpool; }
    void setSpool(bool there) { m_hasSpool = there; }
    double filamentLeftMm() const { return m_filamentLeft; }

    const std::vector<Heater> &nozzles() const { return m_nozzles; }
    const Heater &bed() const { return m_bed; }
    QByteArray calibration() const; // the nine readings, with commas

    double poweredMinutes() const { return m_poweredSeconds / 60; }
    double printedMinutes() const { return m_printedSeconds / 60; }
    double lastJobMinutes() const { return m_lastJobSeconds / 60; }
    QString lastFile() const { return m_lastFile; }
    bool lastFileComplete() const { return m_lastComplete; }

    XyzSettings settings;

    static constexpr int unknownMinutes = 0x04444444;

private:
    void advanceSlice(double seconds);
    void advanceJob(double seconds);
    void advanceAction();
    void endOfPhase();
    void endJob(Phase next, bool complete);
    void enter(Phase phase, double seconds = 0);
    bool startAction(Phase phase, double seconds);
    void announce(const char *what, const QByteArray &stat);
    void coolDown();

    const XyzMachineModel *m_model;
    Phase m_phase = Phase::Idle;
    double m_phaseLeft = 0;
    double m_untilHeatLine = 0;
    std::optional<Job> m_job;
    QList<quint32> m_errors;
    QList<QByteArray> m_announcements;
    std::vector<Heater> m_nozzles;
    Heater m_bed;
    bool m_homed = false;
    bool m_hasSpool = true;
    double m_filamentLeft = 200'000;
    double m_poweredSeconds = 301'080 * 60.0;
    double m_printedSeconds = 28'581 * 60.0;
    double m_lastJobSeconds = 66 * 60.0;
    QString m_lastFile;
    bool m_lastComplete = true;
};

} // namespace flotilla::simulators
