// SPDX-License-Identifier: GPL-3.0-or-later
#include "statustable.h"

#include "base/text.h"

#include <QCoreApplication>

#include <unistd.h>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

constexpr int nameWidth = 16;
constexpr int stateWidth = 22;
constexpr int barWidth = 20;

QString column(const QString &text, int width)
{
    const QString fits = text.size() > width ? text.first(width - 1) + u'…' : text;
    return fits.leftJustified(width);
}

QString bar(double progress)
{
    const int full = qRound(progress * barWidth);
    return QString(full, u'█') + QString(barWidth - full, u'░');
}

QString temperature(const PrinterStatus &status, const QString &heater)
{
    const std::optional<double> actual = status.reported.heaters.value(heater).actual;
    return actual ? u"%1 °C"_s.arg(qRound(*actual)) : QString();
}

// What we do to it, else what it says.
QString words(const PrinterStatus &status)
{
    if (status.link != Link::Online)
        return linkText(status.link);
    if (status.activity && status.activity->kind == ActivityKind::Sending)
        return QCoreApplication::translate("flotilla", "Receiving the file");
    return status.stateText;
}

QString rowOf(const PrinterStatus &status)
{
    std::optional<double> progress;
    if (status.activity && status.activity->bytesTotal > 0)
        progress = double(status.activity->bytesDone) / double(status.activity->bytesTotal);
    else if (status.job)
        progress = status.job->progress;
    QString row = column(status.name, nameWidth) + u' ' + column(words(status), stateWidth) + u' '
        + (progress ? bar(*progress) + u"%1 %"_s.arg(qRound(*progress * 100), 4)
                    : QString(barWidth + 6, u' '));
    row += u"  "_s + temperature(status, u"tool0"_s).rightJustified(7);
    if (status.job && status.job->layer && status.job->layerCount)
        row += u"  layer %1/%2"_s.arg(*status.job->layer).arg(*status.job->layerCount);
    if (status.job && status.job->remainingSeconds)
        row += u"  "_s + formatDuration(*status.job->remainingSeconds) + u" left"_s;
    return row;
}

} // namespace

StatusTable::StatusTable(FILE *out)
    : m_out(out)
    , m_terminal(isatty(fileno(out)) == 1)
{
}

void StatusTable::show(const QList<PrinterStatus> &printers)
{
    if (!m_terminal) {
        writeChanges(printers);
        return;
    }
    QStringList rows;
    for (const PrinterStatus &status : printers)
        rows << rowOf(status);
    repaint(rows);
}

void StatusTable::repaint(const QStringList &rows)
{
    QString text;
    if (m_paintedRows > 0)
        text += u"\x1b[%1A"_s.arg(m_paintedRows);
    for (const QString &row : rows)
        text += row + u"\x1b[K\n"_s;
    m_paintedRows = rows.size();
    std::fputs(text.toUtf8().constData(), m_out);
    std::fflush(m_out);
}

void StatusTable::writeChanges(const QList<PrinterStatus> &printers)
{
    for (const PrinterStatus &status : printers) {
        // A line for each new word, and for every tenth of a job.
        const int tenth = status.job && status.job->progress ? int(*status.job->progress * 10) : 0;
        const QString now = words(status) + QString::number(tenth);
        if (m_lastWords.value(status.id) == now)
            continue;
        m_lastWords.insert(status.id, now);
        std::fputs((rowOf(status).trimmed() + u'\n').toUtf8().constData(), m_out);
    }
    std::fflush(m_out);
}

} // namespace flotilla
