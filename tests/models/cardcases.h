// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cardfacts.h"

namespace flotilla::test {

using namespace models;
using namespace Qt::StringLiterals;

inline const QLocale english(QLocale::English, QLocale::UnitedKingdom);

// A Friday, local time.
inline QDateTime at(int hour, int minute, int second = 0)
{
    return {QDate(2026, 11, 20), QTime(hour, minute, second)};
}
inline const QDateTime now = at(13, 47);

inline Heater heater(double actual, double target)
{
    return {.actual = actual, .target = target};
}

// A printer on line since long, with a warm nozzle, that was just heard.
inline CardFacts calypso(State state)
{
    CardFacts facts;
    facts.capabilities.pause = true;
    facts.place = u"Hall 3"_s;
    facts.address = u"192.168.20.72"_s;
    facts.system = u"FlashForge"_s;
    PrinterStatus &status = facts.status;
    status.name = u"Calypso"_s;
    status.link = Link::Online;
    status.linkSince = at(8, 0);
    status.state = state;
    status.stateSince = at(12, 5);
    status.observedAt = now;
    status.reported.model = u"Adventurer 5M Pro"_s;
    status.reported.heaters = {{u"tool0"_s, heater(215, 215)}, {u"bed"_s, heater(60.4, 60)}};
    return facts;
}

inline JobStatus job()
{
    JobStatus made;
    made.name = u"phone_stand_v3.gcode"_s;
    made.progress = 0.649;
    made.remainingSeconds = 45 * 60;
    return made;
}

inline CardFacts withJob(State state)
{
    CardFacts facts = calypso(state);
    facts.status.job = job();
    facts.end = endOf(facts.status);
    return facts;
}

inline CardFacts silent(Link link, State state)
{
    CardFacts facts = isJobState(state) ? withJob(state) : calypso(state);
    facts.status.link = link;
    facts.status.linkSince = at(13, 40);
    facts.status.observedAt = at(13, 39, 50);
    facts.end = endOf(facts.status);
    return facts;
}

inline CardFacts sending(State state, ActivityKind kind = ActivityKind::Sending)
{
    CardFacts facts = isJobState(state) ? withJob(state) : calypso(state);
    facts.status.activity = Activity {
        .kind = kind, .file = u"enclosure.gx"_s, .bytesDone = 21'000'000, .bytesTotal = 55'000'000};
    return facts;
}

template<typename Change> CardFacts with(CardFacts facts, Change change)
{
    change(facts);
    return facts;
}

} // namespace flotilla::test
