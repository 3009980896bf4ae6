// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/printerrepository.h"

#include "base/logging.h"
#include "store/database.h"

#include <QJsonDocument>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

QString toText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString toText(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QJsonObject objectFrom(const QVariant &text)
{
    return QJsonDocument::fromJson(text.toByteArray()).object();
}
QJsonArray arrayFrom(const QVariant &text)
{
    return QJsonDocument::fromJson(text.toByteArray()).array();
}

QString idText(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

QJsonArray camerasToJson(const QList<Camera> &cameras)
{
    QJsonArray array;
    for (const Camera &camera : cameras)
        array.append(camera.toJson());
    return array;
}

PrinterRecord recordFrom(const QSqlQuery &row)
{
    PrinterRecord record {
        .id = QUuid::fromString(row.value(u"id"_s).toString()),
        .driver = row.value(u"driver"_s).toString(),
        .name = row.value(u"name"_s).toString(),
        .settings = objectFrom(row.value(u"settings"_s)),
        .location = row.value(u"location"_s).toString(),
        .note = row.value(u"note"_s).toString(),
        .inService = row.value(u"in_service"_s).toBool(),
        .serial = row.value(u"serial"_s).toString(),
        .capabilities = Capabilities::fromJson(objectFrom(row.value(u"capabilities"_s))),
        .lastStatus = PrinterStatus::fromJson(objectFrom(row.value(u"status"_s))),
        .plate = plateFromName(row.value(u"plate"_s).toString()).value_or(Plate::Unknown),
        .position = row.value(u"position"_s).toInt(),
        .addedAt = QDateTime::fromMSecsSinceEpoch(row.value(u"added_at"_s).toLongLong(), Qt::UTC)};
    for (const QJsonValue &tag : arrayFrom(row.value(u"tags"_s)))
        record.tags.append(tag.toString());
    for (const QJsonValue &camera : arrayFrom(row.value(u"cameras"_s)))
        record.cameras.append(Camera::fromJson(camera.toObject()));
    return record;
}

// The columns that insert() and update() share, in one order.
const QString &sharedColumns()
{
    static const QString columns
        = u"driver = ?, name = ?, settings = ?, tags = ?, location = ?, note = ?, "
          "in_service = ?, serial = ?, cameras = ?, capabilities = ?, position = ?"_s;
    return columns;
}

QVariantList sharedValues(const PrinterRecord &record)
{
    return {record.driver,
            record.name,
            toText(record.settings),
            toText(QJsonArray::fromStringList(record.tags)),
            record.location,
            record.note,
            record.inService ? 1 : 0,
            record.serial,
            toText(camerasToJson(record.cameras)),
            toText(record.capabilities.toJson()),
            record.position};
}

Result<void> expectOne(const Result<int> &changed)
{
    if (!changed)
        return failure(changed.error());
    if (*changed != 1)
        return failure(
            Error::Kind::NotFound,
            QCoreApplication::translate("flotilla", "This printer is no longer in the fleet."));
    return {};
}

} // namespace

QString secretKey(const QUuid &printer, const QString &setting)
{
    return u"printer/"_s + printer.toString(QUuid::WithoutBraces) + u'/' + setting;
}

PrinterRepository::PrinterRepository(store::Database &database)
    : m_database(database)
{
}

Command<QList<PrinterRecord>> PrinterRepository::all()
{
    return m_database.run([](store::Connection &db) -> Result<QList<PrinterRecord>> {
        auto records
            = db.list(u"SELECT * FROM printers ORDER BY position, added_at, id"_s, {}, recordFrom);
        if (!records)
            return failure(records.error());
        records->removeIf([](const PrinterRecord &record) {
            const bool broken = record.id.isNull() || record.driver.isEmpty();
            if (broken)
                qCWarning(lcFleet)
                    << "A printer's row cannot be read and is left out:" << record.name;
            return broken;
        });
        return records;
    });
}

Command<void> PrinterRepository::insert(const PrinterRecord &record)
{
    return m_database.transaction([record](store::Connection &db) -> Result<void> {
        QVariantList values = sharedValues(record);
        values << idText(record.id) << toText(record.lastStatus.toJson()) << plateName(record.plate)
               << record.addedAt.toMSecsSinceEpoch();
        const auto changed
            = db.change(u"INSERT INTO printers (driver, name, settings, tags, location, note, "
                        u"in_service, serial, "
                        "cameras, capabilities, position, id, status, plate, added_at) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                        values);
        return expectOne(changed);
    });
}

Command<void> PrinterRepository::update(const PrinterRecord &record)
{
    return m_database.transaction([record](store::Connection &db) -> Result<void> {
        return expectOne(db.change(u"UPDATE printers SET "_s + sharedColumns() + u" WHERE id = ?"_s,
                                   sharedValues(record) << idText(record.id)));
    });
}

Command<void> PrinterRepository::saveStatus(const QUuid &id, const PrinterStatus &status)
{
    return m_database.run([id, status](store::Connection &db) -> Result<void> {
        return expectOne(db.change(u"UPDATE printers SET status = ?, plate = ? WHERE id = ?"_s,
                                   {toText(status.toJson()), plateName(status.plate), idText(id)}));
    });
}

Command<void> PrinterRepository::remove(const QUuid &id)
{
    return m_database.run([id](store::Connection &db) -> Result<void> {
        return expectOne(db.change(u"DELETE FROM printers WHERE id = ?"_s, {idText(id)}));
    });
}

} // namespace flotilla
