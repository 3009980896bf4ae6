// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleetorder.h"

#include "models/cardfacts.h"
#include "models/folding.h"

#include <limits>
#include <tuple>

namespace flotilla::models {

namespace {

constexpr qint64 never = std::numeric_limits<qint64>::max();

// The order "needs you first".
enum Rank {
    ErrorRank,
    AttentionRank,
    RejectedRank,
    FinishedRank,
    StaleJobRank,
    PausedRank,
    RunningRank,
    SendingRank,
    BusyRank,
    IdleRank,
    ConnectingRank,
    StaleRank,
    UnreachableRank,
    UnknownRank,
    ClosedRank,
};

Rank rankOfLink(const PrinterStatus &status)
{
    switch (status.link) {
    case Link::Rejected:
        return RejectedRank;
    case Link::Stale:
        return hasJob(status) ? StaleJobRank : StaleRank;
    case Link::Connecting:
        return ConnectingRank;
    case Link::Unreachable:
        return UnreachableRank;
    case Link::Closed:
    case Link::Online:
        break;
    }
    return ClosedRank;
}

Rank rankOfState(const PrinterStatus &status)
{
    switch (status.state) {
    case State::Error:
        return ErrorRank;
    case State::Attention:
        return AttentionRank;
    case State::Finished:
        return FinishedRank;
    case State::Pausing:
    case State::Paused:
        return PausedRank;
    case State::Preparing:
    case State::Printing:
    case State::Resuming:
    case State::Canceling:
        return RunningRank;
    case State::Busy:
    case State::Updating:
        return showsSending(status) ? SendingRank : BusyRank;
    case State::Idle:
        return showsSending(status) ? SendingRank : IdleRank;
    case State::Unknown:
        break;
    }
    return showsSending(status) ? SendingRank : UnknownRank;
}

// Whole minutes: two prints that end together must not change places with each report.
qint64 minutesOf(const QDateTime &time)
{
    return time.isValid() ? time.toSecsSinceEpoch() / 60 : never;
}

} // namespace

OrderKey orderKeyOf(const CardFacts &facts, const QString &make)
{
    const PrinterStatus &status = facts.status;
    OrderKey key {.rank = status.link == Link::Online ? rankOfState(status) : rankOfLink(status),
                  .end = minutesOf(facts.end),
                  .name = sortName(status.name),
                  .make = sortName(make),
                  .id = status.id};
    if (key.rank <= FinishedRank)
        key.time = minutesOf(waitingSince(status));
    else if (key.rank == RunningRank)
        key.time = key.end;
    return key;
}

bool comesBefore(const OrderKey &a, const OrderKey &b, FleetSort sort)
{
    const auto tail = [](const OrderKey &key) { return std::tie(key.name, key.id); };
    switch (sort) {
    case FleetSort::NeedsYouFirst:
        return std::tuple(std::tie(a.rank, a.time), tail(a))
            < std::tuple(std::tie(b.rank, b.time), tail(b));
    case FleetSort::EndsNext:
        return std::tuple(a.end, tail(a)) < std::tuple(b.end, tail(b));
    case FleetSort::Make:
        return std::tuple(std::tie(a.make), tail(a)) < std::tuple(std::tie(b.make), tail(b));
    case FleetSort::Name:
        break;
    }
    return tail(a) < tail(b);
}

} // namespace flotilla::models
