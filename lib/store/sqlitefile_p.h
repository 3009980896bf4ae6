// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/connection.h"

#include <array>
#include <optional>

namespace flotilla::store {

// What SQLite keeps beside its file. A journal is there only after a crash in the first moment of a
// new file, before it has its write-ahead log.
inline constexpr std::array sqliteCompanions {QLatin1StringView("-wal"), QLatin1StringView("-shm"),
                                              QLatin1StringView("-journal")};

// A named Qt connection to one SQLite file; closed and unregistered when this goes.
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

// What is in a file before anything is changed.
struct SqliteFindings
{
    bool damaged = false;
    QString damage; // for the log
    int version = 0; // of our schema; 0: no tables yet
};

// Looks at an existing file through a connection that cannot write it (one with a journal left by a
// crash is rolled back first, which only a writer can do).
Result<SqliteFindings> examineSqliteFile(const QString &path);

} // namespace flotilla::store
