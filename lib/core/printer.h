// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectgate.h"
#include "core/driverregistry.h"
#include "core/followups.h"
#include "core/jobtracker.h"
#include "core/link.h"
#include "core/printerrecord.h"

#include <QTimer>

#include <map>
#include <memory>

namespace flotilla {

struct DriverContext;
class Printer;

// Says that somebody looks at this printer; while one lives, the driver polls at the watched pace.
// Move-only.
class WatchToken
{
public:
    WatchToken() = default;
    explicit WatchToken(Printer *printer);
    WatchToken(WatchToken &&other) noexcept;
    WatchToken &operator=(WatchToken &&other) noexcept;
    ~WatchToken();
    Q_DISABLE_COPY(WatchToken)

private:
    QPointer<Printer> m_printer;
};

// The right to send to and start on a printer, one holder at a time. Move-only; gives it back when
// it goes.
class Claim
{
public:
    Claim() = default;
    Claim(Claim &&other) noexcept;
    Claim &operator=(Claim &&other) noexcept;
    ~Claim();
    Q_DISABLE_COPY(Claim)

    bool isHeld() const { return m_printer; }

private:
    friend class Printer;
    explicit Claim(Printer *printer);
    QPointer<Printer> m_printer;
};

// How long we wait for the state to show what was commanded.
struct CommandLimits
{
    std::chrono::milliseconds shown {30'000}; // light, temperature, a name
    std::chrono::milliseconds jobCommand {
        120'000}; // pause, resume, cancel: machines finish a move or a park
};

// One remembered machine. Lives as long as it is in the fleet and outlives every connection: it
// opens and drops its driver, keeps the link by the rules of lib/README.md, composes the published
// status, and checks capability and state of every command in one place. Main thread; owned by
// Fleet.
class Printer : public QObject
{
    Q_OBJECT

public:
    struct Environment
    {
        DriverContext &context;
        ConnectGate &gate;
        LinkRules rules = {};
        CommandLimits limits = {};
    };

    // `info` and what `environment` refers to must outlive the printer.
    Printer(PrinterRecord record, const DriverInfo &info, const Environment &environment,
            QObject *parent = nullptr);
    ~Printer() override;
    Q_DISABLE_COPY_MOVE(Printer)

    QUuid id() const { return m_record.id; }
    QString name() const { return m_record.name; }
    const PrinterRecord &record() const { return m_record; }
    const DriverInfo &driverInfo() const { return m_info; }
    const PrinterStatus &status() const { return m_status; }
    const Capabilities &capabilities() const { return m_record.capabilities; }
    // Why the link is not Online; nullopt when it is, or while nothing went wrong.
    const std::optional<Error> &linkError() const { return m_link.reason(); }
    // Rejected because another machine is at its address: no new code would help.
    bool meetsOtherMachine() const { return m_link.meetsOtherMachine(); }

    // The link. open() does nothing for a printer out of service.
    void open();
    void close();
    void tryNow();
    // The computer was away: nothing believed before is sure.
    void wasAway();
    // New name, settings or service; an open link connects anew where that needs it.
    void apply(const PrinterRecord &record);
    // An open link is closed and opened with settings and secrets read anew.
    void reconnect();
    [[nodiscard]] WatchToken watch() { return WatchToken(this); }

    // What would keep a command from being sent at this moment: the very check that it makes
    // itself.
    Result<void> mayPause() const { return checkStep(pauseStep()); }
    Result<void> mayResume() const { return checkStep(resumeStep()); }
    Result<void> mayCancelJob() const { return checkStep(cancelStep()); }
    Result<void> mayClearPlate() const;
    Result<void> maySetLight() const;
    Result<void> mayAct(const QString &action) const;

    // Commands. They end when the printer's state shows the effect; errors name the printer.
    Command<void> pause();
    Command<void> resume();
    Command<void> cancelJob();
    // "The plate is clear": tells the printer too where it wants to hear it.
    Command<void> clearPlate();
    // Keys: tool0… bed chamber vat (°C), fan or a fan's name (%), speed (%), light (0 or 1).
    Command<void> setValues(const QMap<QString, double> &values);
    Command<void> home(const QString &axes);
    Command<void> jog(const QMap<QChar, double> &millimetres);
    Command<void> act(const QString &action, const QMap<QString, QString> &parameters);
    Command<QStringList> gcode(const QStringList &lines);
    Command<QList<StoredFile>> files(const QString &storage);
    Command<void> deleteFile(const QString &name);
    Command<QByteArray> thumbnail(const QString &fileName);
    // One picture of a camera that gives stills on request: a JPEG that was decoded once already.
    // The id is empty for the printer's only camera; NotFound for one it does not have.
    Command<QByteArray> takePicture(const QString &cameraId);

    // For lib/jobs alone: the steps of a run. Nothing else in the program starts a print.
    [[nodiscard]] Result<Claim> claim(const QString &holder);
    // Whether a job may start now: Online, Idle, plate clear; the sentence says what is in the way.
    Result<void> readyToStart() const;
    Result<QString> storedName(const QString &fileName) const;
    TransferJob *upload(const UploadRequest &request, QObject *parent);
    Command<Shown> startStored(const QString &fileName, const QJsonObject &options);
    Command<void> follow(Shown shown, std::chrono::milliseconds limit, const QString &sentence);
    void setActivity(const std::optional<Activity> &activity);
    void attachRun(const QString &runId, JobSource source);

    [[nodiscard]] CameraLease acquireCamera(const QString &cameraId);

Q_SIGNALS:
    // After status() has changed in more than its age; members are consistent.
    void statusChanged();
    // After each report of the printer, also one that says nothing new.
    void heard();
    void capabilitiesChanged();
    // The remembered row changed (serial, capabilities, a learnt setting): to be stored.
    void recordChanged();
    // A job began or ended by the printer's own words; status() tells which.
    void jobStarted();
    void jobEnded();

private:
    friend class WatchToken;
    friend class Claim;

    struct Step
    {
        bool supported = true;
        QString what; // "pause", for sentences
        QList<State> allowedIn = {}; // empty = any
        std::optional<ActivityKind> activity = {};
        std::chrono::milliseconds limit {};
        std::function<Command<Shown>(PrinterDriver &)> run = {};
    };

    Step pauseStep() const;
    Step resumeStep() const;
    Step cancelStep() const;
    Step actionStep(const Action &action) const;
    Result<void> checkStills(const QString &cameraId) const;
    Result<const Action *> findAction(const QString &id) const;
    Command<void> perform(const Step &step);
    Result<void> checkStep(const Step &step) const;
    Error notOnline() const;
    template<typename T>
    Command<T> ask(bool supported, const QString &what,
                   const std::function<Command<T>(PrinterDriver &)> &run);

    void loadSecretsAndCreateDriver();
    void createDriver(const QJsonObject &settings);
    void dropDriver();
    void driveLink();
    void startConnect();
    void handleSessionOpened(const Identity &identity);
    void handleState(const DriverState &state);
    void handleConnectFailed(const LinkFailure &failure);
    void handleSessionLost(const LinkFailure &failure);
    void handleBeatMissed(const Error &why);
    void handleCapabilities(const Capabilities &capabilities);
    void publish();
    void changeWatchers(int by);
    std::chrono::milliseconds now() const;

    PrinterRecord m_record;
    const DriverInfo &m_info;
    Environment m_environment;
    LinkMachine m_link;
    JobTracker m_jobs;
    FollowUps m_followUps;
    DriverState m_reported;
    PrinterStatus m_status;
    std::optional<Activity> m_activity;
    std::unique_ptr<PrinterDriver> m_driver;
    QTimer m_linkTimer;
    std::map<QString, std::unique_ptr<CameraGate>> m_cameraGates;
    std::optional<QString> m_claimHolder;
    int m_watchers = 0;
    int m_driverGeneration = 0; // tells answers for a dropped driver from those for the present one
};

} // namespace flotilla
