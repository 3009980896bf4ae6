// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/times.h"

#include "support/testmain.h"

using namespace flotilla::models;
using namespace Qt::StringLiterals;

namespace {

const QLocale english(QLocale::English, QLocale::UnitedKingdom);

// A Friday, 13:47:20.
QDateTime friday()
{
    return {QDate(2026, 11, 20), QTime(13, 47, 20)};
}

} // namespace

class tst_Times : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durations_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("compact");
        QTest::addColumn<QString>("spoken");
        const auto row
            = [](qint64 seconds, const char *left, const char *compact, const char *spoken) {
                  QTest::addRow("%d s", int(seconds))
                      << seconds << QString::fromUtf8(left) << QString::fromUtf8(compact)
                      << QString::fromUtf8(spoken);
              };
        row(0, "less than a minute", "under 1 min", "less than a minute");
        row(59, "less than a minute", "under 1 min", "less than a minute");
        row(60, "1 min", "1 min", "1 minute(s)");
        row(2690, "45 min", "45 min", "45 minute(s)");
        row(3569, "59 min", "59 min", "59 minute(s)");
        row(3599, "1 h 00 min", "1 h 00", "1 hour(s) 0 minute(s)");
        row(8040, "2 h 14 min", "2 h 14", "2 hour(s) 14 minute(s)");
        row(3900, "1 h 05 min", "1 h 05", "1 hour(s) 5 minute(s)");
        row(86'399, "1 d 0 h", "1 d 0 h", "1 day(s) 0 hour(s)");
        row(97'200, "1 d 3 h", "1 d 3 h", "1 day(s) 3 hour(s)");
    }
    void durations()
    {
        QFETCH(qint64, seconds);
        QTEST(leftText(seconds), "left");
        QTEST(leftShort(seconds), "compact");
        QTEST(leftSpoken(seconds), "spoken");
    }

    void clocks_data()
    {
        QTest::addColumn<QDateTime>("time");
        QTest::addColumn<QString>("when");
        QTest::addColumn<QString>("since");
        const QDateTime now = friday();
        const auto row = [](const char *name, const QDateTime &time, const char *when,
                            const char *since) {
            QTest::newRow(name) << time << QString::fromUtf8(when) << QString::fromUtf8(since);
        };
        row("now", now, "13:47", "Just now");
        row("a clock that runs ahead", now.addSecs(40), "13:48", "Just now");
        row("a minute", now.addSecs(-60), "13:46", "For 1 min");
        row("under an hour", now.addSecs(-3599), "12:47", "For 59 min");
        row("an hour", now.addSecs(-3600), "12:47", "Since 12:47");
        row("the day's first minute", QDateTime(now.date(), QTime(0, 0)), "00:00", "Since 00:00");
        row("yesterday", QDateTime(now.date().addDays(-1), QTime(17, 2)), "Thu 17:02",
            "Since yesterday 17:02");
        row("this week", QDateTime(now.date().addDays(-6), QTime(17, 2)), "Sat 17:02",
            "Since Sat 17:02");
        row("long ago", QDateTime(now.date().addDays(-7), QTime(17, 2)), "13/11/2026 17:02",
            "Since 13/11/2026 17:02");
        row("tonight", QDateTime(now.date().addDays(1), QTime(1, 7)), "Sat 01:07", "Just now");
    }
    void clocks()
    {
        QFETCH(QDateTime, time);
        QTEST(whenText(time, friday(), english), "when");
        QTEST(sinceText(time, friday(), english), "since");
    }

    void clocksFollowTheLocale()
    {
        const QDateTime now = friday();
        QCOMPARE(clockText(now, QLocale(QLocale::English, QLocale::UnitedStates)), u"1:47 PM"_s);
        QCOMPARE(clockText(now, QLocale(QLocale::German, QLocale::Germany)), u"13:47"_s);
        QCOMPARE(clockText(now, QLocale::c()), u"13:47"_s); // its own short format has seconds
    }

    void timesOfOtherZonesAreShownInTheLocalOne()
    {
        QCOMPARE(whenText(friday().toUTC(), friday().toUTC(), english), u"13:47"_s);
    }

    void yesterdayJustBeforeMidnightIsStillRelative()
    {
        const QDateTime now(QDate(2026, 11, 20), QTime(0, 10));
        QCOMPARE(sinceText(now.addSecs(-1200), now, english), u"For 20 min"_s);
        QVERIFY(isRecent(now.addSecs(-3599), now));
        QVERIFY(!isRecent(now.addSecs(-3600), now));
    }

    void percentsAreRoundedDown()
    {
        QCOMPARE(wholePercent(0, false), 0);
        QCOMPARE(wholePercent(0.29, false), 29); // 28.999… as a product
        QCOMPARE(wholePercent(0.6499, false), 64);
        QCOMPARE(wholePercent(0.9999, false), 99);
        QCOMPARE(wholePercent(1, false), 99); // not before it is done
        QCOMPARE(wholePercent(1, true), 100);
        QCOMPARE(wholePercent(-0.1, false), 0);
        QCOMPARE(percentText(64), u"64 %"_s);
    }

    void amountsShareTheUnitOfTheTotal()
    {
        QCOMPARE(bytesText(21'400'000, 55'000'000, english), u"21 of 55 MB"_s);
        QCOMPARE(bytesText(0, 55'000'000, english), u"0 of 55 MB"_s);
        QCOMPARE(bytesText(300'000, 4'200'000, english), u"0.3 of 4.2 MB"_s);
        QCOMPARE(bytesText(12, 512, english), u"12 of 512 bytes"_s);
        QCOMPARE(bytesText(300'000, 4'200'000, QLocale(QLocale::German)), u"0,3 of 4,2 MB"_s);
    }
};

FLOTILLA_TEST(tst_Times)
#include "tst_times.moc"
