// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fleet.h"
#include "jobs/jobstore.h"

#include <QHash>
#include <QMap>
#include <QObject>

namespace flotilla {

class RunTask;

// A file for a printer, as asked for.
struct SendRequest
{
    QUuid printer;
    QString filePath; // absolute
    QString as = {}; // the name at the printer; empty = the file's own
    QString storage = {};
    bool start = false;
    QMap<QString, QString> options = {}; // start options, by Capabilities::startOptions
    bool plateClear = false; // the person says so
    bool force = false; // send although the file's type is not one the printer names
    JobSource source = JobSource::Flotilla;
    QString externalId = {};
};

// A file that lies at the printer, to be started.
struct StartRequest
{
    QUuid printer;
    QString fileName;
    QMap<QString, QString> options = {};
    bool plateClear = false;
    JobSource source = JobSource::Flotilla;
    QString externalId = {};
};

struct SendOutcome
{
    // What went over the wire in place of the given file.
    struct Sent
    {
        QString file;
        qint64 size = 0;
        QByteArray sha256; // 32 bytes
        QString format; // "3w"
        bool operator==(const Sent &) const = default;
    };

    QString file; // as the printer knows it
    qint64 size = 0; // of the given file
    QByteArray sha256; // 32 bytes, of the given file
    std::optional<Sent> sent = {}; // there where the file was converted
    double seconds = 0; // of the transfer
    bool started = false; // and seen
    QString runId; // empty where nothing was started

    bool operator==(const SendOutcome &) const = default;
};

// The only way anything in the program starts a print: inspect → check → convert → transfer → start
// → seen → ended. Writes a row before each act, follows what printers do by themselves (jobs
// started at the panel get a row, too), and looks up runs that were in flight when the program
// ended. Main thread; one a fleet.
class JobRunner : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        // From the printer's yes to its state showing the job: machines home and level first.
        std::chrono::milliseconds seen {60'000};
    };

    // `fleet` and `store` must outlive the runner.
    JobRunner(Fleet &fleet, JobStore &store, const Limits &limits, QObject *parent = nullptr);
    JobRunner(Fleet &fleet, JobStore &store, QObject *parent = nullptr);
    ~JobRunner() override;
    Q_DISABLE_COPY_MOVE(JobRunner)

    // After Fleet::load(): takes up the runs that were in flight.
    Command<void> load();

    // Both belong to `parent`, which must go before the runner, begin from the event loop, and
    // delete themselves after finished().
    [[nodiscard]] RunTask *send(const SendRequest &request, QObject *parent);
    [[nodiscard]] RunTask *startStored(const StartRequest &request, QObject *parent);

    Command<QList<Run>> history(const RunFilter &filter) { return m_store.list(filter); }
    // The person says how a run ended whose end nobody saw. Refused for one that is still under
    // way.
    Command<void> setResult(const QString &runId, JobResult result);

Q_SIGNALS:
    void runChanged(const flotilla::Run &run);

private:
    friend class RunTask;

    void watchPrinter(Printer *printer);
    void handleJobStarted(Printer *printer);
    void handleJobEnded(Printer *printer);
    void handleStatus(Printer *printer);
    void lookUp(Printer *printer, const QList<Run> &lost);
    void adopt(Printer *printer, Run run);
    void endRun(Run run, JobResult result, const QString &reason, const QDateTime &endedAt);
    // This run's job is about to appear on its printer.
    void expect(const Run &run);
    void forget(const Run &run);
    // The transfer has told the name and hash; the job may have been seen already.
    void noteTransferred(const Run &run);
    void save(const Run &run);

    Fleet &m_fleet;
    JobStore &m_store;
    Limits m_limits;
    QHash<QUuid, Run> m_expected; // sent with a start, not seen yet
    QHash<QUuid, Run> m_current; // seen on the printer
    QHash<QUuid, QList<Run>> m_lost; // in flight when the program ended, not looked up yet
};

} // namespace flotilla
