// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/followups.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Shown stateIs(State wanted)
{
    return [wanted](const DriverState &state) { return state.state == wanted; };
}

} // namespace

class tst_FollowUps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsWhenAReportShowsIt()
    {
        FollowUps followUps;
        const Command<void> pause = followUps.follow(stateIs(State::Paused), 1h, u"never"_s);
        followUps.observe({.state = State::Printing});
        followUps.observe({.state = State::Pausing});
        QVERIFY(!pause.isFinished());
        followUps.observe({.state = State::Paused});
        QVERIFY(pause.isFinished());
        QVERIFY(*pause.result());
        followUps.observe({.state = State::Paused}); // nothing is left to look at
    }

    void timesOutWithItsSentence()
    {
        FollowUps followUps;
        const Command<void> pause = followUps.follow(stateIs(State::Paused), 5ms, u"never seen"_s);
        followUps.observe({.state = State::Printing});
        QTRY_VERIFY(pause.isFinished());
        QCOMPARE(pause.result()->error().kind, Error::Kind::TimedOut);
        QCOMPARE(pause.result()->error().message, u"never seen"_s);
        followUps.observe({.state = State::Paused}); // too late
        QCOMPARE(pause.result()->error().kind, Error::Kind::TimedOut);
    }

    void severalEndEachOnItsOwn()
    {
        FollowUps followUps;
        const Command<void> first = followUps.follow(stateIs(State::Paused), 1h, u"1"_s);
        const Command<void> second = followUps.follow(stateIs(State::Idle), 1h, u"2"_s);
        const Command<void> third = followUps.follow(stateIs(State::Paused), 1h, u"3"_s);
        followUps.observe({.state = State::Paused});
        QVERIFY(first.isFinished());
        QVERIFY(!second.isFinished());
        QVERIFY(third.isFinished());
        followUps.observe({.state = State::Idle});
        QVERIFY(second.isFinished());
    }

    void aHandlerMayFollowAnew()
    {
        FollowUps followUps;
        std::optional<Command<void>> next;
        followUps.follow(stateIs(State::Paused), 1h, u"1"_s)
            .onFinished(this, [&](const Result<void> &) {
                next = followUps.follow(stateIs(State::Idle), 1h, u"2"_s);
            });
        followUps.observe({.state = State::Paused});
        QTRY_VERIFY(next);
        followUps.observe({.state = State::Idle});
        QVERIFY(next->isFinished());
    }

    void endsAsCanceledWhenGivenUp()
    {
        FollowUps followUps;
        const Command<void> pause = followUps.follow(stateIs(State::Paused), 1h, u"never"_s);
        followUps.cancelAll();
        QVERIFY(pause.isFinished());
        QCOMPARE(pause.result()->error().kind, Error::Kind::Canceled);
    }

    void endsAsCanceledWithThePrinter()
    {
        auto followUps = std::make_unique<FollowUps>();
        const Command<void> pause = followUps->follow(stateIs(State::Paused), 1h, u"never"_s);
        followUps.reset();
        QVERIFY(pause.isFinished());
        QCOMPARE(pause.result()->error().kind, Error::Kind::Canceled);
    }
};

FLOTILLA_TEST(tst_FollowUps)
#include "tst_followups.moc"
