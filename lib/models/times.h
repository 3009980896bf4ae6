// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QLocale>
#include <QString>

namespace flotilla::models {

// Times, durations and amounts as the window says them. Pure: what is now, and in which locale, is
// given. Times may be in any zone; they are shown in the local one.

// How long something still takes: "less than a minute", "45 min", "2 h 14 min", "1 d 3 h".
QString leftText(qint64 seconds);
// The same where there is little room: "under 1 min", "45 min", "2 h 14", "1 d 3 h".
QString leftShort(qint64 seconds);
// The same for the ear: "2 hours 14 minutes".
QString leftSpoken(qint64 seconds);
// How long something has been so, in whole minutes: "12 min".
QString ageText(const QDateTime &since, const QDateTime &now);

// "14:32", never with seconds.
QString clockText(const QDateTime &time, const QLocale &locale);
// The clock, with the day where that is not today: "14:32", "Sat 01:07", beyond six days the date.
QString whenText(const QDateTime &time, const QDateTime &now, const QLocale &locale);
// The same of something past, which knows yesterday: "12:05", "yesterday 17:02", "Mon 01:07".
QString pastWhen(const QDateTime &time, const QDateTime &now, const QLocale &locale);
// How old something is: "Just now", "For 12 min", beyond an hour "Since 12:05", "Since yesterday
// 17:02".
QString sinceText(const QDateTime &since, const QDateTime &now, const QLocale &locale);
// The same as a clock at any age: "Since 13:40".
QString sinceClockText(const QDateTime &since, const QDateTime &now, const QLocale &locale);
// Under an hour: a text of its age differs a minute later.
bool isRecent(const QDateTime &since, const QDateTime &now);

// Whole percent as the bar is labelled: rounded down, 100 only when done.
int wholePercent(double progress, bool done);
QString percentText(int percent);

// "21 of 55 MB".
QString bytesText(qint64 done, qint64 total, const QLocale &locale);

} // namespace flotilla::models
