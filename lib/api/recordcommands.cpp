// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/commandgroups_p.h"

#include "api/commandtask.h"
#include "core/fleet.h"
#include "jobs/jobrunner.h"
#include "store/settingstable.h"

#include <QJsonArray>

// history and config.

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

using Row = ArgumentRow;

// A day ("2026-01-31", from its first minute here) or a moment of ISO 8601.
Result<QDateTime> parseSince(const QString &text)
{
    if (text.isEmpty())
        return QDateTime();
    if (const QDate day = QDate::fromString(text, Qt::ISODate); day.isValid())
        return day.startOfDay().toUTC();
    if (const QDateTime moment = QDateTime::fromString(text, Qt::ISODate); moment.isValid())
        return moment.toUTC();
    return failure(Error::Kind::WrongUse,
                   CommandTask::tr("“%1” is no date. Write it as 2026-01-31.").arg(text));
}

bool isOf(const Run &run, const QString &printer)
{
    return run.printerName.compare(printer, Qt::CaseInsensitive) == 0
        || run.printerId.toString(QUuid::WithoutBraces) == printer;
}

// Rows of one printer; history outlives a removed printer, so that its old name counts, too.
Result<RunFilter> historyFilter(CommandTask &task)
{
    RunFilter filter;
    const auto since = parseSince(task.text("since"_L1));
    if (!since)
        return failure(since.error());
    filter.since = *since;
    if (task.has("printer"_L1)) {
        const auto printer = task.services().fleet.find(task.text("printer"_L1));
        if (printer)
            filter.printer = (*printer)->id();
        else if (printer.error().kind != Error::Kind::NotFound)
            return failure(printer.error());
    }
    return filter;
}

void history(CommandTask &task)
{
    const auto filter = historyFilter(task);
    if (!filter) {
        task.fail(filter.error());
        return;
    }
    const bool byOldName = task.has("printer"_L1) && filter->printer.isNull();
    task.await(task.services().jobs.history(*filter), [&task, byOldName](const QList<Run> &runs) {
        const QString name = task.text("printer"_L1);
        QJsonArray list;
        for (const Run &run : runs) {
            if (!byOldName || isOf(run, name))
                list.append(run.toJson());
        }
        if (byOldName && list.isEmpty())
            task.fail(task.services().fleet.find(name).error());
        else
            task.succeed(list);
    });
}

void setHistory(CommandTask &task)
{
    const QString run = task.text("run"_L1);
    const auto result = jobResultFromName(task.text("result"_L1));
    if (!result) {
        task.fail({Error::Kind::WrongUse,
                   CommandTask::tr("“%1” is no result. There is completed, canceled, failed and "
                                   "unknown.")
                       .arg(task.text("result"_L1)),
                   {}});
        return;
    }
    task.await(task.services().jobs.setResult(run, *result), [&task, run, result] {
        task.succeed(QJsonObject {{u"id"_s, run}, {u"result"_s, jobResultName(*result)}});
    });
}

void config(CommandTask &task)
{
    store::Settings &settings = task.services().settings;
    const QString key = task.text("key"_L1);
    if (!task.has("key"_L1)) {
        task.succeed(settings.toJson());
        return;
    }
    const auto show = [&task, &settings, key] {
        const auto document = settings.toJson(key);
        if (document)
            task.succeed(*document);
        else
            task.fail(document.error());
    };
    if (task.has("value"_L1))
        task.await(settings.set(key, task.text("value"_L1)), show);
    else
        show();
}

} // namespace

QList<CommandSpec> recordCommands()
{
    return {
        {.name = u"history"_s,
         .arguments = {{"printer"_L1}, {"since"_L1}},
         .readOnly = true,
         .run = history},
        {.name = u"history set"_s,
         .arguments = {{"run"_L1, Row::Type::Text, Row::Need::Required},
                       {"result"_L1, Row::Type::Text, Row::Need::Required}},
         .run = setHistory},
        {.name = u"config"_s, .arguments = {{"key"_L1}, {"value"_L1}}, .run = config},
    };
}

} // namespace flotilla::api
