// SPDX-License-Identifier: GPL-3.0-or-later
#include "statustext.h"

#include "texttable.h"

#include "base/text.h"
#include "core/printerstate.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::cli::StatusText)
};

QString percentText(const QJsonObject &job)
{
    return job.contains(u"progress"_s)
        ? QLocale().toString(qRound(job[u"progress"_s].toDouble() * 100)) + u" %"_s
        : QString();
}

QString leftText(const QJsonObject &job)
{
    return job.contains(u"remainingSeconds"_s)
        ? formatDuration(job[u"remainingSeconds"_s].toInteger())
        : QString();
}

QString degrees(const QJsonValue &value)
{
    return value.isDouble() ? QLocale().toString(value.toDouble(), 'f', 0) : u"–"_s;
}

QString heaterText(const QJsonObject &heater)
{
    if (heater.isEmpty())
        return {};
    const QString actual = degrees(heater[u"actual"_s]);
    if (heater[u"target"_s].toDouble() > 0)
        return actual + u'/' + degrees(heater[u"target"_s]) + u" °C"_s;
    return actual + u" °C"_s;
}

bool isOnline(const QJsonObject &document)
{
    return document[u"link"_s].toString() == u"online";
}

QString stateCell(const QJsonObject &document)
{
    return document[u"stateText"_s].toString(document[u"state"_s].toString());
}

QString linkCell(const QJsonObject &document)
{
    const auto link = linkFromName(document[u"link"_s].toString());
    return link && *link != Link::Online ? linkText(*link) : QString();
}

QString jobText(const QJsonObject &job)
{
    QStringList parts {job[u"name"_s].toString()};
    parts << percentText(job);
    if (const QString left = leftText(job); !left.isEmpty())
        parts << Tr::tr("%1 left").arg(left);
    if (job.contains(u"layer"_s) && job.contains(u"layerCount"_s))
        parts << Tr::tr("layer %1 of %2")
                     .arg(job[u"layer"_s].toInt())
                     .arg(job[u"layerCount"_s].toInt());
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QString activityText(const QJsonObject &activity)
{
    QString text = activity[u"kind"_s].toString();
    if (const QString file = activity[u"file"_s].toString(); !file.isEmpty())
        text += u' ' + file;
    const qint64 total = activity[u"bytesTotal"_s].toInteger();
    if (total > 0)
        text += u", %1 %"_s.arg(100 * activity[u"bytesDone"_s].toInteger() / total);
    return text;
}

QString timeText(const QJsonValue &value)
{
    const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat)
                          : QString();
}

} // namespace

QStringList statusTable(const QList<QJsonObject> &documents, int width)
{
    TextTable table({Tr::tr("NAME"), Tr::tr("STATE"), Tr::tr("JOB"), Tr::tr("DONE"), Tr::tr("LEFT"),
                     Tr::tr("NOZZLE"), Tr::tr("BED"), Tr::tr("LINK")});
    table.alignRight(3);
    for (const QJsonObject &document : documents) {
        const QJsonObject job = document[u"job"_s].toObject();
        const QJsonObject heaters = document[u"heaters"_s].toObject();
        table.addRow({document[u"name"_s].toString(), stateCell(document),
                      job[u"name"_s].toString(), percentText(job), leftText(job),
                      heaterText(heaters[u"tool0"_s].toObject()),
                      heaterText(heaters[u"bed"_s].toObject()), linkCell(document)});
    }
    return table.lines(width);
}

QString statusNews(const QJsonObject &document)
{
    QStringList parts {stateCell(document)};
    if (const QJsonObject job = document[u"job"_s].toObject(); !job.isEmpty())
        parts << jobText(job);
    if (const QJsonObject activity = document[u"activity"_s].toObject(); !activity.isEmpty())
        parts << activityText(activity);
    if (!isOnline(document))
        parts << document[u"linkText"_s].toString();
    return oneLine(QLocale().toString(QTime::currentTime(), u"HH:mm:ss"_s) + u"  "_s
                   + document[u"name"_s].toString() + u": "_s + parts.join(u" · "_s));
}

QStringList statusDetails(const QJsonObject &document)
{
    QStringList lines;
    const auto line = [&](const QString &label, const QString &text) {
        if (!text.isEmpty())
            lines << u"  "_s + label.leftJustified(12) + oneLine(text);
    };
    lines << oneLine(document[u"name"_s].toString() + u" ("_s
                     + document[u"model"_s].toString(document[u"driver"_s].toString()) + u')');
    line(Tr::tr("state"), stateCell(document));
    line(Tr::tr("link"), document[u"linkText"_s].toString(document[u"link"_s].toString()));
    if (!isOnline(document))
        line(Tr::tr("last heard"), timeText(document[u"observedAt"_s]));
    line(Tr::tr("we are"), activityText(document[u"activity"_s].toObject()));
    line(Tr::tr("job"), jobText(document[u"job"_s].toObject()));
    if (const QJsonObject last = document[u"lastJob"_s].toObject(); !last.isEmpty())
        line(Tr::tr("last job"),
             QStringList {last[u"name"_s].toString(), last[u"result"_s].toString(),
                          timeText(last[u"endedAt"_s])}
                 .join(u", "_s));
    line(Tr::tr("plate"), document[u"plate"_s].toString());
    const QJsonObject heaters = document[u"heaters"_s].toObject();
    for (auto it = heaters.begin(); it != heaters.end(); ++it)
        line(it.key(), heaterText(it.value().toObject()));
    if (document.contains(u"light"_s))
        line(Tr::tr("light"), document[u"light"_s].toBool() ? Tr::tr("on") : Tr::tr("off"));
    line(Tr::tr("door"), document[u"door"_s].toString());
    for (const QJsonValue &value : document[u"faults"_s].toArray()) {
        const QJsonObject fault = value.toObject();
        line(Tr::tr("fault"),
             QStringList {fault[u"code"_s].toString(), fault[u"text"_s].toString(),
                          fault[u"whatToDo"_s].toString()}
                 .join(u' '));
    }
    line(Tr::tr("firmware"), document[u"firmware"_s].toString());
    return lines;
}

} // namespace flotilla::cli
