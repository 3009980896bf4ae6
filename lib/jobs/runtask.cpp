// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runtask.h"

#include "base/clock.h"
#include "base/logging.h"
#include "core/drivercontext.h"

#include <QFileInfo>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

// Progress reaches the screen ten times a second at most; the transfer itself reports every few
// kilobytes.
constexpr qint64 activityEveryMs = 100;

Result<void> checkFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(Error::Kind::BadFile, RunTask::tr("There is no file “%1”.").arg(path));
    if (info.isDir())
        return failure(Error::Kind::BadFile,
                       RunTask::tr("“%1” is a folder, not a file.").arg(path));
    if (!info.isFile())
        return failure(Error::Kind::BadFile,
                       RunTask::tr("“%1” is not an ordinary file.").arg(path));
    if (!info.isReadable())
        return failure(Error::Kind::BadFile, RunTask::tr("“%1” may not be read.").arg(path));
    if (info.size() == 0)
        return failure(Error::Kind::BadFile, RunTask::tr("“%1” is empty.").arg(path));
    return {};
}

} // namespace

RunTask::RunTask(JobRunner &runner, SendRequest request, bool storedAlready, QObject *parent)
    : QObject(parent)
    , m_runner(runner)
    , m_request(std::move(request))
    , m_storedAlready(storedAlready)
    , m_printer(runner.m_fleet.printer(m_request.printer))
{
    QMetaObject::invokeMethod(this, &RunTask::begin, Qt::QueuedConnection);
}

RunTask::~RunTask()
{
    if (m_printer && m_claim.isHeld())
        m_printer->setActivity(std::nullopt);
    m_runner.forget(m_run);
}

void RunTask::cancel()
{
    m_canceled = true;
    if (m_transfer)
        m_transfer->cancel();
    else if (m_run.stage < RunStage::Starting)
        fail({Error::Kind::Canceled, tr("Sending was stopped."), {}});
}

void RunTask::begin()
{
    if (m_finished)
        return;
    if (!m_printer) {
        fail({Error::Kind::NotFound, tr("This printer is no longer in the fleet."), {}});
        return;
    }
    connect(m_printer, &QObject::destroyed, this, [this] {
        fail({Error::Kind::Canceled, tr("The printer was removed from the fleet."), {}});
    });
    const QString name
        = m_request.as.isEmpty() ? QFileInfo(m_request.filePath).fileName() : m_request.as;
    m_run = {.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
             .printerId = m_printer->id(),
             .printerName = m_printer->name(),
             .fileName = name,
             .filePath = m_request.filePath,
             .source = m_request.source,
             .externalId = m_request.externalId,
             .createdAt = m_runner.m_fleet.context().clock.now()};
    check();
}

void RunTask::check()
{
    const Capabilities &can = m_printer->capabilities();
    if (!m_storedAlready) {
        if (const auto checked = checkFile(m_request.filePath); !checked)
            return fail(checked.error());
        if (!can.accepts(m_run.fileName) && !m_request.force)
            return fail({Error::Kind::BadFile,
                         tr("“%1” does not print files like “%2”; it takes %3.")
                             .arg(m_printer->name(), m_run.fileName,
                                  QStringList(can.fileTypes).join(u", "_s)),
                         {}});
        m_run.fileSize = QFileInfo(m_request.filePath).size();
    }
    if (!m_request.start && !can.storesFiles)
        return fail({Error::Kind::Unsupported,
                     tr("“%1” starts whatever it receives; it cannot only store a file.")
                         .arg(m_printer->name()),
                     {}});
    if (!m_request.start && !m_request.options.isEmpty())
        return fail({Error::Kind::WrongUse,
                     tr("Start options go with a start; say that it is to be printed."),
                     {}});
    if (m_request.start) {
        const auto options = parseParameters(can.startOptions, m_request.options,
                                             tr("“%1”").arg(m_printer->name()));
        if (!options)
            return fail(options.error());
        m_options = *options;
        m_run.options = m_options;
    }

    if (!m_storedAlready) {
        const auto name = m_printer->storedName(m_run.fileName);
        if (!name)
            return fail(name.error());
        m_run.fileName = *name; // what the printer will call the job when it shows it
    }
    auto claim = m_printer->claim(m_run.fileName);
    if (!claim)
        return fail(claim.error());
    m_claim = *std::move(claim);
    m_watch = m_printer->watch();
    takePlate();
}

void RunTask::takePlate()
{
    const bool clears = m_request.start && m_request.plateClear
        && (m_printer->status().plate == Plate::Occupied
            || m_printer->status().state == State::Finished);
    Command<void> cleared = clears ? m_printer->clearPlate() : finishedCommand();
    cleared.onFinished(this, [this](const Result<void> &done) {
        if (m_finished)
            return;
        if (!done)
            return fail(done.error());
        if (m_request.start) {
            if (const auto ready = m_printer->readyToStart(); !ready)
                return fail(ready.error());
            writeRow();
        } else {
            transfer();
        }
    });
}

void RunTask::writeRow()
{
    // Awaited: after a crash from here on, the row says what was about to happen.
    m_run.stage = m_storedAlready ? RunStage::Starting : RunStage::Sending;
    m_runner.m_store.insert(m_run).onFinished(this, [this](const Result<void> &stored) {
        if (m_finished)
            return;
        if (!stored)
            return fail(stored.error());
        m_rowWritten = true;
        m_runner.expect(m_run);
        Q_EMIT m_runner.runChanged(m_run);
        if (m_storedAlready)
            start();
        else
            transfer();
    });
}

