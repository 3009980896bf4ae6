// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printer.h"
#include "jobs/jobrunner.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QQueue>

namespace flotilla::models {

// What is being sent at the moment, and what came of it. Starts every transfer of the window
// through the JobRunner, several files for one printer one after the other. Main thread; goes
// before the runner.
class SendDesk : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    // Both must outlive the desk.
    SendDesk(Fleet &fleet, JobRunner &jobs, QObject *parent = nullptr);
    ~SendDesk() override;
    Q_DISABLE_COPY_MOVE(SendDesk)

    void send(const SendRequest &request);

    // Files on their way or waiting for another one to the same printer.
    int count() const;
    bool isSendingTo(const QUuid &printer) const { return m_lines.contains(printer); }
    // Of the file under way to this printer, 0..1; below 0 while it is not known.
    double progress(const QUuid &printer) const;
    // The names of the printers that files are on their way to.
    QStringList printerNames() const;

    // Stops what is on its way to this printer and what waits behind it. A print that was asked for
    // already is not un-asked.
    Q_INVOKABLE void cancel(const QString &printerId);
    void cancelAll();

Q_SIGNALS:
    void countChanged();
    // Something began, went on or ended for this printer.
    void sendingChanged(const QUuid &printer);
    // A file has arrived, or was stopped by the person.
    void said(const QString &text);
    // It came to nothing; `detail` is for the pane behind it.
    void failed(const QString &text, const QString &detail);

private:
    // What goes to one printer.
    struct Line
    {
        QPointer<RunTask> task;
        SendRequest request;
        QQueue<SendRequest> waiting;
        WatchToken watch; // from the first file to the last one: no slow poll between them
        QString printerName;
        qint64 done = 0;
        qint64 total = 0;
    };

    void next(const QUuid &printer);
    void handleFinished(const QUuid &printer, const Result<SendOutcome> &outcome);
    void tell(const Line &line, const Result<SendOutcome> &outcome);

    Fleet &m_fleet;
    JobRunner &m_jobs;
    std::map<QUuid, Line> m_lines;
};

} // namespace flotilla::models
