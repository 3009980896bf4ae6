// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"

#include "csv.h"
#include "humantext.h"
#include "statustext.h"
#include "texttable.h"

#include "base/text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 barWidth = 24;

QString compact(const QJsonValue &value)
{
    const QJsonDocument document
        = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

} // namespace

Output::Output(const Invocation &invocation)
    : m_out(stdout)
    , m_err(stderr)
    , m_json(invocation.json)
    , m_command(invocation.command ? invocation.command->name : QString())
    , m_verbose(invocation.verbosity > 0)
    , m_watching(invocation.arguments[u"watch"_s].toBool())
    , m_csv(invocation.arguments[u"csv"_s].toBool())
{
}

Output::Output(bool json)
    : m_out(stdout)
    , m_err(stderr)
    , m_json(json)
{
}

bool Output::document(const QJsonValue &value)
{
    endProgress();
    if (m_json)
        return writeJson(value);
    if (m_csv)
        return m_out.write(historyCsv(value.toArray()));
    if (m_watching)
        return writeWatched(value.toObject());
    return m_out.write(humanLines(m_command, value, m_out.width()).join(u'\n') + u'\n');
}

bool Output::writeJson(const QJsonValue &value)
{
    m_documentWritten = true;
    return m_out.write(compact(value) + u'\n');
}

bool Output::writeWatched(const QJsonObject &document)
{
    if (!m_out.isTerminal())
        return m_out.write(statusNews(document) + u'\n');
    const QString id = document[u"id"_s].toString();
    for (QJsonObject &known : m_watched) {
        if (known[u"id"_s].toString() == id) {
            known = document;
            return repaint();
        }
    }
    m_watched.append(document);
    return repaint();
}

// The table in place of the one before it.
bool Output::repaint()
{
    QString frame;
    if (m_paintedLines > 0)
        frame = u"\x1b[%1A\r\x1b[J"_s.arg(m_paintedLines);
    const QStringList lines = statusTable(m_watched, m_out.width());
    m_paintedLines = lines.size();
    return m_out.write(frame + lines.join(u'\n') + u'\n');
}

void Output::progress(qint64 done, qint64 total, const QString &label)
{
    if (!m_err.isTerminal() || total <= 0)
        return;
    const qint64 filled = qBound<qint64>(0, done * barWidth / total, barWidth);
    const QString line
        = u"%1 [%2%3] %4 % (%5)"_s
              .arg(oneLine(label), QString(filled, u'#'), QString(barWidth - filled, u'.'))
              .arg(done * 100 / total)
              .arg(formatBytes(total));
    m_err.write(u"\r\x1b[K"_s + elided(line, m_err.width()));
    m_progressShown = true;
}

void Output::endProgress()
{
    if (std::exchange(m_progressShown, false))
        m_err.write(u"\r\x1b[K"_s);
}

void Output::notice(const QString &sentence)
{
    endProgress();
    m_err.write(oneLine(sentence) + u'\n');
}

void Output::error(const Error &error)
{
    endProgress();
    // A watch has written documents before it fails; any other command writes exactly one.
    if (m_json && (m_watching || !m_documentWritten))
        writeJson(QJsonObject {{u"error"_s, errorToJson(error)}});
    if (m_json)
        return;
    m_err.write(oneLine(error.message) + u'\n');
    if (m_verbose && !error.detail.isEmpty())
        m_err.write(oneLine(error.detail) + u'\n');
}

bool Output::ready(const QJsonObject &object)
{
    return m_out.write(u"READY "_s + compact(object) + u'\n');
}

} // namespace flotilla::cli
