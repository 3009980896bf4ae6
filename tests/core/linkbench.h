// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/link.h"

namespace flotilla::test {

inline const Error silence {Error::Kind::TimedOut, QStringLiteral("no answer"), {}};
inline const Error refusal {Error::Kind::NotAuthorised, QStringLiteral("wrong code"), {}};
inline const LinkFailure failed {silence, AfterFailure::TryAgain};
inline const LinkFailure rejected {refusal, AfterFailure::AskPerson};
inline const LinkFailure lanModeOff {refusal, AfterFailure::LookAgain};

// A link machine with a clock of its own and no chance in its pauses.
struct LinkBench
{
    using Time = LinkMachine::Time;

    explicit LinkBench(double random = 0)
        : machine(LinkRules(), [random] { return random; })
    {
    }

    static LinkBench online()
    {
        LinkBench bench;
        bench.machine.open(bench.now);
        bench.startConnect();
        bench.machine.sessionOpened(bench.now);
        return bench;
    }
    static LinkBench stale()
    {
        LinkBench bench = online();
        bench.machine.sessionLost(failed, bench.now);
        return bench;
    }
    static LinkBench unreachable()
    {
        LinkBench bench;
        bench.machine.open(bench.now);
        bench.failConnect();
        return bench;
    }
    static LinkBench refused(const LinkFailure &why)
    {
        LinkBench bench;
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
    Time pause() const { return machine.nextTryAt().value_or(now - Time(1)) - now; }

    LinkMachine machine;
    Time now {5'000'000};
};

} // namespace flotilla::test
