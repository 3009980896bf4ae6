// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv.h"

#include <QJsonObject>
#include <QStringList>
#include <QVariant>

#include <array>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array columns {
    "id"_L1,      "printer"_L1, "file"_L1,   "source"_L1,     "startedAt"_L1,
    "endedAt"_L1, "result"_L1,  "reason"_L1, "filamentMm"_L1,
};

QString cell(const QJsonValue &value)
{
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    QString text = value.toString();
    if (!text.isEmpty() && u"=+-@\t\r"_s.contains(text.front()))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r'))
        text = u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    return text;
}

} // namespace

QString historyCsv(const QJsonArray &runs)
{
    QStringList heading;
    for (const QLatin1StringView column : columns)
        heading << column;
    QString csv = heading.join(u',') + u"\r\n"_s;
    for (const QJsonValue &value : runs) {
        const QJsonObject run = value.toObject();
        QStringList cells;
        for (const QLatin1StringView column : columns)
            cells << cell(run[column]);
        csv += cells.join(u',') + u"\r\n"_s;
    }
    return csv;
}

} // namespace flotilla::cli
