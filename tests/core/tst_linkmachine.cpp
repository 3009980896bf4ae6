// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkbench.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Time = LinkMachine::Time;

// Every rule of a link but those of absences, which are in tst_linkaway.cpp.
class tst_LinkMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsClosedAndWantsNothing()
    {
        const LinkBench bench;
        QCOMPARE(bench.machine.link(), Link::Closed);
        QVERIFY(!bench.machine.wantsConnect(bench.now));
        QVERIFY(!bench.machine.due());
        QVERIFY(!bench.machine.reason());
    }

    void openConnectsAtOnce()
    {
        LinkBench bench;
        bench.machine.open(bench.now);
        QCOMPARE(bench.machine.link(), Link::Connecting);
        QVERIFY(bench.machine.wantsConnect(bench.now));
        bench.startConnect();
        QVERIFY(!bench.machine.wantsConnect(bench.now));
        bench.machine.sessionOpened(bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
        QVERIFY(!bench.machine.due());
    }

    void openOfAnOpenLinkChangesNothing()
    {
        LinkBench bench = LinkBench::online();
        bench.machine.open(bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
        QVERIFY(!bench.machine.wantsConnect(bench.now));
    }

    void staleAtTheThirdMissedBeatNotTheSecond()
    {
        LinkBench bench = LinkBench::online();
        bench.machine.beatMissed(silence, bench.now);
        bench.machine.beatMissed(silence, bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
        QVERIFY(!bench.machine.reason());
        bench.machine.beatMissed(silence, bench.now);
        QCOMPARE(bench.machine.link(), Link::Stale);
        QCOMPARE(bench.machine.reason(), std::optional(silence));
    }

    void aBeatInBetweenStartsTheCountAnew()
    {
        LinkBench bench = LinkBench::online();
        for (int round = 0; round < 4; ++round) {
            bench.machine.beatMissed(silence, bench.now);
            bench.machine.beatMissed(silence, bench.now);
            bench.machine.beat(bench.now);
        }
        QCOMPARE(bench.machine.link(), Link::Online);
        bench.machine.beatMissed(silence, bench.now);
        bench.machine.beatMissed(silence, bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
        bench.machine.beatMissed(silence, bench.now);
        QCOMPARE(bench.machine.link(), Link::Stale);
    }

    void missedBeatsOfTheLastSessionDoNotCountInTheNext()
    {
        LinkBench bench = LinkBench::online();
        bench.machine.beatMissed(silence, bench.now);
        bench.machine.beatMissed(silence, bench.now);
        bench.machine.sessionLost(failed, bench.now);
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        bench.machine.beatMissed(silence, bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
        bench.machine.beatMissed(silence, bench.now);
        bench.machine.sessionLost(lanModeOff, bench.now);
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        bench.machine.beatMissed(silence, bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
    }

    void missedBeatsOfALinkThatIsNotOnlineAreNoNews()
    {
        LinkBench bench = LinkBench::unreachable();
        for (int i = 0; i < 5; ++i)
            bench.machine.beatMissed(silence, bench.now);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
    }

    void staleAtOnceOnALostSession()
    {
        LinkBench bench = LinkBench::online();
        bench.machine.sessionLost(failed, bench.now);
        QCOMPARE(bench.machine.link(), Link::Stale);
        QCOMPARE(bench.machine.reason(), std::optional(silence));
    }

    void aLossIsHeardOnlyWhileOnline_data()
    {
        QTest::addColumn<QString>("start");
        for (const char *start : {"closed", "connecting", "stale", "unreachable", "rejected"})
            QTest::newRow(start) << QString::fromLatin1(start);
    }
    void aLossIsHeardOnlyWhileOnline()
    {
        QFETCH(QString, start);
        LinkBench bench;
        if (start == u"connecting")
            bench.machine.open(bench.now);
        else if (start == u"stale")
            bench = LinkBench::stale();
        else if (start == u"unreachable")
            bench = LinkBench::unreachable();
        else if (start == u"rejected")
            bench = LinkBench::refused(rejected);
        const Link before = bench.machine.link();
        const auto next = bench.machine.nextTryAt();
        bench.machine.sessionLost(rejected, bench.now + 1s);
        bench.machine.sessionLost(failed, bench.now + 1s);
        QCOMPARE(bench.machine.link(), before);
        QCOMPARE(bench.machine.nextTryAt(), next);
    }

    void theFirstTryAfterALossComesAtOnce()
    {
        const LinkBench lost = LinkBench::stale();
        QVERIFY(lost.machine.wantsConnect(lost.now));

        LinkBench silent = LinkBench::online();
        for (int i = 0; i < 3; ++i)
            silent.machine.beatMissed(silence, silent.now);
        QVERIFY(silent.machine.wantsConnect(silent.now));
    }

    void pausesGrowFromOneSecondToSixty()
    {
        LinkBench bench = LinkBench::unreachable();
        QList<qint64> pauses;
        for (int i = 0; i < 9; ++i) {
            pauses << bench.pause().count();
            bench.pass(bench.pause());
            QVERIFY(bench.machine.wantsConnect(bench.now));
            bench.failConnect();
        }
        QCOMPARE(pauses,
                 QList<qint64>({1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000, 30000}));
    }

    void pausesAreJittered()
    {
        LinkBench low(0);
        LinkBench high(0.999999);
        for (LinkBench *bench : {&low, &high}) {
            bench->machine.open(bench->now);
            bench->failConnect();
        }
        for (int i = 0; i < 9; ++i) {
            QVERIFY(low.pause() >= 1s);
            QVERIFY(high.pause() > low.pause());
            QVERIFY(high.pause() <= 60s);
            low.failConnect();
            high.failConnect();
        }
        QCOMPARE(high.pause(), Time(60s));
    }

    void aSessionBeginsThePausesAnew()
    {
        LinkBench bench = LinkBench::unreachable();
        for (int i = 0; i < 6; ++i)
            bench.failConnect();
        QVERIFY(bench.pause() > 10s);
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        bench.machine.sessionLost(failed, bench.now);
        bench.failConnect();
        QCOMPARE(bench.pause(), Time(1s));
    }

    void connectingIsUnreachableAtTheFirstFailedConnect()
    {
        const LinkBench bench = LinkBench::unreachable();
        QCOMPARE(bench.machine.link(), Link::Unreachable);
        QCOMPARE(bench.machine.reason(), std::optional(silence));
        QVERIFY(bench.machine.nextTryAt());
    }

    void unreachableStaysSoWhileItTriesAgain()
    {
        LinkBench bench = LinkBench::unreachable();
        bench.pass(bench.pause());
        bench.startConnect();
        QCOMPARE(bench.machine.link(), Link::Unreachable);
        bench.machine.connectFailed(failed, bench.now);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
    }

    void staleIsUnreachableAfterThirtySecondsWithoutASession()
    {
        LinkBench bench = LinkBench::stale();
        bench.startConnect(); // hangs
        bench.pass(29'999ms);
        QCOMPARE(bench.machine.link(), Link::Stale);
        QCOMPARE(*bench.machine.due(), bench.now + 1ms);
        bench.pass(1ms);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
    }

    void failedConnectsInBetweenKeepStale()
    {
        LinkBench bench = LinkBench::stale();
        while (bench.now < Time(5'000'000) + 29s) {
            bench.failConnect();
            QCOMPARE(bench.machine.link(), Link::Stale);
            bench.pass(1s);
        }
        bench.pass(1s);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
    }

    void aFailedConnectAfterThirtySecondsNeedsNoTick()
    {
        LinkBench bench = LinkBench::stale();
        bench.startConnect();
        bench.now += 31s;
        bench.machine.connectFailed(failed, bench.now);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
        QVERIFY(bench.machine.nextTryAt());
    }

    void staleHeals()
    {
        LinkBench bench = LinkBench::stale();
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
        QVERIFY(!bench.machine.reason());
        bench.pass(40s);
        QCOMPARE(bench.machine.link(), Link::Online);
    }

    void unreachableHeals()
    {
        LinkBench bench = LinkBench::unreachable();
        bench.pass(bench.pause());
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
        QVERIFY(!bench.machine.reason());
    }

    void theThirtySecondsCountFromEachLoss()
    {
        LinkBench bench = LinkBench::stale();
        bench.pass(20s);
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        bench.machine.sessionLost(failed, bench.now);
        bench.pass(20s);
        QCOMPARE(bench.machine.link(), Link::Stale);
    }

    void rejectedStopsTrying()
    {
        LinkBench bench = LinkBench::refused(rejected);
        QCOMPARE(bench.machine.link(), Link::Rejected);
        QCOMPARE(bench.machine.reason(), std::optional(refusal));
        bench.pass(24h);
        QVERIFY(!bench.machine.wantsConnect(bench.now));
        QVERIFY(!bench.machine.due());
    }

    void aStaleOrLostSessionCanBeRejected()
    {
        LinkBench stale = LinkBench::stale();
        stale.failConnect(rejected);
        QCOMPARE(stale.machine.link(), Link::Rejected);
        QVERIFY(!stale.machine.due());

        LinkBench lost = LinkBench::online();
        lost.machine.sessionLost(rejected, lost.now);
        QCOMPARE(lost.machine.link(), Link::Rejected);
        QVERIFY(!lost.machine.due());
    }

    void anotherMachineIsToldFromARefusedCode()
    {
        LinkBench bench = LinkBench::refused(rejected);
        QVERIFY(!bench.machine.meetsOtherMachine());
        LinkFailure other = rejected;
        other.otherMachine = true;
        bench.machine.tryNow(bench.now);
        bench.failConnect(other);
        QVERIFY(bench.machine.meetsOtherMachine());
        bench.machine.tryNow(bench.now);
        QVERIFY(!bench.machine.meetsOtherMachine());

        LinkBench lost = LinkBench::online();
        lost.machine.sessionLost(other, lost.now);
        QVERIFY(lost.machine.meetsOtherMachine());
    }

    void rejectedTriesAgainWhenAsked()
    {
        LinkBench bench = LinkBench::refused(rejected);
        bench.machine.tryNow(bench.now);
        QCOMPARE(bench.machine.link(), Link::Connecting);
        QVERIFY(bench.machine.wantsConnect(bench.now));
        QVERIFY(!bench.machine.reason());
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
    }

    void rejectedTriesAgainAfterCloseAndOpen()
    {
        LinkBench bench = LinkBench::refused(rejected);
        bench.machine.close(bench.now); // as changed settings do
        bench.machine.open(bench.now);
        QVERIFY(bench.machine.wantsConnect(bench.now));
    }

    void lanModeOffIsLookedAtEveryThirtySeconds()
    {
        LinkBench bench = LinkBench::refused(lanModeOff);
        for (int round = 0; round < 5; ++round) {
            QCOMPARE(bench.machine.link(), Link::Rejected);
            QCOMPARE(bench.pause(), Time(30s)); // no back-off
            bench.pass(29'999ms);
            QVERIFY(!bench.machine.wantsConnect(bench.now));
            bench.pass(1ms);
            QVERIFY(bench.machine.wantsConnect(bench.now));
            bench.failConnect(lanModeOff);
        }
        bench.pass(30s);
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
    }

    void lanModeOffThenSilentIsUnreachable()
    {
        LinkBench bench = LinkBench::refused(lanModeOff);
        bench.pass(30s);
        bench.failConnect(failed);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
        QVERIFY(bench.pause() <= 2s);
    }

    void tryNowSkipsThePause()
    {
        LinkBench bench = LinkBench::unreachable();
        for (int i = 0; i < 6; ++i)
            bench.failConnect();
        QVERIFY(!bench.machine.wantsConnect(bench.now));
        bench.machine.tryNow(bench.now);
        QVERIFY(bench.machine.wantsConnect(bench.now));
        bench.failConnect();
        QCOMPARE(bench.pause(), Time(1s));
    }

    void tryNowKeepsStaleAndItsCount()
    {
        LinkBench bench = LinkBench::stale();
        bench.failConnect();
        bench.pass(29s);
        bench.machine.tryNow(bench.now);
        QCOMPARE(bench.machine.link(), Link::Stale);
        QVERIFY(bench.machine.wantsConnect(bench.now));
        bench.pass(1s);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
    }

    void tryNowDoesNotDisturbAConnectOrASession()
    {
        LinkBench connecting;
        connecting.machine.open(connecting.now);
        connecting.startConnect();
        connecting.machine.tryNow(connecting.now);
        QVERIFY(!connecting.machine.wantsConnect(connecting.now));

        LinkBench online = LinkBench::online();
        online.machine.tryNow(online.now);
        QCOMPARE(online.machine.link(), Link::Online);
        QVERIFY(!online.machine.wantsConnect(online.now));
    }

    void closeForgetsEverything()
    {
        for (LinkBench bench : {LinkBench::online(), LinkBench::stale(), LinkBench::unreachable(),
                                LinkBench::refused(rejected), LinkBench::refused(lanModeOff)}) {
            bench.machine.close(bench.now);
            QCOMPARE(bench.machine.link(), Link::Closed);
            QVERIFY(!bench.machine.due());
            QVERIFY(!bench.machine.reason());
            QVERIFY(!bench.machine.wantsConnect(bench.now + 1h));
        }
    }

    void aClosedLinkHearsNothing()
    {
        LinkBench bench;
        bench.machine.open(bench.now);
        bench.startConnect();
        bench.machine.close(bench.now);
        bench.machine.connectFailed(failed, bench.now);
        bench.machine.sessionOpened(bench.now);
        bench.machine.beatMissed(silence, bench.now);
        bench.machine.sessionLost(failed, bench.now);
        QCOMPARE(bench.machine.link(), Link::Closed);
        QVERIFY(!bench.machine.due());
    }
};

FLOTILLA_TEST(tst_LinkMachine)
#include "tst_linkmachine.moc"
