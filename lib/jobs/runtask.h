// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobrunner.h"

#include <QElapsedTimer>
#include <QPointer>

namespace flotilla {

// One pass of a file to a printer. finished() comes exactly once: when the file is stored (no start
// asked), when the print is *seen*, or with the reason why not.
class RunTask : public QObject
{
    Q_OBJECT

public:
    ~RunTask() override;
    Q_DISABLE_COPY_MOVE(RunTask)

    RunStage stage() const { return m_run.stage; }
    // Ends with Canceled within a second while nothing was started; a print that was asked for is
    // not un-asked: cancel it on the printer.
    void cancel();

Q_SIGNALS:
    void stageChanged(flotilla::RunStage stage);
    void progressChanged(qint64 bytesDone, qint64 bytesTotal);
    void finished(const flotilla::Result<flotilla::SendOutcome> &outcome);

private:
    friend class JobRunner;

    RunTask(JobRunner &runner, SendRequest request, bool storedAlready, QObject *parent);

    void begin();
    void check();
    void takePlate();
    void writeRow();
    void transfer();
    void showProgress(qint64 done, qint64 total);
    void handleTransferred(const TransferResult &result);
    void start();
    void awaitSeen(Shown shown);
    void enter(RunStage stage);
    void fail(const Error &error);
    void end(Result<SendOutcome> outcome);

    JobRunner &m_runner;
    SendRequest m_request;
    const bool m_storedAlready;
    QPointer<Printer> m_printer;
    WatchToken m_watch;
    Claim m_claim;
    Run m_run;
    SendOutcome m_outcome;
    QJsonObject m_options;
    QPointer<TransferJob> m_transfer;
    QElapsedTimer m_transferTime;
    qint64 m_lastShown = 0; // of m_transferTime, ms
    bool m_rowWritten = false;
    bool m_canceled = false;
    bool m_finished = false;
};

} // namespace flotilla
