// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "jobs/run.h"

namespace flotilla {

namespace store {
class Database;
}

struct RunFilter
{
    QUuid printer = {}; // null = all
    QDateTime since = {}; // created at or after; invalid = all
    bool unendedOnly = false;
    int limit = 1000; // newest first
};

// The table of runs. A write that precedes an act is awaited by its caller.
class JobStore
{
public:
    // `database` must outlive this object.
    explicit JobStore(store::Database &database);
    Q_DISABLE_COPY_MOVE(JobStore)

    Command<void> insert(const Run &run);
    Command<void> update(const Run &run); // NotFound
    Command<QList<Run>> list(const RunFilter &filter);
    Command<Run> find(const QString &id); // by id or unique prefix; NotFound, WrongUse

private:
    store::Database &m_database;
};

} // namespace flotilla
