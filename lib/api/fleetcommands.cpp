// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/commandgroups_p.h"

#include "api/commandtask.h"
#include "api/linkwait.h"
#include "core/fleet.h"

#include <QJsonArray>

// add, edit, remove, list.

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

using Row = ArgumentRow;

QString idText(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

// What failed its check does not stay; the person learns how to have it all the same.
void takeBack(CommandTask &task, const QUuid &id, const Error &reason)
{
    Error error = reason;
    error.message = CommandTask::tr("%1 It was not added; --no-check adds it all the same.")
                        .arg(reason.message);
    task.services().fleet.remove(id).onFinished(
        &task, [&task, error](const Result<void> &) { task.fail(error); });
}

void checkAdded(CommandTask &task, Printer *printer)
{
    const QUuid id = printer->id();
    const QJsonObject document {{u"id"_s, idText(id)}, {u"name"_s, printer->name()}};
    auto *wait = new LinkWait(printer, LinkWait::Patience::OneTry,
                              task.request().timeoutOrDefault(), &task);
    QObject::connect(wait, &LinkWait::finished, &task,
                     [&task, id, document](const std::optional<Error> &error) {
                         if (error)
                             takeBack(task, id, *error);
                         else
                             task.succeed(document);
                     });
}

void addPrinter(CommandTask &task)
{
    const NewPrinter description {.driver = task.text("driver"_L1),
                                  .name = task.text("name"_L1),
                                  .settings = task.pairs("settings"_L1),
                                  .tags = task.texts("tags"_L1),
                                  .location = task.text("location"_L1)};
    task.await(task.services().fleet.add(description), [&task](const QUuid &id) {
        Printer *printer = task.services().fleet.printer(id);
        if (!printer)
            task.fail(
                {Error::Kind::NotFound, CommandTask::tr("The printer was removed again."), {}});
        else if (task.flag("noCheck"_L1))
            task.succeed(QJsonObject {{u"id"_s, idText(id)}, {u"name"_s, printer->name()}});
        else
            checkAdded(task, printer);
    });
}

Result<std::optional<bool>> onOrOff(CommandTask &task, QLatin1StringView key)
{
    if (!task.has(key))
        return std::optional<bool>();
    const QString word = task.text(key);
    if (word != u"on" && word != u"off")
        return failure(Error::Kind::WrongUse,
                       CommandTask::tr("“%1” is on or off, not “%2”.").arg(key, word));
    return std::optional(word == u"on");
}

std::optional<QString> optionalText(const CommandTask &task, QLatin1StringView key)
{
    return task.has(key) ? std::optional(task.text(key)) : std::nullopt;
}

void editPrinter(CommandTask &task)
{
    const auto printer = task.findPrinter();
    if (!printer) {
        task.fail(printer.error());
        return;
    }
    const auto service = onOrOff(task, "service"_L1);
    if (!service) {
        task.fail(service.error());
        return;
    }
    PrinterEdit edit {.name = optionalText(task, "name"_L1),
                      .settings = task.pairs("settings"_L1),
                      .inService = *service,
                      .note = optionalText(task, "note"_L1)};
    if (task.has("tags"_L1))
        edit.tags = task.texts("tags"_L1);
    edit.location = optionalText(task, "location"_L1);
    task.await(task.services().fleet.edit((*printer)->id(), edit), [&task, id = (*printer)->id()] {
        const Printer *edited = task.services().fleet.printer(id);
        task.succeed(
            QJsonObject {{u"id"_s, idText(id)}, {u"name"_s, edited ? edited->name() : QString()}});
    });
}

void removePrinter(CommandTask &task)
{
    // Not findPrinter(): its leaving the fleet is what is wanted here.
    const auto printer = task.services().fleet.find(task.text("printer"_L1));
    if (!printer) {
        task.fail(printer.error());
        return;
    }
    const QUuid id = (*printer)->id();
    task.await(task.services().fleet.remove(id), [&task, id] {
        task.succeed(QJsonObject {{u"id"_s, idText(id)}});
    });
}

QJsonObject describe(const Printer &printer)
{
    const PrinterRecord &record = printer.record();
    // What a driver keeps for itself beside its declared settings is nobody's business.
    QJsonObject settings;
    for (const Parameter &parameter : printer.driverInfo().settings) {
        if (!parameter.secret && record.settings.contains(parameter.key))
            settings.insert(parameter.key, record.settings[parameter.key]);
    }
    QJsonObject object {{u"id"_s, idText(record.id)},
                        {u"name"_s, record.name},
                        {u"driver"_s, record.driver},
                        {u"settings"_s, settings},
                        {u"tags"_s, QJsonArray::fromStringList(record.tags)},
                        {u"location"_s, record.location},
                        {u"service"_s, record.inService}};
    if (!record.note.isEmpty())
        object.insert(u"note"_s, record.note);
    return object;
}

void listPrinters(CommandTask &task)
{
    QJsonArray list;
    for (const Printer *printer : task.services().fleet.printers())
        list.append(describe(*printer));
    task.succeed(list);
}

} // namespace

QList<CommandSpec> fleetCommands()
{
    return {
        {.name = u"add"_s,
         .arguments = {{"driver"_L1, Row::Type::Text, Row::Need::Required},
                       {"name"_L1, Row::Type::Text, Row::Need::Required},
                       {"settings"_L1, Row::Type::Pairs},
                       {"tags"_L1, Row::Type::Texts},
                       {"location"_L1, Row::Type::Text},
                       {"noCheck"_L1, Row::Type::Flag}},
         .run = addPrinter},
        {.name = u"edit"_s,
         .arguments = {printerArgument,
                       {"name"_L1, Row::Type::Text},
                       {"settings"_L1, Row::Type::Pairs},
                       {"service"_L1, Row::Type::Text},
                       {"note"_L1, Row::Type::Text},
                       {"tags"_L1, Row::Type::Texts},
                       {"location"_L1, Row::Type::Text}},
         .run = editPrinter},
        {.name = u"remove"_s, .arguments = {printerArgument}, .run = removePrinter},
        {.name = u"list"_s, .arguments = {}, .readOnly = true, .run = listPrinters},
    };
}

} // namespace flotilla::api
