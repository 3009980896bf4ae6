// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"

namespace flotilla::store {

using namespace Qt::StringLiterals;

QList<Migration> builtinMigrations()
{
    return {
        {1,
         u"first tables"_s,
         {
             uR"(CREATE TABLE printers (
                 id TEXT PRIMARY KEY,
                 name TEXT NOT NULL,
                 driver TEXT NOT NULL,
                 settings TEXT NOT NULL DEFAULT '{}',
                 tags TEXT NOT NULL DEFAULT '[]',
                 location TEXT NOT NULL DEFAULT '',
                 note TEXT NOT NULL DEFAULT '',
                 in_service INTEGER NOT NULL DEFAULT 1,
                 serial TEXT NOT NULL DEFAULT '',
                 cameras TEXT NOT NULL DEFAULT '[]',
                 capabilities TEXT NOT NULL DEFAULT '{}',
                 status TEXT NOT NULL DEFAULT '{}',
                 plate TEXT NOT NULL DEFAULT 'unknown',
                 position INTEGER NOT NULL DEFAULT 0,
                 added_at BIGINT NOT NULL))"_s,
             // No reference to printers: history outlives a removed printer.
             uR"(CREATE TABLE runs (
                 id TEXT PRIMARY KEY,
                 printer_id TEXT NOT NULL,
                 printer_name TEXT NOT NULL DEFAULT '',
                 file_name TEXT NOT NULL DEFAULT '',
                 file_path TEXT NOT NULL DEFAULT '',
                 file_sha256 TEXT NOT NULL DEFAULT '',
                 file_size BIGINT NOT NULL DEFAULT 0,
                 source TEXT NOT NULL DEFAULT '',
                 options TEXT NOT NULL DEFAULT '{}',
                 external_id TEXT NOT NULL DEFAULT '',
                 stage TEXT NOT NULL DEFAULT '',
                 result TEXT NOT NULL DEFAULT '',
                 reason TEXT NOT NULL DEFAULT '',
                 created_at BIGINT NOT NULL,
                 started_at BIGINT,
                 ended_at BIGINT,
                 filament_mm DOUBLE PRECISION))"_s,
             u"CREATE INDEX runs_by_printer ON runs (printer_id)"_s,
             u"CREATE INDEX runs_by_creation ON runs (created_at)"_s,
             u"CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)"_s,
             uR"(CREATE TABLE events (
                 id INTEGER PRIMARY KEY,
                 at BIGINT NOT NULL,
                 printer_id TEXT NOT NULL DEFAULT '',
                 kind TEXT NOT NULL DEFAULT '',
                 text TEXT NOT NULL DEFAULT ''))"_s,
             u"CREATE INDEX events_by_time ON events (at)"_s,
         }},
    };
}

} // namespace flotilla::store
