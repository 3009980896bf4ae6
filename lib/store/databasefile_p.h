// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/sqlitefile_p.h"

#include <memory>

namespace flotilla::store {

// An opened database at the newest schema.
struct OpenedFile
{
    std::unique_ptr<SqliteFile> file;
    OpenReport report;
};

// Everything Database::open() promises; runs in the database thread. What is true of SQLite only is
// here and in sqlitefile.cpp.
Result<OpenedFile> openDatabaseFile(const QString &path, const QList<Migration> &migrations);

} // namespace flotilla::store
