// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/connection.h"

#include <QCoreApplication>
#include <QSqlError>

#include <array>

namespace flotilla::store {

using namespace Qt::StringLiterals;

namespace {

struct SqliteRow
{
    int code; // the primary result code of SQLite, https://www.sqlite.org/rescode.html
    Error::Kind kind;
    const char *message;
};

constexpr std::array sqliteTable {
    SqliteRow {3, Error::Kind::NotAuthorised,
               QT_TRANSLATE_NOOP("flotilla::store",
                                 "Flotilla may not use its database. Check the "
                                 "permissions of the data folder.")},
    SqliteRow {5, Error::Kind::Busy,
               QT_TRANSLATE_NOOP("flotilla::store",
                                 "Another program holds the database of Flotilla. "
                                 "Close it and try again.")},
    SqliteRow {6, Error::Kind::Busy,
               QT_TRANSLATE_NOOP("flotilla::store",
                                 "Another program holds the database of Flotilla. "
                                 "Close it and try again.")},
    SqliteRow {8, Error::Kind::NotAuthorised,
               QT_TRANSLATE_NOOP("flotilla::store",
                                 "The database of Flotilla cannot be written. Check "
                                 "the permissions of the data folder.")},
    SqliteRow {10, Error::Kind::Internal,
               QT_TRANSLATE_NOOP("flotilla::store",
                                 "The disk with the data folder of Flotilla reports "
                                 "an error. Check the disk.")},
    SqliteRow {11, Error::Kind::BadFile,
               QT_TRANSLATE_NOOP("flotilla::store",
                                 "The database of Flotilla is damaged. Start Flotilla "
                                 "again: it moves the damaged file aside and makes "
                                 "a new one.")},
    SqliteRow {13, Error::Kind::StorageFull,
               QT_TRANSLATE_NOOP("flotilla::store",
                                 "The disk with the data folder of Flotilla is full. "
                                 "Make room and try again.")},
    SqliteRow {14, Error::Kind::NotAuthorised,
               QT_TRANSLATE_NOOP("flotilla::store",
                                 "The database of Flotilla cannot be opened. Check the "
                                 "permissions of the data folder.")},
    SqliteRow {26, Error::Kind::BadFile,
               QT_TRANSLATE_NOOP("flotilla::store",
                                 "The database of Flotilla is damaged. Start Flotilla "
                                 "again: it moves the damaged file aside and makes "
                                 "a new one.")},
};

QVariant withoutNullText(const QVariant &value)
{
    if (value.typeId() == QMetaType::QString && value.toString().isNull())
        return QString(""_L1);
    if (value.typeId() == QMetaType::QByteArray && value.toByteArray().isNull())
        return QByteArray("");
    return value;
}

} // namespace

Connection::Connection(const QSqlDatabase &database)
    : m_database(database)
{
}

Result<QSqlQuery> Connection::exec(const QString &sql, const QVariantList &bindings)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    bool done = false;
    if (bindings.isEmpty()) {
        done = query.exec(sql); // some statements, PRAGMA among them, cannot be prepared everywhere
    } else if (query.prepare(sql)) {
        for (const QVariant &value : bindings)
            query.addBindValue(withoutNullText(value));
        done = query.exec();
    }
    if (!done)
        return failure(errorFromSql(query.lastError()));
    return query;
}

Result<int> Connection::change(const QString &sql, const QVariantList &bindings)
{
    const Result<QSqlQuery> query = exec(sql, bindings);
    if (!query)
        return failure(query.error());
    return query->numRowsAffected();
}

Result<void> Connection::begin()
{
    if (!m_database.transaction())
        return failure(errorFromSql(m_database.lastError()));
    return {};
}

Result<void> Connection::commit()
{
    if (!m_database.commit())
        return failure(errorFromSql(m_database.lastError()));
    return {};
}

void Connection::rollBack()
{
    // Some errors, a full disk among them, have ended the transaction already; then this has
    // nothing to do.
    m_database.rollback();
}

std::optional<Error> Connection::errorOf(const QSqlQuery &query)
{
    if (!query.lastError().isValid())
        return std::nullopt;
    return errorFromSql(query.lastError());
}

Error errorFromSql(const QSqlError &error)
{
    Error result {
        Error::Kind::Internal,
        QCoreApplication::translate("flotilla::store",
                                    "Flotilla could not use its database. Start it again; if "
                                    "that does not help, send the details to its authors."),
        u"%1 (%2)"_s.arg(error.text().trimmed(), error.nativeErrorCode())};
    const int code = error.nativeErrorCode().toInt() & 0xff; // the higher bits only refine it
    for (const SqliteRow &row : sqliteTable) {
        if (row.code == code) {
            result.kind = row.kind;
            result.message = QCoreApplication::translate("flotilla::store", row.message);
        }
    }
    return result;
}

} // namespace flotilla::store
