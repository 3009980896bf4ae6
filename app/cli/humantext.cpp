// SPDX-License-Identifier: GPL-3.0-or-later
#include "humantext.h"

#include "filetext.h"
#include "statustext.h"
#include "texttable.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <array>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::cli::HumanText)
};

// Ports and the like are no amounts.
QLocale ungrouped()
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale;
}

QString scalarText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? Tr::tr("yes") : Tr::tr("no");
    case QJsonValue::Double:
        return ungrouped().toString(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    default:
        return {};
    }
}

QString localTime(const QJsonValue &value)
{
    const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat)
                          : QString();
}

QString joined(const QJsonValue &array)
{
    QStringList texts;
    for (const QJsonValue &value : array.toArray())
        texts << scalarText(value);
    return texts.join(u", "_s);
}

QString pairsText(const QJsonObject &object)
{
    QStringList pairs;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (const QString value = scalarText(it.value()); !value.isEmpty())
            pairs << it.key() + u'=' + value;
    }
    return pairs.join(u' ');
}

// "key: value" a line: for documents without a form of their own.
QStringList plainLines(const QJsonValue &document, int)
{
    QStringList lines;
    const QJsonObject object = document.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        lines << oneLine(it.key() + u": "_s + scalarText(it.value()));
    return lines;
}

QStringList rowsOr(const TextTable &table, const QString &nothing, int width)
{
    return table.isEmpty() ? QStringList(nothing) : table.lines(width);
}

QStringList listLines(const QJsonValue &document, int width)
{
    TextTable table({Tr::tr("NAME"), Tr::tr("DRIVER"), Tr::tr("SETTINGS"), Tr::tr("TAGS"),
                     Tr::tr("LOCATION"), Tr::tr("SERVICE")});
    for (const QJsonValue &value : document.toArray()) {
        const QJsonObject printer = value.toObject();
        table.addRow({printer[u"name"_s].toString(), printer[u"driver"_s].toString(),
                      pairsText(printer[u"settings"_s].toObject()), joined(printer[u"tags"_s]),
                      printer[u"location"_s].toString(),
                      printer[u"service"_s].toBool(true) ? QString() : Tr::tr("off")});
    }
    return rowsOr(table, Tr::tr("There is no printer in the fleet."), width);
}

QStringList driversLines(const QJsonValue &document, int)
{
    QStringList lines;
    for (const QJsonValue &value : document.toArray()) {
        const QJsonObject driver = value.toObject();
        lines << driver[u"id"_s].toString() + u" ("_s + driver[u"name"_s].toString() + u')';
        for (const QJsonValue &entry : driver[u"settings"_s].toArray()) {
            const QJsonObject setting = entry.toObject();
            QString line = u"  "_s + setting[u"key"_s].toString().leftJustified(16)
                + setting[u"label"_s].toString();
            if (setting[u"required"_s].toBool())
                line += Tr::tr(", required");
            if (setting[u"secret"_s].toBool())
                line += Tr::tr(", secret");
            if (const QString standard = scalarText(setting[u"default"_s]); !standard.isEmpty())
                line += Tr::tr(", otherwise %1").arg(standard);
            lines << line;
        }
    }
    return lines;
}

QStringList discoverLines(const QJsonValue &document, int width)
{
    TextTable table({Tr::tr("DRIVER"), Tr::tr("NAME"), Tr::tr("ADDRESS"), Tr::tr("SERIAL"),
                     Tr::tr("SETTINGS")});
    for (const QJsonValue &value : document.toArray()) {
        const QJsonObject found = value.toObject();
        table.addRow({found[u"driver"_s].toString(), found[u"name"_s].toString(),
                      found[u"address"_s].toString(), found[u"serial"_s].toString(),
                      pairsText(found[u"settings"_s].toObject())});
    }
    return rowsOr(table, Tr::tr("No printer answered."), width);
}

QStringList statusLines(const QJsonValue &document, int width)
{
    if (document.isObject())
        return statusDetails(document.toObject());
    QList<QJsonObject> documents;
    for (const QJsonValue &value : document.toArray())
        documents << value.toObject();
    return documents.isEmpty() ? QStringList(Tr::tr("There is no printer in the fleet."))
                               : statusTable(documents, width);
}

QStringList uploadLines(const QJsonValue &document, int)
{
    const QJsonObject sent = document.toObject();
    const QString line = sent[u"started"_s].toBool()
        ? Tr::tr("Sent “%1” (%2) in %3 and started it.")
        : Tr::tr("Sent “%1” (%2) in %3.");
    return {line.arg(oneLine(sent[u"file"_s].toString()), formatBytes(sent[u"size"_s].toInteger()),
                     formatDuration(qRound64(sent[u"seconds"_s].toDouble())))};
}

