// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/times.h"

#include <QCoreApplication>

#include <cmath>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Times)
};

// To the nearest minute, so that 44:50 reads "45 min".
qint64 roundedToMinute(qint64 seconds)
{
    return (seconds + minute / 2) / minute * minute;
}

QString twoDigits(qint64 number)
{
    return u"%1"_s.arg(number, 2, 10, QLatin1Char('0'));
}

QString daysAndHours(qint64 seconds)
{
    //: A duration in days and hours
    return Tr::tr("%1 d %2 h").arg(seconds / day).arg(seconds % day / hour);
}

QString minutesText(qint64 seconds)
{
    //: A duration in minutes
    return Tr::tr("%1 min").arg(seconds / minute);
}

qint64 ageOf(const QDateTime &since, const QDateTime &now)
{
    return since.secsTo(now);
}

} // namespace

QString leftText(qint64 seconds)
{
    if (seconds < minute)
        return Tr::tr("less than a minute");
    const qint64 whole = roundedToMinute(seconds);
    if (whole < hour)
        return minutesText(whole);
    if (whole < day)
        //: A duration in hours and minutes
        return Tr::tr("%1 h %2 min").arg(whole / hour).arg(twoDigits(whole % hour / minute));
    return daysAndHours(whole);
}

QString leftShort(qint64 seconds)
{
    if (seconds < minute)
        return Tr::tr("under 1 min");
    const qint64 whole = roundedToMinute(seconds);
    if (whole < hour)
        return minutesText(whole);
    if (whole < day)
        //: A duration in hours and minutes where there is little room: "2 h 14"
        return Tr::tr("%1 h %2").arg(whole / hour).arg(twoDigits(whole % hour / minute));
    return daysAndHours(whole);
}

QString leftSpoken(qint64 seconds)
{
    if (seconds < minute)
        return Tr::tr("less than a minute");
    const qint64 whole = roundedToMinute(seconds);
    const QString days = Tr::tr("%n day(s)", nullptr, int(whole / day));
    const QString hours = Tr::tr("%n hour(s)", nullptr, int(whole % day / hour));
    const QString minutes = Tr::tr("%n minute(s)", nullptr, int(whole % hour / minute));
    if (whole < hour)
        return minutes;
    //: Two parts of a duration: "2 hours 14 minutes"
    return Tr::tr("%1 %2").arg(whole < day ? hours : days, whole < day ? minutes : hours);
}

QString ageText(const QDateTime &since, const QDateTime &now)
{
    const qint64 age = ageOf(since, now);
    return age < minute ? Tr::tr("less than a minute") : minutesText(age);
}

QString clockText(const QDateTime &time, const QLocale &locale)
{
    // The short format has no seconds, but for the C locale's.
    QString format = locale.timeFormat(QLocale::ShortFormat);
    format.remove(u":ss"_s);
    return locale.toString(time.toLocalTime().time(), format);
}

QString whenText(const QDateTime &time, const QDateTime &now, const QLocale &locale)
{
    const QDate date = time.toLocalTime().date();
    const qint64 days = now.toLocalTime().date().daysTo(date);
    const QString clock = clockText(time, locale);
    if (days == 0)
        return clock;
    const QString dayText = qAbs(days) <= 6 ? locale.dayName(date.dayOfWeek(), QLocale::ShortFormat)
                                            : locale.toString(date, QLocale::ShortFormat);
    //: A day and a time of that day: "Sat 01:07"
    return Tr::tr("%1 %2").arg(dayText, clock);
}

QString pastWhen(const QDateTime &time, const QDateTime &now, const QLocale &locale)
{
    if (time.toLocalTime().date().daysTo(now.toLocalTime().date()) == 1)
        //: In the midst of a sentence; %1 is a time of the day
        return Tr::tr("yesterday %1").arg(clockText(time, locale));
    return whenText(time, now, locale);
}

QString sinceText(const QDateTime &since, const QDateTime &now, const QLocale &locale)
{
    if (ageOf(since, now) < minute)
        return Tr::tr("Just now");
    if (isRecent(since, now))
        //: How long something has been so: "For 12 min"
        return Tr::tr("For %1").arg(ageText(since, now));
    return sinceClockText(since, now, locale);
}

QString sinceClockText(const QDateTime &since, const QDateTime &now, const QLocale &locale)
{
    //: %1 is a time: "12:05", "yesterday 17:02"
    return Tr::tr("Since %1").arg(pastWhen(since, now, locale));
}

bool isRecent(const QDateTime &since, const QDateTime &now)
{
    return ageOf(since, now) < hour;
}

int wholePercent(double progress, bool done)
{
    if (done)
        return 100;
    // 0.29 * 100 is a little less than 29.
    return qBound(0, int(std::floor(progress * 100 + 1e-6)), 99);
}

QString percentText(int percent)
{
    //: A number of percent, with the blank that the language puts there
    return Tr::tr("%1 %").arg(percent);
}

QString bytesText(qint64 done, qint64 total, const QLocale &locale)
{
    // One unit for both, that of the total.
    double unit = 1;
    while (double(total) / unit >= 1000)
        unit *= 1000;
    const int decimals = unit > 1 && double(total) / unit < 10 ? 1 : 0;
    //: How much of a transfer is done; %2 has the unit: "21 of 55 MB"
    return Tr::tr("%1 of %2")
        .arg(locale.toString(double(done) / unit, 'f', decimals),
             locale.formattedDataSize(total, decimals, QLocale::DataSizeSIFormat));
}

} // namespace flotilla::models
