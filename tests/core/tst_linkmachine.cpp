// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/link.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Time = LinkMachine::Time;

const Error silence {Error::Kind::TimedOut, u"no answer"_s, {}};
const Error refusal {Error::Kind::NotAuthorised, u"wrong code"_s, {}};
const LinkFailure failed {silence, AfterFailure::TryAgain};
const LinkFailure rejected {refusal, AfterFailure::AskPerson};
const LinkFailure lanModeOff {refusal, AfterFailure::LookAgain};

// A machine with a clock of its own and no chance in its pauses.
struct Bench
{
    explicit Bench(double random = 0)
        : machine(LinkRules(), [random] { return random; })
    {
    }

    static Bench online()
    {
        Bench bench;
        bench.machine.open(bench.now);
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        return bench;
    }
    static Bench stale()
    {
        Bench bench = online();
        bench.machine.sessionLost(failed, bench.now);
        return bench;
    }
    static Bench unreachable()
    {
        Bench bench;
        bench.machine.open(bench.now);
        bench.failConnect();
        return bench;
    }
    static Bench refused(const LinkFailure &why)
    {
        Bench bench;
        bench.machine.open(bench.now);
        bench.failConnect(why);
        return bench;
    }

    void startConnect() { machine.connectStarted(now); }
    void failConnect(const LinkFailure &why = failed)
    {
        machine.connectStarted(now);
        machine.connectFailed(why, now);
    }
    void pass(Time by)
    {
        now += by;
        machine.tick(now);
    }
    // How long until the next try, without the tries themselves.
    Time pause() const { return machine.nextTryAt().value_or(now - 1ms) - now; }

    LinkMachine machine;
    Time now {5'000'000};
};

} // namespace

