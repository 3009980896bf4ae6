// SPDX-License-Identifier: GPL-3.0-or-later
#include "texttable.h"

#include "base/text.h"

#include <algorithm>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype gap = 2; // blanks between columns
constexpr qsizetype narrowestColumn = 6;
constexpr qsizetype longestLine = 4000;

} // namespace

TextTable::TextTable(const QStringList &headings)
    : m_headings(headings)
{
}

void TextTable::addRow(const QStringList &cells)
{
    Q_ASSERT(cells.size() == m_headings.size());
    QStringList row;
    for (const QString &cell : cells)
        row << oneLine(cell);
    m_rows.append(row);
}

QList<qsizetype> TextTable::columnWidths(int width) const
{
    QList<qsizetype> widths(m_headings.size(), 0);
    for (const QStringList &row : m_rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    qsizetype total = 0;
    for (qsizetype i = 0; i < widths.size(); ++i) {
        if (widths[i] > 0) {
            widths[i] = std::max(widths[i], m_headings[i].size());
            total += widths[i] + gap;
        }
    }
    for (; width > 0 && total - gap > width; --total) {
        const auto widest = std::max_element(widths.begin(), widths.end());
        if (*widest <= narrowestColumn)
            break;
        --*widest;
    }
    return widths;
}

QStringList TextTable::lines(int width) const
{
    const QList<qsizetype> widths = columnWidths(width);
    const auto line = [&](const QStringList &cells) {
        QString text;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            if (widths[i] == 0)
                continue;
            const QString cell = elided(cells[i], widths[i]);
            text += m_right.contains(i) ? cell.rightJustified(widths[i])
                                        : cell.leftJustified(widths[i]);
            text += QString(gap, u' ');
        }
        while (text.endsWith(u' '))
            text.chop(1);
        return text;
    };
    QStringList all {line(m_headings)};
    for (const QStringList &row : m_rows)
        all << line(row);
    return all;
}

QString oneLine(const QString &text)
{
    return cleanText(QStringView(text), longestLine);
}

QString elided(const QString &text, qsizetype width)
{
    if (width <= 0 || text.size() <= width)
        return text;
    qsizetype keep = width - 1;
    if (keep > 0 && text[keep - 1].isHighSurrogate())
        --keep;
    return text.left(keep) + u'…';
}

} // namespace flotilla::cli
