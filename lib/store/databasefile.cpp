// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/databasefile_p.h"

#include "base/logging.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace flotilla::store {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxSpareNames = 1000;
constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QString shown(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

Error::Kind kindOf(const QFileDevice &file)
{
    return file.error() == QFileDevice::ResourceError ? Error::Kind::StorageFull
                                                      : Error::Kind::NotAuthorised;
}

// Moves the file and what belongs to it to a name that nobody uses.
Result<QString> setAside(const QString &path)
{
    const QString stamp = QDateTime::currentDateTime().toString(u"yyyyMMdd-hhmmss"_s);
    QString target = path + ".damaged-"_L1 + stamp;
    for (int i = 2; QFileInfo::exists(target) && i < maxSpareNames; ++i)
        target = u"%1.damaged-%2-%3"_s.arg(path, stamp).arg(i);
    // The companions go first: a new database must never meet the write-ahead log of the old one.
    QStringList suffixes(sqliteCompanions.begin(), sqliteCompanions.end());
    suffixes.append(QString());
    QStringList moved;
    for (const QString &suffix : std::as_const(suffixes)) {
        QFile file(path + suffix);
        if (!file.exists())
            continue;
        if (!file.rename(target + suffix)) {
            for (const QString &each : std::as_const(moved))
                QFile::rename(target + each, path + each);
            return failure(
                Error::Kind::NotAuthorised,
                Database::tr(
                    "The damaged database %1 cannot be moved aside. Check the permissions of "
                    "its folder.")
                    .arg(shown(path)),
                file.errorString());
        }
        moved.append(suffix);
    }
    return target;
}

Result<void> createFile(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    // Not mkpath() alone: the last folder holds what only its owner should see, from the beginning.
    if (!QFileInfo::exists(folder)
        && (!QDir().mkpath(QFileInfo(folder).absolutePath())
            || !QDir().mkdir(folder, ownerOnly | QFileDevice::ExeOwner)))
        return failure(
            Error::Kind::NotAuthorised,
            Database::tr("The data folder %1 cannot be made. Choose another folder, or check the "
                         "permissions there.")
                .arg(shown(folder)));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
        return failure(
            kindOf(file),
            Database::tr(
                "No file can be made in the data folder %1. Check its permissions and the room "
                "on the disk.")
                .arg(shown(folder)),
            file.errorString());
    return {};
}

void removeFile(const QString &path)
{
    QFile::remove(path);
    for (const auto suffix : sqliteCompanions)
        QFile::remove(path + suffix);
}

// A consistent copy beside the database; an older copy of the same name goes only when the new one
// is whole.
Result<QString> makeBackup(Connection &connection, const QString &path, int nextNumber)
{
    const QString target = u"%1.before-%2"_s.arg(path).arg(nextNumber);
    const QString part = target + ".part"_L1;
    QFile::remove(part);
    // Made first, since VACUUM INTO would make it with the permissions of everyday files.
    if (const Result<void> made = createFile(part); !made)
        return failure(made.error());
    if (const auto copied = connection.exec(u"VACUUM INTO ?"_s, {part}); !copied) {
        QFile::remove(part);
        return failure(copied.error());
    }
    QFile::remove(target);
    if (QFile file(part); !file.rename(target))
        return failure(
            kindOf(file),
            Database::tr(
                "The copy %1 that is kept before an update cannot be made. Check the permissions "
                "of its folder.")
                .arg(shown(target)),
            file.errorString());
    return target;
}

Result<void> migrate(Connection &connection, const Migration &migration)
{
    return connection.transaction([&](Connection &c) -> Result<void> {
        for (const QString &statement : migration.statements) {
            if (const auto done = c.exec(statement); !done)
                return failure(done.error());
        }
        const auto noted = c.exec(u"INSERT INTO schema_migrations (number, name) VALUES (?, ?)"_s,
                                  {migration.number, migration.name});
        if (!noted)
            return failure(noted.error());
        return {};
    });
}

// Puts an open, examined file into working order: pragmas, copy, migrations.
Result<OpenReport> prepare(Connection &connection, const QString &path, int version,
                           const QList<Migration> &migrations)
{
    const QStringList preparation {
        u"PRAGMA journal_mode = WAL"_s,
        u"PRAGMA synchronous = FULL"_s,
        u"PRAGMA foreign_keys = ON"_s,
        u"CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)"_s,
    };
    for (const QString &statement : preparation) {
        if (const auto done = connection.exec(statement); !done)
            return failure(done.error());
    }
    OpenReport report;
    report.schemaVersion = version;
    if (version > 0 && version < migrations.size()) {
        Result<QString> backup = makeBackup(connection, path, version + 1);
        if (!backup)
            return failure(backup.error());
        report.backup = *backup;
    }
    for (const Migration &migration : migrations.sliced(version)) {
        Q_ASSERT(migration.number == report.schemaVersion + 1);
        if (const Result<void> done = migrate(connection, migration); !done) {
            qCCritical(lcStore) << "migration" << migration.number << migration.name
                                << "failed:" << done.error().detail;
            return failure(
                done.error().kind,
                Database::tr(
                    "The database could not be brought to the form this version of Flotilla needs. "
                    "It is as it was before.")
                    + u' ' + done.error().message,
                done.error().detail);
        }
        report.schemaVersion = migration.number;
        qCInfo(lcStore) << "database is at schema" << migration.number << migration.name;
    }
    return report;
}

} // namespace

Result<OpenedFile> openDatabaseFile(const QString &path, const QList<Migration> &migrations)
{
    const QFileInfo info(path);
    if (info.isDir())
        return failure(
            Error::Kind::BadFile,
            Database::tr(
                "%1 is a folder, but Flotilla keeps its database in a file of that name. Move the "
                "folder away.")
                .arg(shown(path)));

    OpenReport report;
    SqliteFindings found;
    if (info.exists()) {
        if (QFile file(path); !file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
            return failure(
                Error::Kind::NotAuthorised,
                Database::tr("The database %1 cannot be read and written. Check its permissions.")
                    .arg(shown(path)),
                file.errorString());
        const Result<SqliteFindings> looked = examineSqliteFile(path);
        if (!looked)
            return failure(looked.error());
        found = *looked;
    }
    if (found.version > migrations.size())
        return failure(
            Error::Kind::BadFile,
            Database::tr(
                "The database %1 was written by a newer version of Flotilla. It was left as it is; "
                "install that version again.")
                .arg(shown(path)),
            u"schema %1, known up to %2"_s.arg(found.version).arg(migrations.size()));
    if (found.damaged) {
        const Result<QString> moved = setAside(path);
        if (!moved)
            return failure(moved.error());
        report.setAside = *moved;
        qCCritical(lcStore) << "damaged database moved to" << *moved << "-" << found.damage;
    }

    const bool isNew = found.damaged || !info.exists();
    if (isNew) {
        if (const Result<void> made = createFile(path); !made)
            return failure(made.error());
    } else {
        QFile::setPermissions(path, ownerOnly);
        for (const auto suffix : sqliteCompanions)
            QFile::setPermissions(path + suffix, ownerOnly);
    }

    OpenedFile opened {std::make_unique<SqliteFile>(path, SqliteFile::Mode::Write), {}};
    Result<OpenReport> prepared = opened.file->open().and_then(
        [&] { return prepare(opened.file->connection(), path, found.version, migrations); });
    if (!prepared) {
        opened.file.reset();
        if (isNew)
            removeFile(path);
        return failure(prepared.error());
    }
    report.schemaVersion = prepared->schemaVersion;
    report.backup = prepared->backup;
    opened.report = report;
    return opened;
}

} // namespace flotilla::store
