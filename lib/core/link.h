// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "core/printerstate.h"
#include "net/backoff.h"

#include <chrono>
#include <functional>
#include <optional>

namespace flotilla {

// How a lost or refused link goes on.
enum class AfterFailure {
    TryAgain, // with growing pauses
    LookAgain, // refused for a reason that heals by itself ("LAN mode off"): every 30 s
    AskPerson, // wrong code, another machine: nothing more until settings change or Try now
};

struct LinkFailure
{
    Error error;
    AfterFailure after = AfterFailure::TryAgain;
    // Something answers, and it is not the machine we know: no new code would help.
    bool otherMachine = false;
    // The setting that has to be mended, as far as the driver can tell.
    QString setting = {};
};

// The numbers of the link rules (lib/README.md, "Links"). Tests shrink them.
struct LinkRules
{
    int missedBeats = 3; // Online → Stale
    std::chrono::milliseconds staleLimit {30'000}; // Stale → Unreachable without a session
    std::chrono::milliseconds lookAgain {30'000};
    std::chrono::milliseconds firstPause {1'000};
    std::chrono::milliseconds longestPause {60'000};
};

// The link of one printer as a pure state machine: told what happened and when (monotonic time), it
// says what the link is and when to try next. No timers, no sockets.
class LinkMachine
{
public:
    using Time = std::chrono::milliseconds;

    // `random` gives numbers in [0, 1) for the jitter of the pauses.
    LinkMachine(const LinkRules &rules, std::function<double()> random);

    void open(Time now);
    void close(Time now);
    // The person asks, or the settings changed: forget refusals and pauses.
    void tryNow(Time now);
    // A connect that due() asked for has begun.
    void connectStarted(Time now);
    void connectFailed(const LinkFailure &failure, Time now);
    void sessionOpened(Time now);
    void sessionLost(const LinkFailure &failure, Time now);
    void beat(Time now);
    void beatMissed(const Error &why, Time now);
    // The computer slept, was stopped or its clock was set.
    void wasAway(Time now);
    // Call when due() has come.
    void tick(Time now);

    Link link() const { return m_link; }
    // Why the link is not Online; nullopt where there is nothing to say.
    const std::optional<Error> &reason() const { return m_reason; }
    // Rejected because another machine is at this address.
    bool meetsOtherMachine() const { return m_link == Link::Rejected && m_otherMachine; }
    bool isConnecting() const { return m_connecting; }
    // A connect should begin now.
    bool wantsConnect(Time now) const;
    // When the next try is planned; nullopt while none is.
    std::optional<Time> nextTryAt() const { return m_nextTry; }
    // When tick() or a connect is due next.
    std::optional<Time> due() const;

private:
    void become(Link link, Time now);
    void loseSession(std::optional<Error> why, Time now);
    void planTry(AfterFailure after, Time now);

    LinkRules m_rules;
    net::Backoff m_backoff;
    Link m_link = Link::Closed;
    std::optional<Error> m_reason;
    std::optional<Time> m_nextTry;
    std::optional<Time> m_staleSince;
    int m_missed = 0;
    bool m_connecting = false;
    bool m_otherMachine = false;
};

} // namespace flotilla
