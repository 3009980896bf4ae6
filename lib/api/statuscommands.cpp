// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/commandgroups_p.h"

#include "api/commandtask.h"
#include "api/linkwait.h"
#include "api/statuswait.h"
#include "base/text.h"
#include "core/fleet.h"

#include <QJsonArray>

#include <memory>

// status: once, with --watch, with --wait.

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

using Row = ArgumentRow;

// Every state word, for the sentence that refuses another.
QString stateWords()
{
    QStringList words;
    for (int i = 0; i <= int(State::Busy); ++i)
        words.append(stateName(State(i)));
    return words.join(u", "_s);
}

// Whoever watches ends it so, and is content; whoever waits has not got what was waited for.
void cancelEnds(CommandTask &task)
{
    task.setCancel([&task] {
        if (task.has("wait"_L1))
            task.fail({Error::Kind::Canceled, CommandTask::tr("The wait was stopped."), {}});
        else
            task.succeed();
    });
}

// Lets every printer answer or be silent, then gives what is known of all of them.
void reportOnce(CommandTask &task, const std::vector<Printer *> &printers, bool single)
{
    const auto report = [&task, printers, single] {
        QJsonArray all;
        for (const Printer *printer : printers) {
            // One of many may have left the fleet meanwhile.
            if (const auto present = task.services().fleet.printers();
                std::find(present.begin(), present.end(), printer) != present.end())
                all.append(printer->status().toJson());
        }
        if (single)
            task.succeed(all.first());
        else
            task.succeed(all);
    };
    if (printers.empty()) {
        report();
        return;
    }
    const auto limit = std::min(task.request().timeoutOrDefault(), statusLimit);
    const auto left = std::make_shared<size_t>(printers.size()); // shared by the handlers below
    for (Printer *printer : printers) {
        auto *wait = new LinkWait(printer, LinkWait::Patience::KnownOutcome, limit, &task);
        QObject::connect(wait, &LinkWait::finished, &task,
                         [left, report](const std::optional<Error> &) {
                             if (--*left == 0)
                                 report();
                         });
    }
}

// One document now, and one at every change.
void watchPrinters(CommandTask &task, const std::vector<Printer *> &printers, bool single)
{
    // Each watched printer with its token, for as long as the task lives.
    auto *tokens = new WatchTokens(&task);
    for (Printer *printer : printers) {
        tokens->add(printer);
        printer->open();
        task.sendDocument(printer->status().toJson());
    }
    Fleet &fleet = task.services().fleet;
    QObject::connect(
        &fleet, &Fleet::statusChanged, &task, [&task, printers, single](const Printer *printer) {
            if (!single || std::find(printers.begin(), printers.end(), printer) != printers.end())
                task.sendDocument(printer->status().toJson());
        });
    if (!single) {
        QObject::connect(&fleet, &Fleet::printerAdded, &task, [tokens](Printer *printer) {
            tokens->add(printer);
            printer->open();
        });
    }
}

void waitFor(CommandTask &task, Printer *printer, State wanted)
{
    auto *wait = new StatusWait(printer, wanted, &task);
    const bool watching = task.flag("watch"_L1);
    QObject::connect(wait, &StatusWait::finished, &task,
                     [&task, printer, watching](const std::optional<Error> &error) {
                         if (error)
                             task.fail(*error);
                         else if (watching)
                             task.succeed(); // the watch has shown it
                         else
                             task.succeed(printer->status().toJson());
                     });
    if (task.request().timeout)
        task.endWithin(
            *task.request().timeout,
            CommandTask::tr("“%1” did not become “%2” within %3.")
                .arg(printer->name(), stateText(wanted),
                     formatDuration(qMax<qint64>(1, task.request().timeout->count() / 1000))));
}

void endWatchInTime(CommandTask &task)
{
    if (!task.request().timeout)
        return;
    auto *timer = new QTimer(&task);
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, &task, [&task] { task.succeed(); });
    timer->start(*task.request().timeout);
}

void status(CommandTask &task)
{
    const bool single = task.has("printer"_L1);
    const bool waits = task.has("wait"_L1);
    std::vector<Printer *> printers = task.services().fleet.printers();
    if (single) {
        const auto printer = task.findPrinter();
        if (!printer) {
            task.fail(printer.error());
            return;
        }
        printers = {*printer};
    }
    const auto wanted = stateFromName(task.text("wait"_L1));
    if (waits && (!single || !wanted)) {
        task.fail({Error::Kind::WrongUse,
                   single ? CommandTask::tr("“%1” is no state. There is %2.")
                                .arg(task.text("wait"_L1), stateWords())
                          : CommandTask::tr("Say which printer to wait for."),
                   {}});
        return;
    }
    if (waits || task.flag("watch"_L1))
        cancelEnds(task);
    if (task.flag("watch"_L1))
        watchPrinters(task, printers, single);
    if (waits)
        waitFor(task, printers.front(), *wanted);
    else if (task.flag("watch"_L1))
        endWatchInTime(task);
    else
        reportOnce(task, printers, single);
}

} // namespace

QList<CommandSpec> statusCommands()
{
    return {{.name = u"status"_s,
             .arguments = {{"printer"_L1, Row::Type::Text},
                           {"watch"_L1, Row::Type::Flag},
                           {"wait"_L1, Row::Type::Text}},
             .readOnly = true,
             .run = status}};
}

} // namespace flotilla::api
