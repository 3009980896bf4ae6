// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace flotilla::store {

// One numbered step of the schema, run in a transaction of its own. A released migration is never
// edited: the next change is the next number. The SQL is what SQLite and PostgreSQL both accept:
// ids are TEXT UUIDs, times BIGINT milliseconds UTC, yes/no INTEGER, structured values JSON in
// TEXT.
struct Migration
{
    int number = 0; // 1, 2, 3 … without a gap
    QString name;
    QStringList statements;
};

// The schema of this program, oldest step first.
QList<Migration> builtinMigrations();

} // namespace flotilla::store
