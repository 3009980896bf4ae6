// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace flotilla::cli {

// Rows in aligned columns. Texts come from printers and files: they are cleaned here.
class TextTable
{
public:
    explicit TextTable(const QStringList &headings);

    void addRow(const QStringList &cells);
    void alignRight(qsizetype column) { m_right.append(column); }
    bool isEmpty() const { return m_rows.isEmpty(); }

    // Lines; with a width the widest column gives way until they fit. Columns that are empty all
    // the way down are left out.
    QStringList lines(int width) const;

private:
    QList<qsizetype> columnWidths(int width) const;

    QStringList m_headings;
    QList<QStringList> m_rows;
    QList<qsizetype> m_right;
};

// Text of a printer or a file made safe for a terminal: one line without control characters.
QString oneLine(const QString &text);

// Cut to this many characters with "…"; 0 = as it is.
QString elided(const QString &text, qsizetype width);

} // namespace flotilla::cli