void RunTask::transfer()
{
    enter(RunStage::Sending);
    m_printer->setActivity(Activity {
        .kind = ActivityKind::Sending, .file = m_run.fileName, .bytesTotal = m_run.fileSize});
    m_transferTime.start();
    m_lastShown = -activityEveryMs;
    m_transfer = m_printer->upload({.filePath = m_request.filePath,
                                    .fileName = m_run.fileName,
                                    .storage = m_request.storage,
                                    .start = m_request.start,
                                    .options = m_options},
                                   this);
    connect(m_transfer, &TransferJob::phaseChanged, this, [this](TransferPhase phase) {
        m_lastShown = -activityEveryMs;
        enter(phase == TransferPhase::Converting ? RunStage::Converting : RunStage::Sending);
        showProgress(0, m_run.fileSize);
    });
    connect(m_transfer, &TransferJob::progressChanged, this, [this](qint64 done, qint64 total) {
        Q_EMIT progressChanged(done, total);
        showProgress(done, total);
    });
    connect(m_transfer, &TransferJob::finished, this, [this](const Result<TransferResult> &result) {
        m_transfer = nullptr;
        if (m_finished)
            return;
        if (!result)
            return fail(result.error());
        handleTransferred(*result);
    });
}

void RunTask::showProgress(qint64 done, qint64 total)
{
    if (m_transferTime.elapsed() - m_lastShown < activityEveryMs)
        return;
    m_lastShown = m_transferTime.elapsed();
    const ActivityKind kind
        = m_run.stage == RunStage::Converting ? ActivityKind::Converting : ActivityKind::Sending;
    m_printer->setActivity(Activity {kind, m_run.fileName, done, total, {}});
}

void RunTask::handleTransferred(const TransferResult &result)
{
    m_outcome = {.file = result.name,
                 .size = result.bytes,
                 .sha256 = result.sha256,
                 .seconds = double(m_transferTime.elapsed()) / 1000.0,
                 .started = false,
                 .runId = {}};
    if (result.given) {
        m_outcome.sent
            = SendOutcome::Sent {result.name, result.bytes, result.sha256, result.format};
        m_outcome.file = QFileInfo(m_request.filePath).fileName();
        m_outcome.size = result.given->bytes;
        m_outcome.sha256 = result.given->sha256;
    }
    m_run.fileName = result.name;
    m_run.fileSha256 = m_outcome.sha256;
    if (m_request.start)
        awaitSeen({});
    else
        end(m_outcome);
}

void RunTask::start()
{
    enter(RunStage::Starting);
    m_printer->setActivity(Activity {.kind = ActivityKind::Starting, .file = m_run.fileName});
    m_outcome.file = m_run.fileName;
    m_printer->startStored(m_run.fileName, m_options)
        .onFinished(this, [this](const Result<Shown> &answer) {
            if (m_finished)
                return;
            if (!answer)
                return fail(answer.error());
            awaitSeen(*answer);
        });
}

void RunTask::awaitSeen(Shown shown)
{
    enter(RunStage::Starting);
    m_runner.noteTransferred(m_run);
    m_printer->setActivity(Activity {.kind = ActivityKind::Starting, .file = m_run.fileName});
    if (!shown) {
        shown = [name = m_run.fileName](const DriverState &state) {
            const bool underWay = isJobState(state.state) || state.state == State::Finished;
            return underWay && (!state.job || state.job->name.isEmpty() || state.job->name == name);
        };
    }
    const QString never
        = tr("“%1” took the file but does not show that it prints it. Look at the printer.")
              .arg(m_printer->name());
    m_printer->follow(std::move(shown), m_runner.m_limits.seen, never)
        .onFinished(this, [this](const Result<void> &seen) {
            if (m_finished)
                return;
            if (!seen)
                return fail(seen.error());
            m_outcome.started = true;
            m_outcome.runId = m_run.id;
            end(m_outcome);
        });
}

void RunTask::enter(RunStage stage)
{
    if (m_run.stage != stage || stage == RunStage::Sending) {
        m_run.stage = stage;
        Q_EMIT stageChanged(stage);
    }
}

void RunTask::fail(const Error &error)
{
    if (m_finished)
        return;
    // A job that was adopted meanwhile is under way whatever went wrong on our side.
    const bool stillOurs = m_runner.m_expected.value(m_run.printerId).id == m_run.id;
    m_runner.forget(m_run);
    if (m_rowWritten && stillOurs) {
        const JobResult result
            = error.kind == Error::Kind::Canceled ? JobResult::Canceled : JobResult::Failed;
        m_runner.endRun(m_run, result, error.message, m_runner.m_fleet.context().clock.now());
    }
    end(failure(error));
}

void RunTask::end(Result<SendOutcome> outcome)
{
    m_finished = true;
    if (m_printer)
        m_printer->setActivity(std::nullopt);
    m_claim = {};
    m_watch = {};
    QMetaObject::invokeMethod(
        this,
        [this, outcome = std::move(outcome)] {
            Q_EMIT finished(outcome);
            deleteLater();
        },
        Qt::QueuedConnection);
}

} // namespace flotilla