class tst_LinkMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsClosedAndWantsNothing()
    {
        const Bench bench;
        QCOMPARE(bench.machine.link(), Link::Closed);
        QVERIFY(!bench.machine.wantsConnect(bench.now));
        QVERIFY(!bench.machine.due());
        QVERIFY(!bench.machine.reason());
    }

    void openConnectsAtOnce()
    {
        Bench bench;
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
        Bench bench = Bench::online();
        bench.machine.open(bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
        QVERIFY(!bench.machine.wantsConnect(bench.now));
    }

    void staleAtTheThirdMissedBeatNotTheSecond()
    {
        Bench bench = Bench::online();
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
        Bench bench = Bench::online();
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
        Bench bench = Bench::online();
        bench.machine.beatMissed(silence, bench.now);
        bench.machine.beatMissed(silence, bench.now);
        bench.machine.sessionLost(failed, bench.now);
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        bench.machine.beatMissed(silence, bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
    }

    void missedBeatsOfALinkThatIsNotOnlineAreNoNews()
    {
        Bench bench = Bench::unreachable();
        for (int i = 0; i < 5; ++i)
            bench.machine.beatMissed(silence, bench.now);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
    }

    void staleAtOnceOnALostSession()
    {
        Bench bench = Bench::online();
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
        Bench bench;
        if (start == u"connecting")
            bench.machine.open(bench.now);
        else if (start == u"stale")
            bench = Bench::stale();
        else if (start == u"unreachable")
            bench = Bench::unreachable();
        else if (start == u"rejected")
            bench = Bench::refused(rejected);
        const Link before = bench.machine.link();
        const auto next = bench.machine.nextTryAt();
        bench.machine.sessionLost(rejected, bench.now + 1s);
        bench.machine.sessionLost(failed, bench.now + 1s);
        QCOMPARE(bench.machine.link(), before);
        QCOMPARE(bench.machine.nextTryAt(), next);
    }

    void theFirstTryAfterALossComesAtOnce()
    {
        const Bench lost = Bench::stale();
        QVERIFY(lost.machine.wantsConnect(lost.now));

        Bench silent = Bench::online();
        for (int i = 0; i < 3; ++i)
            silent.machine.beatMissed(silence, silent.now);
        QVERIFY(silent.machine.wantsConnect(silent.now));
    }

    void pausesGrowFromOneSecondToSixty()
    {
        Bench bench = Bench::unreachable();
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
        Bench low(0);
        Bench high(0.999999);
        for (Bench *bench : {&low, &high}) {
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
        Bench bench = Bench::unreachable();
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
        const Bench bench = Bench::unreachable();
        QCOMPARE(bench.machine.link(), Link::Unreachable);
        QCOMPARE(bench.machine.reason(), std::optional(silence));
        QVERIFY(bench.machine.nextTryAt());
    }

    void unreachableStaysSoWhileItTriesAgain()
    {
        Bench bench = Bench::unreachable();
        bench.pass(bench.pause());
        bench.startConnect();
        QCOMPARE(bench.machine.link(), Link::Unreachable);
        bench.machine.connectFailed(failed, bench.now);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
    }

    void staleIsUnreachableAfterThirtySecondsWithoutASession()
    {
        Bench bench = Bench::stale();
        bench.startConnect(); // hangs
        bench.pass(29'999ms);
        QCOMPARE(bench.machine.link(), Link::Stale);
        QCOMPARE(*bench.machine.due(), bench.now + 1ms);
        bench.pass(1ms);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
    }

    void failedConnectsInBetweenKeepStale()
    {
        Bench bench = Bench::stale();
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
        Bench bench = Bench::stale();
        bench.startConnect();
        bench.now += 31s;
        bench.machine.connectFailed(failed, bench.now);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
        QVERIFY(bench.machine.nextTryAt());
    }

    void staleHeals()
    {
        Bench bench = Bench::stale();
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
        QVERIFY(!bench.machine.reason());
        bench.pass(40s);
        QCOMPARE(bench.machine.link(), Link::Online);
    }

    void unreachableHeals()
    {
        Bench bench = Bench::unreachable();
        bench.pass(bench.pause());
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        QCOMPARE(bench.machine.link(), Link::Online);
        QVERIFY(!bench.machine.reason());
    }

    void theThirtySecondsCountFromEachLoss()
    {
        Bench bench = Bench::stale();
        bench.pass(20s);
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        bench.machine.sessionLost(failed, bench.now);
        bench.pass(20s);
        QCOMPARE(bench.machine.link(), Link::Stale);
    }

    void rejectedStopsTrying()
    {
        Bench bench = Bench::refused(rejected);
        QCOMPARE(bench.machine.link(), Link::Rejected);
        QCOMPARE(bench.machine.reason(), std::optional(refusal));
        bench.pass(24h);
        QVERIFY(!bench.machine.wantsConnect(bench.now));
        QVERIFY(!bench.machine.due());
    }

    void aStaleOrLostSessionCanBeRejected()
    {
        Bench stale = Bench::stale();
        stale.failConnect(rejected);
        QCOMPARE(stale.machine.link(), Link::Rejected);
        QVERIFY(!stale.machine.due());

        Bench lost = Bench::online();
        lost.machine.sessionLost(rejected, lost.now);
        QCOMPARE(lost.machine.link(), Link::Rejected);
        QVERIFY(!lost.machine.due());
    }

    void rejectedTriesAgainWhenAsked()
    {
        Bench bench = Bench::refused(rejected);
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
        Bench bench = Bench::refused(rejected);
        bench.machine.close(bench.now); // as changed settings do
        bench.machine.open(bench.now);
        QVERIFY(bench.machine.wantsConnect(bench.now));
    }

    void lanModeOffIsLookedAtEveryThirtySeconds()
    {
        Bench bench = Bench::refused(lanModeOff);
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
        Bench bench = Bench::refused(lanModeOff);
        bench.pass(30s);
        bench.failConnect(failed);
        QCOMPARE(bench.machine.link(), Link::Unreachable);
        QVERIFY(bench.pause() <= 2s);
    }

    void tryNowSkipsThePause()
    {
        Bench bench = Bench::unreachable();
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
        Bench bench = Bench::stale();
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
        Bench connecting;
        connecting.machine.open(connecting.now);
        connecting.startConnect();
        connecting.machine.tryNow(connecting.now);
        QVERIFY(!connecting.machine.wantsConnect(connecting.now));

        Bench online = Bench::online();
        online.machine.tryNow(online.now);
        QCOMPARE(online.machine.link(), Link::Online);
        QVERIFY(!online.machine.wantsConnect(online.now));
    }

    void closeForgetsEverything()
    {
        for (Bench bench : {Bench::online(), Bench::stale(), Bench::unreachable(),
                            Bench::refused(rejected), Bench::refused(lanModeOff)}) {
            bench.machine.close(bench.now);
            QCOMPARE(bench.machine.link(), Link::Closed);
            QVERIFY(!bench.machine.due());
            QVERIFY(!bench.machine.reason());
            QVERIFY(!bench.machine.wantsConnect(bench.now + 1h));
        }
    }

    void aClosedLinkHearsNothing()
    {
        Bench bench;
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

    void awayMakesOnlineStaleAndConnectsAtOnce()
    {
        Bench bench = Bench::online();
        bench.now += 8h;
        bench.machine.wasAway(bench.now);
        QCOMPARE(bench.machine.link(), Link::Stale);
        QVERIFY(bench.machine.wantsConnect(bench.now));
        bench.pass(29s);
        QCOMPARE(bench.machine.link(), Link::Stale);
    }

    void awayCountsTheThirtySecondsOfStaleAnew()
    {
        Bench bench = Bench::stale();
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
        Bench bench = Bench::unreachable();
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
        Bench refused = Bench::refused(rejected);
        refused.machine.wasAway(refused.now);
        QCOMPARE(refused.machine.link(), Link::Rejected);
        QVERIFY(!refused.machine.due());

        Bench looking = Bench::refused(lanModeOff);
        const auto next = looking.machine.nextTryAt();
        looking.machine.wasAway(looking.now + 10s);
        QCOMPARE(looking.machine.link(), Link::Rejected);
        QCOMPARE(looking.machine.nextTryAt(), next);

        Bench closed;
        closed.machine.wasAway(closed.now);
        QCOMPARE(closed.machine.link(), Link::Closed);
        QVERIFY(!closed.machine.due());
    }

    void aConnectUnderWayWhenWeSleptIsBegunAnew()
    {
        Bench connecting;
        connecting.machine.open(connecting.now);
        connecting.startConnect();
        connecting.machine.wasAway(connecting.now);
        QCOMPARE(connecting.machine.link(), Link::Connecting);
        QVERIFY(connecting.machine.wantsConnect(connecting.now));

        Bench stale = Bench::stale();
        stale.startConnect();
        stale.machine.wasAway(stale.now);
        QCOMPARE(stale.machine.link(), Link::Stale);
        QVERIFY(stale.machine.wantsConnect(stale.now));
    }
};

FLOTILLA_TEST(tst_LinkMachine)
#include "tst_linkmachine.moc"
