// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/link.h"

namespace flotilla {

LinkMachine::LinkMachine(const LinkRules &rules, std::function<double()> random)
    : m_rules(rules)
    , m_backoff(std::move(random), {.min = rules.firstPause, .max = rules.longestPause})
{
}

void LinkMachine::open(Time now)
{
    if (m_link == Link::Closed)
        tryNow(now);
}

void LinkMachine::close(Time now)
{
    m_connecting = false;
    m_nextTry.reset();
    m_reason.reset();
    become(Link::Closed, now);
}

void LinkMachine::tryNow(Time now)
{
    if (m_link == Link::Online || m_connecting)
        return;
    m_backoff.reset();
    m_reason.reset();
    m_nextTry = now;
    if (m_link != Link::Stale)
        become(Link::Connecting, now);
}

void LinkMachine::connectStarted(Time)
{
    m_connecting = true;
    m_nextTry.reset();
}

void LinkMachine::connectFailed(const LinkFailure &failure, Time now)
{
    if (m_link == Link::Closed)
        return;
    m_connecting = false;
    m_reason = failure.error;
    m_otherMachine = failure.otherMachine;
    planTry(failure.after, now);
    if (failure.after != AfterFailure::TryAgain)
        become(Link::Rejected, now);
    else if (m_link != Link::Stale)
        become(Link::Unreachable, now);
    tick(now);
}

void LinkMachine::sessionOpened(Time now)
{
    if (m_link == Link::Closed)
        return;
    m_connecting = false;
    m_missed = 0;
    m_nextTry.reset();
    m_reason.reset();
    m_backoff.reset();
    become(Link::Online, now);
}

void LinkMachine::sessionLost(const LinkFailure &failure, Time now)
{
    if (m_link != Link::Online)
        return;
    if (failure.after == AfterFailure::TryAgain) {
        loseSession(failure.error, now);
        return;
    }
    m_reason = failure.error;
    m_otherMachine = failure.otherMachine;
    planTry(failure.after, now);
    become(Link::Rejected, now);
}

void LinkMachine::beat(Time)
{
    m_missed = 0;
}

void LinkMachine::beatMissed(const Error &why, Time now)
{
    if (m_link == Link::Online && ++m_missed >= m_rules.missedBeats)
        loseSession(why, now);
}

void LinkMachine::wasAway(Time now)
{
    switch (m_link) {
    case Link::Closed:
    case Link::Rejected:
        return;
    case Link::Online:
        loseSession(std::nullopt, now);
        return;
    case Link::Stale:
        m_staleSince = now; // the 30 s count from when we could look again
        [[fallthrough]];
    case Link::Connecting:
    case Link::Unreachable:
        m_connecting = false; // whatever was under way began before we slept
        m_backoff.reset();
        m_nextTry = now;
    }
}

void LinkMachine::tick(Time now)
{
    if (m_link == Link::Stale && m_staleSince && now - *m_staleSince >= m_rules.staleLimit)
        become(Link::Unreachable, now);
}

bool LinkMachine::wantsConnect(Time now) const
{
    return !m_connecting && m_nextTry && *m_nextTry <= now;
}

std::optional<LinkMachine::Time> LinkMachine::due() const
{
    std::optional<Time> due = m_connecting ? std::nullopt : m_nextTry;
    if (m_link == Link::Stale && m_staleSince) {
        const Time limit = *m_staleSince + m_rules.staleLimit;
        due = due ? std::min(*due, limit) : limit;
    }
    return due;
}

void LinkMachine::become(Link link, Time now)
{
    if (link == Link::Stale && m_link != Link::Stale)
        m_staleSince = now;
    if (link != Link::Stale)
        m_staleSince.reset();
    m_link = link;
}

void LinkMachine::loseSession(std::optional<Error> why, Time now)
{
    m_missed = 0;
    m_connecting = false;
    m_reason = std::move(why);
    m_nextTry = now; // the first try comes at once; pauses grow from the second
    become(Link::Stale, now);
}

void LinkMachine::planTry(AfterFailure after, Time now)
{
    switch (after) {
    case AfterFailure::TryAgain:
        m_nextTry = now + m_backoff.next();
        break;
    case AfterFailure::LookAgain:
        m_nextTry = now + m_rules.lookAgain;
        break;
    case AfterFailure::AskPerson:
        m_nextTry.reset();
        break;
    }
}

} // namespace flotilla
