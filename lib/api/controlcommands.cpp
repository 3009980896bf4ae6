// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/commandgroups_p.h"

#include "api/commandtask.h"
#include "api/linkwait.h"
#include "base/text.h"
#include "core/printer.h"

#include <QJsonArray>

#include <cmath>

// pause, resume, cancel, clear, set, home, jog, gcode, act.

namespace flotilla::api {

using namespace Qt::StringLiterals;

QJsonObject stateDocument(const Printer &printer)
{
    return {{u"state"_s, stateName(printer.status().state)}};
}

namespace {

using Row = ArgumentRow;

QString notDone(const Printer &printer, std::chrono::milliseconds limit)
{
    return CommandTask::tr("“%1” has not done it within %2.")
        .arg(printer.name(), formatDuration(qMax<qint64>(1, limit.count() / 1000)));
}

// Ends with the state once the printer showed the effect. How long machines may take to show it is
// core's knowledge; a limit of the user's own comes on top.
void endWithState(CommandTask &task, Printer *printer, const Command<void> &command)
{
    if (task.request().timeout)
        task.endWithin(*task.request().timeout, notDone(*printer, *task.request().timeout));
    task.await(command, [&task, printer] { task.succeed(stateDocument(*printer)); });
}

// A command without arguments of its own.
std::function<void(CommandTask &)> simply(Command<void> (Printer::*command)())
{
    return [command](CommandTask &task) {
        task.withPrinter([&task, command](Printer *printer) {
            endWithState(task, printer, (printer->*command)());
        });
    };
}

// A plate is cleared by the person, who may do so while the machine is switched off.
void clearPlate(CommandTask &task)
{
    const auto printer = task.findPrinter();
    if (!printer) {
        task.fail(printer.error());
        return;
    }
    auto *wait = new LinkWait(*printer, LinkWait::Patience::OneTry,
                              std::min(task.request().timeoutOrDefault(), statusLimit), &task);
    QObject::connect(wait, &LinkWait::finished, &task,
                     [&task, printer = *printer](const std::optional<Error> &) {
                         if (!task.isFinished())
                             endWithState(task, printer, printer->clearPlate());
                     });
}

Result<double> toNumber(const QString &key, const QString &text)
{
    bool ok = false;
    const double number = text.toDouble(&ok);
    if (ok && std::isfinite(number))
        return number;
    return failure(Error::Kind::WrongUse,
                   CommandTask::tr("“%1” takes a number, not “%2”.").arg(key, text));
}

Result<double> toSetting(const QString &key, const QString &text)
{
    if (key == u"light" && text == u"on")
        return 1.0;
    if ((key == u"light" || key == u"fan") && text == u"off")
        return 0.0;
    return toNumber(key, text);
}

void setValues(CommandTask &task)
{
    const QMap<QString, QString> texts = task.pairs("values"_L1);
    QMap<QString, double> values;
    for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
        const auto number = toSetting(it.key(), it.value());
        if (!number) {
            task.fail(number.error());
            return;
        }
        values.insert(it.key(), *number);
    }
    task.withPrinter([&task, values](Printer *printer) {
        endWithState(task, printer, printer->setValues(values));
    });
}

void home(CommandTask &task)
{
    task.withPrinter([&task](Printer *printer) {
        endWithState(task, printer, printer->home(task.text("axes"_L1).toLower()));
    });
}

void jog(CommandTask &task)
{
    const QMap<QString, QString> texts = task.pairs("moves"_L1);
    QMap<QChar, double> moves;
    for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
        const auto number = toNumber(it.key(), it.value());
        if (!number || it.key().size() != 1) {
            task.fail(number
                          ? Error {Error::Kind::WrongUse,
                                   CommandTask::tr("A move is x, y or z, not “%1”.").arg(it.key()),
                                   {}}
                          : number.error());
            return;
        }
        moves.insert(it.key().front().toLower(), *number);
    }
    task.withPrinter(
        [&task, moves](Printer *printer) { endWithState(task, printer, printer->jog(moves)); });
}

void gcode(CommandTask &task)
{
    task.withPrinter([&task](Printer *printer) {
        task.endWithin(task.request().timeoutOrDefault(),
                       notDone(*printer, task.request().timeoutOrDefault()));
        task.await(printer->gcode(task.texts("lines"_L1)), [&task](const QStringList &replies) {
            task.succeed(QJsonObject {{u"replies"_s, QJsonArray::fromStringList(replies)}});
        });
    });
}

// What the machine can be told, which is known while it is away, too; allowed is nothing then.
void listActions(CommandTask &task)
{
    const auto printer = task.findPrinter();
    if (!printer) {
        task.fail(printer.error());
        return;
    }
    auto *wait = new LinkWait(*printer, LinkWait::Patience::KnownOutcome,
                              std::min(task.request().timeoutOrDefault(), statusLimit), &task);
    QObject::connect(wait, &LinkWait::finished, &task,
                     [&task, printer = *printer](const std::optional<Error> &error) {
                         QJsonArray list;
                         for (const Action &action : printer->capabilities().actions) {
                             QJsonObject object = action.toJson();
                             object.insert(u"help"_s, action.help);
                             object.insert(u"allowed"_s,
                                           !error && action.isAllowedIn(printer->status().state));
                             list.append(object);
                         }
                         task.succeed(list);
                     });
}

void act(CommandTask &task)
{
    if (!task.has("action"_L1)) {
        listActions(task);
        return;
    }
    task.withPrinter([&task](Printer *printer) {
        endWithState(task, printer,
                     printer->act(task.text("action"_L1), task.pairs("parameters"_L1)));
    });
}

} // namespace

QList<CommandSpec> controlCommands()
{
    return {
        {.name = u"pause"_s, .arguments = {printerArgument}, .run = simply(&Printer::pause)},
        {.name = u"resume"_s, .arguments = {printerArgument}, .run = simply(&Printer::resume)},
        {.name = u"cancel"_s, .arguments = {printerArgument}, .run = simply(&Printer::cancelJob)},
        {.name = u"clear"_s, .arguments = {printerArgument}, .run = clearPlate},
        {.name = u"set"_s,
         .arguments = {printerArgument, {"values"_L1, Row::Type::Pairs, Row::Need::Required}},
         .run = setValues},
        {.name = u"home"_s, .arguments = {printerArgument, {"axes"_L1}}, .run = home},
        {.name = u"jog"_s,
         .arguments = {printerArgument, {"moves"_L1, Row::Type::Pairs, Row::Need::Required}},
         .run = jog},
        {.name = u"gcode"_s,
         .arguments = {printerArgument, {"lines"_L1, Row::Type::Texts, Row::Need::Required}},
         .run = gcode},
        {.name = u"act"_s,
         .arguments = {printerArgument, {"action"_L1}, {"parameters"_L1, Row::Type::Pairs}},
         .run = act},
    };
}

} // namespace flotilla::api
