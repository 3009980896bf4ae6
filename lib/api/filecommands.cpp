// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/commandgroups_p.h"

#include "api/commandtask.h"
#include "api/pictureinfo.h"
#include "base/text.h"
#include "core/printer.h"

#include <QDir>
#include <QJsonArray>
#include <QSaveFile>

// files, delete, thumbnail, snapshot.

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

using Row = ArgumentRow;

// A question: its answer comes within the time limit or not at all.
void boundAnswer(CommandTask &task, const Printer &printer)
{
    const auto limit = task.request().timeoutOrDefault();
    task.endWithin(limit,
                   CommandTask::tr("“%1” has not answered for %2.")
                       .arg(printer.name(), formatDuration(qMax<qint64>(1, limit.count() / 1000))));
}

QJsonObject fileDocument(const StoredFile &file)
{
    QJsonObject object {{u"name"_s, file.name}};
    if (file.size)
        object.insert(u"size"_s, *file.size);
    if (file.modified.isValid())
        object.insert(u"modified"_s, file.modified.toUTC().toString(Qt::ISODate));
    if (!file.storage.isEmpty())
        object.insert(u"storage"_s, file.storage);
    return object;
}

void listFiles(CommandTask &task)
{
    task.withPrinter([&task](Printer *printer) {
        boundAnswer(task, *printer);
        task.await(printer->files(task.text("storage"_L1)),
                   [&task](const QList<StoredFile> &files) {
                       QJsonArray list;
                       for (const StoredFile &file : files)
                           list.append(fileDocument(file));
                       task.succeed(list);
                   });
    });
}

void deleteFile(CommandTask &task)
{
    task.withPrinter([&task](Printer *printer) {
        boundAnswer(task, *printer);
        const QString name = task.text("file"_L1);
        task.await(printer->deleteFile(name), [&task, name] {
            task.succeed(QJsonObject {{u"file"_s, name}});
        });
    });
}

Result<QJsonObject> savePicture(const QByteArray &picture, const QString &path)
{
    const auto info = pictureInfo(picture);
    if (!info)
        return failure(info.error());
    QSaveFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(picture) != picture.size() || !out.commit())
        return failure(Error::Kind::BadFile,
                       CommandTask::tr("The picture cannot be written to “%1”.").arg(path),
                       out.errorString());
    return QJsonObject {{u"width"_s, info->width},
                        {u"height"_s, info->height},
                        {u"bytes"_s, picture.size()},
                        {u"format"_s, info->format}};
}

// Writes what `ask` gets from the printer to the path of the argument "out".
void writePicture(CommandTask &task, std::function<Command<QByteArray>(Printer &)> ask)
{
    const QString path = task.text("out"_L1);
    if (!QDir::isAbsolutePath(path)) {
        task.fail({Error::Kind::WrongUse,
                   CommandTask::tr("The path “%1” is not absolute.").arg(path),
                   {}});
        return;
    }
    task.withPrinter([&task, path, ask = std::move(ask)](Printer *printer) {
        boundAnswer(task, *printer);
        task.await(ask(*printer), [&task, path](const QByteArray &picture) {
            if (const auto saved = savePicture(picture, path))
                task.succeed(*saved);
            else
                task.fail(saved.error());
        });
    });
}

void thumbnail(CommandTask &task)
{
    writePicture(task,
                 [&task](Printer &printer) { return printer.thumbnail(task.text("file"_L1)); });
}

void snapshot(CommandTask &task)
{
    writePicture(task,
                 [&task](Printer &printer) { return printer.takePicture(task.text("camera"_L1)); });
}

} // namespace

QList<CommandSpec> fileCommands()
{
    return {
        {.name = u"files"_s,
         .arguments = {printerArgument, {"storage"_L1}},
         .readOnly = true,
         .run = listFiles},
        {.name = u"delete"_s,
         .arguments = {printerArgument, {"file"_L1, Row::Type::Text, Row::Need::Required}},
         .run = deleteFile},
        {.name = u"thumbnail"_s,
         .arguments = {printerArgument,
                       {"file"_L1, Row::Type::Text, Row::Need::Required},
                       {"out"_L1, Row::Type::Text, Row::Need::Required}},
         .run = thumbnail},
        {.name = u"snapshot"_s,
         .arguments
         = {printerArgument, {"camera"_L1}, {"out"_L1, Row::Type::Text, Row::Need::Required}},
         .run = snapshot},
    };
}

} // namespace flotilla::api
