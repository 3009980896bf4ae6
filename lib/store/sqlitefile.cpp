// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlitefile_p.h"

#include "store/database.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>
#include <QtEndian>

namespace flotilla::store {

using namespace Qt::StringLiterals;

namespace {

constexpr int busyTimeoutMs = 5000;

using Found = SqliteFindings;

// The version in a database that passed the integrity check, or why its schema cannot be read.
Result<Found> readVersion(Connection &connection)
{
    const auto tables
        = connection.list(u"SELECT name FROM sqlite_master WHERE type = 'table'"_s, {},
                          [](const QSqlQuery &row) { return row.value(0).toString(); });
    if (!tables)
        return failure(tables.error());
    if (tables->isEmpty())
        return Found {};
    if (!tables->contains("schema_migrations"_L1))
        return Found {true, u"no table schema_migrations"_s, 0};
    const auto columns
        = connection.list(u"SELECT name FROM pragma_table_info('schema_migrations')"_s, {},
                          [](const QSqlQuery &row) { return row.value(0).toString(); });
    if (!columns)
        return failure(columns.error());
    if (!columns->contains("number"_L1) || !columns->contains("name"_L1))
        return Found {true, u"schema_migrations is not ours"_s, 0};
    const auto numbers
        = connection.list(u"SELECT number FROM schema_migrations ORDER BY number"_s, {},
                          [](const QSqlQuery &row) { return row.value(0).toInt(); });
    if (!numbers)
        return failure(numbers.error());
    for (qsizetype i = 0; i < numbers->size(); ++i) {
        if (numbers->at(i) != i + 1)
            return Found {true, u"migration %1 is missing"_s.arg(i + 1), 0};
    }
    return Found {false, {}, int(numbers->size())};
}

// What SQLite itself is lenient about: a few bytes that it would write over, and a last page cut
// short, which it fills with zeros. Empty when there is nothing to say.
QString obviousDamage(const QString &path)
{
    QFile file(path);
    if (file.size() == 0 || !file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray header = file.read(18); // the magic and the page size, big endian, 1 for 65536
    if (header.size() < 18 || !header.startsWith(QByteArrayView("SQLite format 3\0", 16)))
        return u"no SQLite header"_s;
    const int written = qFromBigEndian<quint16>(header.constData() + 16);
    const int pageSize = written == 1 ? 65536 : written;
    // With a write-ahead log the last page may be in there, whole.
    const bool hasLog = QFileInfo(path + "-wal"_L1).size() > 0;
    if (pageSize < 512 || (!hasLog && file.size() % pageSize != 0))
        return u"cut short"_s;
    return {};
}

} // namespace

SqliteFile::SqliteFile(const QString &path, Mode mode)
    : m_name(u"flotilla-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    database.setDatabaseName(path);
    QString options = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyTimeoutMs);
    if (mode == Mode::Look)
        options += ";QSQLITE_OPEN_READONLY"_L1;
    database.setConnectOptions(options);
    m_connection.emplace(database);
}

SqliteFile::~SqliteFile()
{
    m_connection.reset();
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> SqliteFile::open()
{
    QSqlDatabase database = QSqlDatabase::database(m_name, false);
    if (!database.isValid())
        return failure(
            Error::Kind::Internal,
            Database::tr("The SQLite plug-in of Qt is missing. Install the package that holds it "
                         "(on Debian libqt6sql6-sqlite)."));
    if (!database.open())
        return failure(errorFromSql(database.lastError()));
    return {};
}

Result<SqliteFindings> examineSqliteFile(const QString &path)
{
    const bool hasJournal = QFileInfo(path + "-journal"_L1).size() > 0;
    if (const QString damage = hasJournal ? QString() : obviousDamage(path); !damage.isEmpty())
        return Found {true, damage, 0};
    SqliteFile file(path, hasJournal ? SqliteFile::Mode::Write : SqliteFile::Mode::Look);
    const auto damage = [](const Error &error) -> Result<SqliteFindings> {
        if (error.kind == Error::Kind::BadFile)
            return Found {true, error.detail, 0};
        return failure(error);
    };
    if (const Result<void> opened = file.open(); !opened)
        return damage(opened.error());
    const auto check
        = file.connection().first(u"PRAGMA integrity_check(1)"_s, {},
                                  [](const QSqlQuery &row) { return row.value(0).toString(); });
    if (!check)
        return damage(check.error());
    if (check->value_or(QString()) != "ok"_L1)
        return Found {true, check->value_or(QString()), 0};
    Result<Found> found = readVersion(file.connection());
    return found ? found : damage(found.error());
}

} // namespace flotilla::store
