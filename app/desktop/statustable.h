// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printerstatus.h"

#include <QHash>
#include <QStringList>

#include <cstdio>

namespace flotilla {

// A live table of printers in a terminal, repainted in place; into a file or pipe it writes a line
// per change of state instead.
class StatusTable
{
public:
    explicit StatusTable(FILE *out);

    // Shows these printers, one row each.
    void show(const QList<PrinterStatus> &printers);

private:
    void repaint(const QStringList &rows);
    void writeChanges(const QList<PrinterStatus> &printers);

    FILE *m_out;
    const bool m_terminal;
    qsizetype m_paintedRows = 0;
    QHash<QUuid, QString> m_lastWords;
};

} // namespace flotilla
