// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobstore.h"

#include "store/database.h"

#include <QJsonDocument>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

QVariant millis(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime timeFrom(const QVariant &value)
{
    return value.isNull() ? QDateTime()
                          : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

QString idText(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

Run runFrom(const QSqlQuery &row)
{
    Run run {
        .id = row.value(u"id"_s).toString(),
        .printerId = QUuid::fromString(row.value(u"printer_id"_s).toString()),
        .printerName = row.value(u"printer_name"_s).toString(),
        .fileName = row.value(u"file_name"_s).toString(),
        .filePath = row.value(u"file_path"_s).toString(),
        .fileSha256 = QByteArray::fromHex(row.value(u"file_sha256"_s).toByteArray()),
        .fileSize = row.value(u"file_size"_s).toLongLong(),
        .source = jobSourceFromName(row.value(u"source"_s).toString()).value_or(JobSource::Printer),
        .options = QJsonDocument::fromJson(row.value(u"options"_s).toByteArray()).object(),
        .externalId = row.value(u"external_id"_s).toString(),
        .stage = runStageFromName(row.value(u"stage"_s).toString()).value_or(RunStage::Ended),
        .result = jobResultFromName(row.value(u"result"_s).toString()).value_or(JobResult::Unknown),
        .reason = row.value(u"reason"_s).toString(),
        .createdAt = timeFrom(row.value(u"created_at"_s)),
        .startedAt = timeFrom(row.value(u"started_at"_s)),
        .endedAt = timeFrom(row.value(u"ended_at"_s))};
    if (const QVariant filament = row.value(u"filament_mm"_s); !filament.isNull())
        run.filamentMm = filament.toDouble();
    return run;
}

QVariantList valuesOf(const Run &run)
{
    return {idText(run.printerId),
            run.printerName,
            run.fileName,
            run.filePath,
            QString::fromLatin1(run.fileSha256.toHex()),
            run.fileSize,
            jobSourceName(run.source),
            QString::fromUtf8(QJsonDocument(run.options).toJson(QJsonDocument::Compact)),
            run.externalId,
            runStageName(run.stage),
            jobResultName(run.result),
            run.reason,
            millis(run.createdAt),
            millis(run.startedAt),
            millis(run.endedAt),
            run.filamentMm ? QVariant(*run.filamentMm) : QVariant(),
            run.id};
}

} // namespace

JobStore::JobStore(store::Database &database)
    : m_database(database)
{
}

Command<void> JobStore::insert(const Run &run)
{
    return m_database.transaction([run](store::Connection &db) -> Result<void> {
        const auto changed = db.change(
            u"INSERT INTO runs (printer_id, printer_name, file_name, file_path, file_sha256, "
            u"file_size, "
            "source, options, external_id, stage, result, reason, created_at, started_at, "
            "ended_at, "
            "filament_mm, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            valuesOf(run));
        return changed ? Result<void>() : failure(changed.error());
    });
}

Command<void> JobStore::update(const Run &run)
{
    return m_database.transaction([run](store::Connection &db) -> Result<void> {
        const auto changed = db.change(
            u"UPDATE runs SET printer_id = ?, printer_name = ?, file_name = ?, file_path = ?, "
            "file_sha256 = ?, file_size = ?, source = ?, options = ?, external_id = ?, stage = ?, "
            "result = ?, reason = ?, created_at = ?, started_at = ?, ended_at = ?, filament_mm = ? "
            "WHERE id = ?"_s,
            valuesOf(run));
        if (!changed)
            return failure(changed.error());
        if (*changed != 1)
            return failure(
                Error::Kind::NotFound,
                QCoreApplication::translate("flotilla", "This run is not in the history."));
        return {};
    });
}

Command<QList<Run>> JobStore::list(const RunFilter &filter)
{
    return m_database.run([filter](store::Connection &db) {
        QString sql = u"SELECT * FROM runs WHERE 1 = 1"_s;
        QVariantList values;
        if (!filter.printer.isNull()) {
            sql += u" AND printer_id = ?"_s;
            values << idText(filter.printer);
        }
        if (filter.since.isValid()) {
            sql += u" AND created_at >= ?"_s;
            values << filter.since.toMSecsSinceEpoch();
        }
        if (filter.unendedOnly) {
            sql += u" AND stage <> ?"_s;
            values << runStageName(RunStage::Ended);
        }
        values << filter.limit;
        return db.list(sql + u" ORDER BY created_at DESC, id LIMIT ?"_s, values, runFrom);
    });
}

Command<Run> JobStore::find(const QString &id)
{
    return m_database.run([id](store::Connection &db) -> Result<Run> {
        // A prefix by comparison of ranges, so that nobody's % or _ is a pattern.
        const auto rows
            = db.list(u"SELECT * FROM runs WHERE id >= ? AND id < ? ORDER BY id LIMIT 2"_s,
                      {id, QString(id + QChar(0xffff))}, runFrom);
        if (!rows)
            return failure(rows.error());
        if (rows->isEmpty() || id.isEmpty())
            return failure(
                Error::Kind::NotFound,
                QCoreApplication::translate("flotilla", "There is no run “%1” in the history.")
                    .arg(id));
        if (rows->size() > 1 && rows->first().id != id)
            return failure(
                Error::Kind::WrongUse,
                QCoreApplication::translate("flotilla", "“%1” begins the id of several runs.")
                    .arg(id));
        return rows->first();
    });
}

} // namespace flotilla
