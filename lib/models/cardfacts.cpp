// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cardfacts.h"

#include "core/printer.h"
#include "models/times.h"

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

Refusal refusalOf(const Printer &printer)
{
    if (printer.meetsOtherMachine())
        return Refusal::OtherMachine;
    const std::optional<Error> &error = printer.linkError();
    if (!error || error->kind == Error::Kind::NotAuthorised)
        return Refusal::Code;
    return error->kind == Error::Kind::Refused ? Refusal::Switch : Refusal::Settings;
}

} // namespace

CardFacts cardFactsOf(const Printer &printer)
{
    const PrinterRecord &record = printer.record();
    return {.status = printer.status(),
            .capabilities = record.capabilities,
            .place = record.location,
            .address = record.settings[u"host"_s].toString(),
            .system = printer.driverInfo().displayName,
            .inService = record.inService,
            .end = endOf(printer.status()),
            .refusal = refusalOf(printer)};
}

Chip chipOf(const PrinterStatus &status)
{
    if (status.link == Link::Rejected)
        return Chip::NeedsYou;
    if (status.link != Link::Online)
        return Chip::NoAnswer;
    switch (status.state) {
    case State::Error:
    case State::Attention:
    case State::Finished:
        return Chip::NeedsYou;
    case State::Preparing:
    case State::Printing:
    case State::Resuming:
    case State::Canceling:
        return Chip::Printing;
    case State::Pausing:
    case State::Paused:
        return Chip::Paused;
    case State::Idle:
    case State::Busy:
    case State::Updating:
        return Chip::Ready;
    case State::Unknown:
        break;
    }
    return Chip::NoAnswer;
}

bool hasJob(const PrinterStatus &status)
{
    return isJobState(status.state) || (status.job && status.state != State::Finished);
}

bool showsSending(const PrinterStatus &status)
{
    if (status.link != Link::Online || !status.activity || status.state == State::Attention
        || status.state == State::Error)
        return false;
    const ActivityKind kind = status.activity->kind;
    return kind == ActivityKind::Sending || kind == ActivityKind::Converting
        || kind == ActivityKind::Starting;
}

QDateTime endOf(const PrinterStatus &status)
{
    const bool runs = status.state == State::Preparing || status.state == State::Printing
        || status.state == State::Resuming;
    if (status.link != Link::Online || !runs || !status.job || !status.job->remainingSeconds
        || !status.observedAt.isValid())
        return {};
    return status.observedAt.addSecs(*status.job->remainingSeconds);
}

QDateTime waitingSince(const PrinterStatus &status)
{
    if (status.link == Link::Rejected)
        return status.linkSince;
    if (status.state == State::Finished && status.lastJob && status.lastJob->endedAt.isValid())
        return status.lastJob->endedAt;
    return status.stateSince;
}

Ticking tickingOf(const CardFacts &facts, const QDateTime &now)
{
    const PrinterStatus &status = facts.status;
    const bool showsTry
        = status.link == Link::Unreachable || (status.link == Link::Stale && !hasJob(status));
    if (showsTry && status.nextTryAt > now)
        return Ticking::Secondly;
    if (chipOf(status) == Chip::NeedsYou)
        return isRecent(waitingSince(status), now) ? Ticking::Minutely : Ticking::Daily;
    if (status.link == Link::Online && status.state == State::Idle)
        return isRecent(status.stateSince, now) ? Ticking::Minutely : Ticking::Daily;
    return Ticking::Daily;
}

} // namespace flotilla::models
