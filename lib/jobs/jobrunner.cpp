// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobrunner.h"

#include "base/clock.h"
#include "base/logging.h"
#include "core/drivercontext.h"
#include "jobs/runtask.h"

namespace flotilla {

using namespace Qt::StringLiterals;

JobRunner::JobRunner(Fleet &fleet, JobStore &store, const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_store(store)
    , m_limits(limits)
{
    connect(&m_fleet, &Fleet::printerAdded, this, &JobRunner::watchPrinter);
    connect(&m_fleet, &Fleet::printerRemoved, this, [this](const QUuid &id) {
        m_expected.remove(id);
        m_current.remove(id);
        m_lost.remove(id);
    });
    for (Printer *printer : m_fleet.printers())
        watchPrinter(printer);
}

JobRunner::JobRunner(Fleet &fleet, JobStore &store, QObject *parent)
    : JobRunner(fleet, store, Limits {}, parent)
{
}

JobRunner::~JobRunner() = default;

Command<void> JobRunner::load()
{
    return m_store.list({.unendedOnly = true})
        .then(this, [this](const QList<Run> &runs) -> Result<void> {
            for (const Run &run : runs) {
                Printer *printer = m_fleet.printer(run.printerId);
                const bool wasSeen
                    = printer && printer->status().job && printer->status().job->runId == run.id;
                if (!printer)
                    endRun(run, JobResult::Unknown,
                           tr("The printer was removed while the job was under way."), {});
                else if (wasSeen)
                    m_current.insert(run.printerId, run); // its next report says how it went on
                else
                    m_lost[run.printerId].append(run);
            }
            return {};
        });
}

RunTask *JobRunner::send(const SendRequest &request, QObject *parent)
{
    return new RunTask(*this, request, false, parent);
}

RunTask *JobRunner::startStored(const StartRequest &request, QObject *parent)
{
    const SendRequest asSend {.printer = request.printer,
                              .filePath = {},
                              .as = request.fileName,
                              .start = true,
                              .options = request.options,
                              .plateClear = request.plateClear,
                              .source = request.source,
                              .externalId = request.externalId};
    return new RunTask(*this, asSend, true, parent);
}

Command<void> JobRunner::setResult(const QString &runId, JobResult result)
{
    return m_store.find(runId).then(this, [this, result](const Run &found) -> Command<void> {
        const Run current = m_current.value(found.printerId);
        if (current.id == found.id || m_expected.value(found.printerId).id == found.id)
            return failure(Error::Kind::Refused,
                           tr("The job “%1” is still under way; its printer will tell how it ends.")
                               .arg(found.fileName));
        Run run = found;
        if (run.stage != RunStage::Ended)
            run.endedAt = m_fleet.context().clock.now();
        run.stage = RunStage::Ended;
        run.result = result;
        run.reason = tr("Said by a person.");
        if (m_lost.contains(run.printerId))
            m_lost[run.printerId].removeIf([&](const Run &lost) { return lost.id == run.id; });
        Q_EMIT runChanged(run);
        return m_store.update(run);
    });
}

void JobRunner::watchPrinter(Printer *printer)
{
    connect(printer, &Printer::jobStarted, this, [this, printer] { handleJobStarted(printer); });
    connect(printer, &Printer::jobEnded, this, [this, printer] { handleJobEnded(printer); });
    connect(printer, &Printer::statusChanged, this, [this, printer] { handleStatus(printer); });
}

void JobRunner::handleJobStarted(Printer *printer)
{
    const std::optional<JobStatus> job = printer->status().job;
    if (!job)
        return;
    const auto named
        = [&](const Run &run) { return job->name.isEmpty() || run.fileName == job->name; };
    if (m_expected.contains(printer->id()) && named(m_expected.value(printer->id()))) {
        adopt(printer, m_expected.take(printer->id()));
        return;
    }
    QList<Run> &lost = m_lost[printer->id()];
    if (const auto found = std::find_if(lost.cbegin(), lost.cend(), named); found != lost.cend()) {
        const Run run = *found;
        lost.erase(found);
        adopt(printer, run);
        return;
    }

    // Started at the machine itself, or by another program: history has it all the same.
    Run run {.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
             .printerId = printer->id(),
             .printerName = printer->name(),
             .fileName = job->name,
             .source = JobSource::Printer,
             .stage = RunStage::Printing,
             .createdAt = m_fleet.context().clock.now(),
             .startedAt = job->startedAt};
    m_store.insert(run).onFinished(this, [name = run.printerName](const Result<void> &stored) {
        if (!stored)
            qCWarning(lcJobs).noquote()
                << name << "has a job that could not be written down:" << stored.error().message;
    });
    m_current.insert(printer->id(), run);
    printer->attachRun(run.id, run.source);
    qCInfo(lcJobs).noquote() << printer->name() << "prints" << run.fileName << "by itself";
    Q_EMIT runChanged(run);
}

void JobRunner::adopt(Printer *printer, Run run)
{
    run.stage = RunStage::Printing;
    if (!run.startedAt.isValid())
        run.startedAt = printer->status().job ? printer->status().job->startedAt : QDateTime();
    if (!run.startedAt.isValid())
        run.startedAt = m_fleet.context().clock.now();
    m_current.insert(printer->id(), run);
    printer->attachRun(run.id, run.source);
    save(run);
    qCInfo(lcJobs).noquote() << printer->name() << "prints" << run.fileName;
}

void JobRunner::handleJobEnded(Printer *printer)
{
    const std::optional<LastJob> last = printer->status().lastJob;
    if (!last)
        return;
    if (m_current.contains(printer->id())) {
        const Fault *fault = printer->status().reported.worstFault();
        const QString why = last->result == JobResult::Unknown ? tr("Nobody saw how it ended.")
            : last->result == JobResult::Failed && fault       ? fault->text
                                                               : QString();
        endRun(m_current.take(printer->id()), last->result, why, last->endedAt);
        return;
    }
    // So short that it was never seen under way.
    if (m_expected.contains(printer->id())
        && m_expected.value(printer->id()).fileName == last->name)
        endRun(m_expected.take(printer->id()), last->result, {}, last->endedAt);
}

void JobRunner::handleStatus(Printer *printer)
{
    const PrinterStatus &status = printer->status();
    if (m_lost.value(printer->id()).isEmpty() || status.link != Link::Online
        || status.state == State::Unknown)
        return;
    // After this report's own signals: a job that began with it may be one of the lost.
    const QList<Run> lost = m_lost.value(printer->id());
    QMetaObject::invokeMethod(
        this,
        [this, id = printer->id(), lost] {
            if (Printer *still = m_fleet.printer(id); still && still->status().link == Link::Online)
                lookUp(still, lost);
        },
        Qt::QueuedConnection);
}

void JobRunner::lookUp(Printer *printer, const QList<Run> &lost)
{
    for (const Run &run : lost) {
        QList<Run> &left = m_lost[printer->id()];
        if (left.removeIf([&](const Run &other) { return other.id == run.id; }) == 0)
            continue; // taken up meanwhile
        const PrinterStatus &status = printer->status();
        if (status.job && status.job->runId.isEmpty() && status.job->name == run.fileName) {
            adopt(printer, run);
        } else if (status.lastJob && status.lastJob->name == run.fileName
                   && status.lastJob->result != JobResult::Unknown
                   && run.stage != RunStage::Checking) {
            endRun(run, status.lastJob->result, {}, status.lastJob->endedAt);
        } else if (run.stage == RunStage::Checking || run.stage == RunStage::Converting) {
            endRun(run, JobResult::Failed, tr("Flotilla ended before anything was sent."), {});
        } else if (run.stage == RunStage::Sending) {
            endRun(run, JobResult::Failed,
                   tr("Flotilla ended while the file was being sent, and the printer does not "
                      "print it."),
                   {});
        } else {
            endRun(run, JobResult::Unknown, tr("Nobody saw how it ended."), {});
        }
    }
}

void JobRunner::endRun(Run run, JobResult result, const QString &reason, const QDateTime &endedAt)
{
    run.stage = RunStage::Ended;
    run.result = result;
    run.reason = reason;
    run.endedAt = endedAt;
    qCInfo(lcJobs).noquote() << run.printerName << "ended" << run.fileName << jobResultName(result)
                             << reason;
    save(run);
}

void JobRunner::expect(const Run &run)
{
    m_expected.insert(run.printerId, run);
}

void JobRunner::forget(const Run &run)
{
    if (m_expected.value(run.printerId).id == run.id)
        m_expected.remove(run.printerId);
}

void JobRunner::noteTransferred(const Run &run)
{
    if (m_expected.value(run.printerId).id == run.id) {
        m_expected.insert(run.printerId, run);
        save(run);
    } else if (m_current.value(run.printerId).id == run.id) {
        Run &current = m_current[run.printerId];
        current.fileSha256 = run.fileSha256;
        save(current);
    }
}

void JobRunner::save(const Run &run)
{
    m_store.update(run).onFinished(this, [name = run.printerName](const Result<void> &stored) {
        if (!stored)
            qCWarning(lcJobs).noquote()
                << "A run on" << name << "could not be written down:" << stored.error().message;
    });
    Q_EMIT runChanged(run);
}

} // namespace flotilla
