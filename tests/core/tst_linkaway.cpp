// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkbench.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::test;
using namespace std::chrono_literals;
using Time = LinkMachine::Time;

// What an absence of the computer does to a link.
class tst_LinkAway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void awayMakesOnlineStaleAndConnectsAtOnce()
    {
        LinkBench bench = LinkBench::online();
        bench.now += 8h;
        bench.machine.wasAway(bench.now);
        QCOMPARE(bench.machine.link(), Link::Stale);
        QVERIFY(bench.machine.wantsConnect(bench.now));
        bench.pass(29s);
        QCOMPARE(bench.machine.link(), Link::Stale);
    }

    void awayCountsTheThirtySecondsOfStaleAnew()
    {
        LinkBench bench = LinkBench::stale();
        bench.failConnect();
        bench.pass(20s);
        bench.now += 8h;
        bench.machine.wasAway(bench.now);
        QCOMPARE(bench.machine.link(), Link::Stale);
        QVERIFY(bench.machine.wantsConnect(bench.now));
        bench.startConnect();
        bench.pass(29'999ms);
        QCOMPARE(bench.machine.link(), Link::Stale);
        bench.pass(1ms);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
    }

    void awayEndsThePauseOfUnreachable()
    {
        LinkBench bench = LinkBench::unreachable();
        for (int i = 0; i < 6; ++i)
            bench.failConnect();
        bench.machine.wasAway(bench.now);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
        QVERIFY(bench.machine.wantsConnect(bench.now));
        bench.failConnect();
        QCOMPARE(bench.pause(), Time(1s));
    }

    void awayLeavesRejectedAndClosedUntouched()
    {
        LinkBench refused = LinkBench::refused(rejected);
        refused.machine.wasAway(refused.now);
        QCOMPARE(refused.machine.link(), Link::Rejected);
        QVERIFY(!refused.machine.due());

        LinkBench looking = LinkBench::refused(lanModeOff);
        const auto next = looking.machine.nextTryAt();
        looking.machine.wasAway(looking.now + 10s);
        QCOMPARE(looking.machine.link(), Link::Rejected);
        QCOMPARE(looking.machine.nextTryAt(), next);

        LinkBench closed;
        closed.machine.wasAway(closed.now);
        QCOMPARE(closed.machine.link(), Link::Closed);
        QVERIFY(!closed.machine.due());
    }

    void aConnectUnderWayWhenWeSleptIsBegunAnew()
    {
        LinkBench connecting;
        connecting.machine.open(connecting.now);
        connecting.startConnect();
        connecting.machine.wasAway(connecting.now);
        QCOMPARE(connecting.machine.link(), Link::Connecting);
        QVERIFY(connecting.machine.wantsConnect(connecting.now));

        LinkBench stale = LinkBench::stale();
        stale.startConnect();
        stale.machine.wasAway(stale.now);
        QCOMPARE(stale.machine.link(), Link::Stale);
        QVERIFY(stale.machine.wantsConnect(stale.now));
    }
};

FLOTILLA_TEST(tst_LinkAway)
#include "tst_linkaway.moc"