QStringList filesLines(const QJsonValue &document, int width)
{
    TextTable table({Tr::tr("NAME"), Tr::tr("SIZE"), Tr::tr("MODIFIED"), Tr::tr("STORAGE")});
    table.alignRight(1);
    for (const QJsonValue &value : document.toArray()) {
        const QJsonObject file = value.toObject();
        table.addRow(
            {file[u"name"_s].toString(),
             file.contains(u"size"_s) ? formatBytes(file[u"size"_s].toInteger()) : QString(),
             localTime(file[u"modified"_s]), file[u"storage"_s].toString()});
    }
    return rowsOr(table, Tr::tr("There is no file at the printer."), width);
}

QStringList actionLines(const QJsonValue &document, int width)
{
    if (document.isObject())
        return plainLines(document, width);
    TextTable table(
        {Tr::tr("ACTION"), Tr::tr("WHAT IT DOES"), Tr::tr("PARAMETERS"), Tr::tr("NOW")});
    for (const QJsonValue &value : document.toArray()) {
        const QJsonObject action = value.toObject();
        QStringList parameters;
        for (const QJsonValue &parameter : action[u"parameters"_s].toArray())
            parameters << parameter.toObject()[u"key"_s].toString();
        table.addRow({action[u"id"_s].toString(), action[u"label"_s].toString(),
                      parameters.join(u", "_s), scalarText(action[u"allowed"_s])});
    }
    return rowsOr(table, Tr::tr("This printer has no actions."), width);
}

QStringList historyLines(const QJsonValue &document, int width)
{
    TextTable table({Tr::tr("RUN"), Tr::tr("PRINTER"), Tr::tr("FILE"), Tr::tr("STARTED"),
                     Tr::tr("ENDED"), Tr::tr("RESULT"), Tr::tr("REASON")});
    for (const QJsonValue &value : document.toArray()) {
        const QJsonObject run = value.toObject();
        table.addRow({run[u"id"_s].toString().left(8), run[u"printer"_s].toString(),
                      run[u"file"_s].toString(), localTime(run[u"startedAt"_s]),
                      localTime(run[u"endedAt"_s]), run[u"result"_s].toString(),
                      run[u"reason"_s].toString()});
    }
    return rowsOr(table, Tr::tr("No job has run yet."), width);
}

QStringList configLines(const QJsonValue &document, int width)
{
    const QJsonArray rows
        = document.isArray() ? document.toArray() : QJsonArray {document.toObject()};
    TextTable table({Tr::tr("SETTING"), Tr::tr("VALUE"), Tr::tr("DEFAULT"), Tr::tr("MEANING")});
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        table.addRow({row[u"key"_s].toString(), scalarText(row[u"value"_s]),
                      scalarText(row[u"default"_s]), row[u"meaning"_s].toString()});
    }
    return table.lines(width);
}

QStringList gcodeLines(const QJsonValue &document, int)
{
    QStringList lines;
    for (const QJsonValue &reply : document.toObject()[u"replies"_s].toArray()) {
        for (const QString &line : reply.toString().split(u'\n'))
            lines << oneLine(line);
    }
    return lines;
}

QStringList convertLines(const QJsonValue &document, int)
{
    const QJsonObject made = document.toObject();
    const QString size = formatBytes(made[u"size"_s].toInteger());
    const QString file = oneLine(made[u"file"_s].toString());
    if (!made.contains(u"model"_s))
        return {Tr::tr("Made “%1” (%2).").arg(file, size)};
    return {Tr::tr("Made “%1” (%2) for the %3.")
                .arg(file, size, oneLine(made[u"model"_s][u"name"_s].toString()))};
}

struct FormRow
{
    QLatin1StringView command;
    QStringList (*lines)(const QJsonValue &, int width);
};

constexpr std::array forms {
    FormRow {"list"_L1, listLines},         FormRow {"drivers"_L1, driversLines},
    FormRow {"discover"_L1, discoverLines}, FormRow {"status"_L1, statusLines},
    FormRow {"upload"_L1, uploadLines},     FormRow {"files"_L1, filesLines},
    FormRow {"act"_L1, actionLines},        FormRow {"history"_L1, historyLines},
    FormRow {"config"_L1, configLines},     FormRow {"gcode"_L1, gcodeLines},
    FormRow {"inspect"_L1, fileLines},      FormRow {"convert"_L1, convertLines},
};

} // namespace

QStringList humanLines(const QString &command, const QJsonValue &document, int width)
{
    for (const FormRow &form : forms) {
        if (form.command == command)
            return form.lines(document, width);
    }
    return plainLines(document, width);
}

} // namespace flotilla::cli
