// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/senddesk.h"

#include "base/text.h"
#include "core/fleet.h"
#include "jobs/runtask.h"

#include <QFileInfo>

namespace flotilla::models {

namespace {

constexpr qsizetype longestSentence = 1024;

QString shownName(const SendRequest &request)
{
    return cleanText(request.as.isEmpty() ? QFileInfo(request.filePath).fileName() : request.as);
}

} // namespace

SendDesk::SendDesk(Fleet &fleet, JobRunner &jobs, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_jobs(jobs)
{
}

SendDesk::~SendDesk() = default;

void SendDesk::send(const SendRequest &request)
{
    Printer *printer = m_fleet.printer(request.printer);
    if (!printer) {
        Q_EMIT failed(tr("This printer is no longer in the fleet."), {});
        return;
    }
    Line &line = m_lines[request.printer];
    line.waiting.enqueue(request);
    if (!line.task) {
        line.watch = printer->watch();
        line.printerName = printer->name();
        next(request.printer);
    }
    Q_EMIT countChanged();
    Q_EMIT sendingChanged(request.printer);
}

int SendDesk::count() const
{
    int files = 0;
    for (const auto &[printer, line] : m_lines)
        files += int(line.waiting.size()) + (line.task ? 1 : 0);
    return files;
}

double SendDesk::progress(const QUuid &printer) const
{
    const auto found = m_lines.find(printer);
    if (found == m_lines.end() || found->second.total <= 0)
        return -1;
    return double(found->second.done) / double(found->second.total);
}

QStringList SendDesk::printerNames() const
{
    QStringList names;
    for (const auto &[printer, line] : m_lines)
        names << line.printerName;
    names.sort(Qt::CaseInsensitive);
    return names;
}

void SendDesk::cancel(const QString &printerId)
{
    const auto found = m_lines.find(QUuid::fromString(printerId));
    if (found == m_lines.end())
        return;
    found->second.waiting.clear();
    if (found->second.task)
        found->second.task->cancel();
    Q_EMIT countChanged();
}

void SendDesk::cancelAll()
{
    for (auto &[printer, line] : m_lines) {
        line.waiting.clear();
        if (line.task)
            line.task->cancel();
    }
    Q_EMIT countChanged();
}

void SendDesk::next(const QUuid &printer)
{
    Line &line = m_lines[printer];
    line.request = line.waiting.dequeue();
    line.done = 0;
    line.total = 0;
    line.task = m_jobs.send(line.request, this);
    connect(line.task, &RunTask::progressChanged, this, [this, printer](qint64 done, qint64 total) {
        Line &moved = m_lines[printer];
        moved.done = done;
        moved.total = total;
        Q_EMIT sendingChanged(printer);
    });
    connect(
        line.task, &RunTask::finished, this,
        [this, printer](const Result<SendOutcome> &outcome) { handleFinished(printer, outcome); });
}

void SendDesk::handleFinished(const QUuid &printer, const Result<SendOutcome> &outcome)
{
    Line &line = m_lines[printer];
    const Line ended {.task = {},
                      .request = line.request,
                      .waiting = {},
                      .watch = {},
                      .printerName = line.printerName};
    line.task = nullptr;
    // What stands in the way of one file stands in the way of the next; only a file's own fault
    // does not.
    if (!outcome && outcome.error().kind != Error::Kind::BadFile)
        line.waiting.clear();
    if (line.waiting.isEmpty())
        m_lines.erase(printer);
    else
        next(printer);
    Q_EMIT countChanged();
    Q_EMIT sendingChanged(printer);
    tell(ended, outcome);
}

void SendDesk::tell(const Line &line, const Result<SendOutcome> &outcome)
{
    const QString file = shownName(line.request);
    if (outcome) {
        Q_EMIT said(outcome->started ? tr("%1 prints on %2").arg(file, line.printerName)
                                     : tr("%1 is kept on %2").arg(file, line.printerName));
        return;
    }
    if (outcome.error().kind == Error::Kind::Canceled) {
        Q_EMIT said(tr("%1 is not sent to %2").arg(file, line.printerName));
        return;
    }
    Q_EMIT failed(
        tr("%1 is not on %2. %3", "file, printer, sentence why")
            .arg(file, line.printerName, cleanText(outcome.error().message, longestSentence)),
        cleanText(outcome.error().detail, longestSentence));
}

} // namespace flotilla::models
