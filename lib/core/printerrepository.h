// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "core/printerrecord.h"

namespace flotilla {

namespace store {
class Database;
}

// The table of printers. Calls return at once; the work is done in the database thread.
class PrinterRepository
{
public:
    // `database` must outlive this object.
    explicit PrinterRepository(store::Database &database);
    Q_DISABLE_COPY_MOVE(PrinterRepository)

    // All printers in their order. Rows that make no sense are left out with a warning.
    Command<QList<PrinterRecord>> all();
    Command<void> insert(const PrinterRecord &record);
    // Everything but status and plate.
    Command<void> update(const PrinterRecord &record);
    Command<void> saveStatus(const QUuid &id, const PrinterStatus &status);
    Command<void> remove(const QUuid &id);

private:
    store::Database &m_database;
};

} // namespace flotilla
