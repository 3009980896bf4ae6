// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/awaydetector.h"

#include "support/manualclock.h"
#include "support/testmain.h"

#include <QRandomGenerator>

using namespace flotilla;
using namespace flotilla::test;
using std::chrono::milliseconds;

class tst_AwayDetector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstBeatTellsNothing()
    {
        ManualClock clock;
        AwayDetector detector(clock);
        clock.advance(std::chrono::hours(1));
        QVERIFY(!detector.beat());
    }

    void oneBeat_data()
    {
        QTest::addColumn<int>("wall");
        QTest::addColumn<int>("monotonic");
        QTest::addColumn<bool>("away");
        QTest::newRow("an ordinary second") << 1'000 << 1'000 << false;
        QTest::newRow("a busy moment, 4.9 s") << 4'900 << 4'900 << false;
        QTest::newRow("exactly 5 s") << 5'000 << 5'000 << false;
        QTest::newRow("process stopped for 5.1 s") << 5'100 << 5'100 << true;
        QTest::newRow("process stopped for an hour") << 3'600'000 << 3'600'000 << true;
        QTest::newRow("asleep, only the wall clock ran") << 28'800'000 << 1'000 << true;
        QTest::newRow("asleep for 5.1 s") << 6'100 << 1'000 << true;
        QTest::newRow("asleep with the wall clock turned back") << 1'000 << 28'800'000 << true;
        QTest::newRow("asleep for 5.5 s, told by the wall clock alone") << 5'500 << 2'000 << true;
        QTest::newRow("asleep for 5.5 s, told by the other alone") << 2'000 << 5'500 << true;
        QTest::newRow("clock set forward by an hour") << 3'601'000 << 1'000 << true;
        QTest::newRow("clock set back by an hour") << -3'599'000 << 1'000 << true;
        QTest::newRow("clock set back by 5 s") << -4'000 << 1'000 << true;
        QTest::newRow("clock set forward by 4.9 s over a short beat") << 4'950 << 50 << false;
        QTest::newRow("clock set back by 4.9 s") << -3'900 << 1'000 << false;
        QTest::newRow("clock corrected by half a second") << 1'500 << 1'000 << false;
    }
    void oneBeat()
    {
        QFETCH(int, wall);
        QFETCH(int, monotonic);
        QFETCH(bool, away);
        ManualClock clock;
        AwayDetector detector(clock);
        detector.beat();
        clock.advanceWallOnly(milliseconds(wall));
        clock.advanceMonotonicOnly(milliseconds(monotonic));
        QCOMPARE(detector.beat(), away);
        clock.advance(milliseconds(1'000));
        QVERIFY(!detector.beat()); // told once
    }

    void ordinaryJitterIsNoAbsence()
    {
        ManualClock clock;
        AwayDetector detector(clock);
        QRandomGenerator random(7);
        for (int i = 0; i < 10'000; ++i) {
            clock.advance(milliseconds(random.bounded(700, 2'500)));
            clock.advanceWallOnly(milliseconds(random.bounded(-20, 21)));
            QVERIFY(!detector.beat());
        }
    }

    void aSlowlyCorrectedClockIsNoAbsence()
    {
        ManualClock clock;
        AwayDetector detector(clock);
        for (int i = 0; i < 3'600; ++i) { // 18 s in an hour, as time services do it
            clock.advance(milliseconds(1'000));
            clock.advanceWallOnly(milliseconds(5));
            QVERIFY(!detector.beat());
        }
    }
};

FLOTILLA_TEST(tst_AwayDetector)
#include "tst_awaydetector.moc"
