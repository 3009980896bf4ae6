// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/connection.h"
#include "store/database.h"

#include <QStringList>

#include <memory>

namespace flotilla::store {

// A named Qt connection to one SQLite file; closed and unregistered when this goes. All of Flotilla
// that is true of SQLite only is in databasefile.cpp.
class SqliteFile
{
public:
    enum class Mode { Look, Write };

    SqliteFile(const QString &path, Mode mode);
    ~SqliteFile();
    Q_DISABLE_COPY_MOVE(SqliteFile)

    [[nodiscard]] Result<void> open();
    Connection &connection() { return *m_connection; }

private:
    const QString m_name;
    std::optional<Connection> m_connection;
};

// An opened database at the newest schema.
struct OpenedFile
{
    std::unique_ptr<SqliteFile> file;
    OpenReport report;
};

// Everything Database::open() promises; runs in the database thread.
Result<OpenedFile> openDatabaseFile(const QString &path, const QList<Migration> &migrations);

} // namespace flotilla::store
