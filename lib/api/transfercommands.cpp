// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/commandgroups_p.h"

#include "api/commandtask.h"
#include "base/text.h"
#include "core/printer.h"
#include "jobs/runtask.h"

#include <QDir>
#include <QFileInfo>

// upload and print: both go through JobRunner, and nothing else here starts anything.

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

using Row = ArgumentRow;

// Ends a transfer that has stood still for too long. What follows the last byte is the printer's
// own time: it checks and stores the file.
class SilenceGuard : public QObject
{
public:
    SilenceGuard(RunTask *run, std::chrono::milliseconds limit)
        : QObject(run)
    {
        m_timer.setSingleShot(true);
        m_timer.setInterval(limit);
        connect(&m_timer, &QTimer::timeout, this, [this, run] {
            m_silent = true;
            run->cancel();
        });
        connect(run, &RunTask::progressChanged, this, [this](qint64 done, qint64 total) {
            if (done < total)
                m_timer.start();
            else
                m_timer.stop();
        });
        connect(run, &RunTask::stageChanged, this, [this](RunStage stage) {
            if (stage == RunStage::Sending)
                m_timer.start();
            else
                m_timer.stop();
        });
    }

    bool foundSilence() const { return m_silent; }
    std::chrono::milliseconds limit() const { return m_timer.intervalAsDuration(); }

private:
    QTimer m_timer;
    bool m_silent = false;
};

QJsonObject outcomeDocument(const SendOutcome &outcome)
{
    QJsonObject object {{u"file"_s, outcome.file},
                        {u"size"_s, outcome.size},
                        {u"sha256"_s, QString::fromLatin1(outcome.sha256.toHex())},
                        {u"seconds"_s, outcome.seconds},
                        {u"started"_s, outcome.started}};
    if (!outcome.runId.isEmpty())
        object.insert(u"runId"_s, outcome.runId);
    if (outcome.sent)
        object.insert(u"sent"_s,
                      QJsonObject {{u"file"_s, outcome.sent->file},
                                   {u"size"_s, outcome.sent->size},
                                   {u"sha256"_s, QString::fromLatin1(outcome.sent->sha256.toHex())},
                                   {u"format"_s, outcome.sent->format}});
    return object;
}

// What follows the last byte takes as long as the machine needs, unless the user sets a limit: then
// the command ends, and the run goes on.
void boundShowing(CommandTask &task, const Printer &printer)
{
    const auto limit = task.request().timeout;
    if (!limit)
        return;
    task.endWithin(
        *limit,
        CommandTask::tr("“%1” has the job but has not shown within %2 what it does with "
                        "it. Look at the printer.")
            .arg(printer.name(), formatDuration(qMax<qint64>(1, limit->count() / 1000))));
}

// From here on a client that leaves stops the transfer, through RunTask, which knows when it is too
// late for that. The run is no child of the task: it outlives a user's patience.
void followRun(CommandTask &task, Printer *printer, RunTask *run,
               const std::function<QJsonObject(const SendOutcome &)> &document)
{
    auto *guard = new SilenceGuard(run, task.request().timeoutOrDefault());
    task.setCancel([run = QPointer<RunTask>(run)] {
        if (run)
            run->cancel();
    });
    QObject::connect(run, &RunTask::progressChanged, &task,
                     [&task, printer, run](qint64 done, qint64 total) {
                         const bool converts = run->stage() == RunStage::Converting;
                         task.sendProgress(done, total,
                                           (converts ? CommandTask::tr("Converting for “%1”")
                                                     : CommandTask::tr("Sending to “%1”"))
                                               .arg(printer->name()));
                         if (done == total && !converts)
                             boundShowing(task, *printer);
                     });
    QObject::connect(run, &RunTask::stageChanged, &task, [&task, printer](RunStage stage) {
        if (stage == RunStage::Starting)
            boundShowing(task, *printer);
    });
    QObject::connect(
        run, &RunTask::finished, &task,
        [&task, printer, guard, document](const Result<SendOutcome> &outcome) {
            if (outcome)
                task.succeed(document(*outcome));
            else if (guard->foundSilence())
                task.fail({Error::Kind::TimedOut,
                           CommandTask::tr("“%1” has taken no data for %2; the transfer was "
                                           "stopped.")
                               .arg(printer->name(),
                                    formatDuration(qMax<qint64>(1, guard->limit().count() / 1000))),
                           outcome.error().message});
            else
                task.fail(outcome.error());
        });
}

// Until the transfer begins, leaving ends the command.
void cancelEnds(CommandTask &task)
{
    task.setCancel([&task] {
        task.fail({Error::Kind::Canceled, CommandTask::tr("This was stopped."), {}});
    });
}

Result<void> checkFile(const QString &path)
{
    const QFileInfo file(path);
    if (!QDir::isAbsolutePath(path))
        return failure(Error::Kind::WrongUse,
                       CommandTask::tr("The path “%1” is not absolute.").arg(path));
    if (!file.isFile() || !file.isReadable() || file.size() == 0)
        return failure(Error::Kind::BadFile,
                       CommandTask::tr("The file “%1” cannot be read or is empty.").arg(path));
    return {};
}

void upload(CommandTask &task)
{
    const QString path = task.text("file"_L1);
    if (const auto checked = checkFile(path); !checked) {
        task.fail(checked.error());
        return;
    }
    if (!task.flag("print"_L1) && task.has("options"_L1) && !task.pairs("options"_L1).isEmpty()) {
        task.fail({Error::Kind::WrongUse,
                   CommandTask::tr("Start options are of use with --print only."),
                   {}});
        return;
    }
    cancelEnds(task);
    task.withPrinter([&task, path](Printer *printer) {
        const SendRequest request {.printer = printer->id(),
                                   .filePath = path,
                                   .as = task.text("as"_L1),
                                   .storage = task.text("storage"_L1),
                                   .start = task.flag("print"_L1),
                                   .options = task.pairs("options"_L1),
                                   .plateClear = task.flag("plateClear"_L1),
                                   .force = task.flag("force"_L1)};
        followRun(task, printer, task.services().jobs.send(request, task.parent()),
                  outcomeDocument);
    });
}

void print(CommandTask &task)
{
    cancelEnds(task);
    task.withPrinter([&task](Printer *printer) {
        const StartRequest request {.printer = printer->id(),
                                    .fileName = task.text("file"_L1),
                                    .options = task.pairs("options"_L1),
                                    .plateClear = task.flag("plateClear"_L1)};
        followRun(task, printer, task.services().jobs.startStored(request, task.parent()),
                  [printer](const SendOutcome &) { return stateDocument(*printer); });
    });
}

} // namespace

QList<CommandSpec> transferCommands()
{
    return {
        {.name = u"upload"_s,
         .arguments = {printerArgument,
                       {"file"_L1, Row::Type::Text, Row::Need::Required},
                       {"as"_L1},
                       {"storage"_L1},
                       {"print"_L1, Row::Type::Flag},
                       {"options"_L1, Row::Type::Pairs},
                       {"force"_L1, Row::Type::Flag},
                       {"plateClear"_L1, Row::Type::Flag}},
         .run = upload},
        {.name = u"print"_s,
         .arguments = {printerArgument,
                       {"file"_L1, Row::Type::Text, Row::Need::Required},
                       {"options"_L1, Row::Type::Pairs},
                       {"plateClear"_L1, Row::Type::Flag}},
         .run = print},
    };
}

} // namespace flotilla::api
