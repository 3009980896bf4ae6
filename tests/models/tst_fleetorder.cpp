// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cardfacts.h"
#include "models/fleetorder.h"
#include "models/folding.h"

#include "support/testmain.h"

#include <algorithm>

using namespace flotilla;
using namespace flotilla::models;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 20), QTime(13, 47), Qt::UTC);

struct Entry
{
    QString name;
    OrderKey key;
};

CardFacts factsOf(const QString &name, State state, Link link = Link::Online)
{
    CardFacts facts;
    facts.status.id = QUuid::createUuid();
    facts.status.name = name;
    facts.status.state = state;
    facts.status.link = link;
    facts.status.stateSince = now.addSecs(-3600);
    facts.status.linkSince = now.addSecs(-3600);
    facts.status.observedAt = now;
    return facts;
}

Entry entryOf(CardFacts facts, const QString &make = {})
{
    facts.end = endOf(facts.status);
    return {facts.status.name, orderKeyOf(facts, make)};
}

Entry entry(const QString &name, State state, Link link = Link::Online)
{
    return entryOf(factsOf(name, state, link));
}

Entry printing(const QString &name, std::optional<qint64> left, State state = State::Printing)
{
    CardFacts facts = factsOf(name, state);
    facts.status.job.emplace();
    facts.status.job->remainingSeconds = left;
    return entryOf(facts);
}

Entry waiting(const QString &name, State state, int minutes)
{
    CardFacts facts = factsOf(name, state);
    facts.status.stateSince = now.addSecs(-60 * minutes);
    return entryOf(facts);
}

QStringList sorted(QList<Entry> entries, FleetSort sort)
{
    std::sort(entries.begin(), entries.end(),
              [sort](const Entry &a, const Entry &b) { return comesBefore(a.key, b.key, sort); });
    QStringList names;
    for (const Entry &each : std::as_const(entries))
        names << each.name;
    return names;
}

} // namespace

class tst_FleetOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoNeedsSomebodyComesFirst()
    {
        CardFacts staleJob = factsOf(u"stale job"_s, State::Printing, Link::Stale);
        staleJob.status.job.emplace();
        CardFacts sends = factsOf(u"sends"_s, State::Idle);
        sends.status.activity = Activity {.kind = ActivityKind::Sending};
        QList<Entry> entries {
            waiting(u"error"_s, State::Error, 1),
            waiting(u"attention, long"_s, State::Attention, 30),
            waiting(u"attention, short"_s, State::Attention, 5),
            entry(u"rejected"_s, State::Printing, Link::Rejected),
            waiting(u"finished, long"_s, State::Finished, 40),
            waiting(u"finished, short"_s, State::Finished, 2),
            entryOf(staleJob),
            entry(u"paused"_s, State::Paused),
            entry(u"pausing"_s, State::Pausing),
            printing(u"ends soon"_s, 600, State::Preparing),
            printing(u"ends later"_s, 6000),
            printing(u"ends some time"_s, std::nullopt),
            entryOf(sends),
            entry(u"busy"_s, State::Busy),
            entry(u"updating"_s, State::Updating),
            entry(u"idle"_s, State::Idle),
            entry(u"connecting"_s, State::Printing, Link::Connecting),
            entry(u"stale"_s, State::Idle, Link::Stale),
            entry(u"unreachable"_s, State::Error, Link::Unreachable),
            entry(u"unknown"_s, State::Unknown),
            entry(u"closed"_s, State::Error, Link::Closed),
        };
        QStringList wanted;
        for (const Entry &each : std::as_const(entries))
            wanted << each.name;
        std::reverse(entries.begin(), entries.end());
        QCOMPARE(sorted(entries, FleetSort::NeedsYouFirst), wanted);
    }

    void aPrintThatIsSentToStaysARunningPrint()
    {
        CardFacts both = factsOf(u"both"_s, State::Printing);
        both.status.activity = Activity {.kind = ActivityKind::Sending};
        QCOMPARE(sorted({entry(u"idle"_s, State::Idle), entryOf(both)}, FleetSort::NeedsYouFirst),
                 QStringList({u"both"_s, u"idle"_s}));
    }

    void endsWithinAMinuteDoNotChangePlaces()
    {
        const QList<Entry> first {printing(u"A"_s, 650), printing(u"B"_s, 610)};
        const QList<Entry> then {printing(u"A"_s, 615), printing(u"B"_s, 640)};
        QCOMPARE(sorted(first, FleetSort::NeedsYouFirst), sorted(then, FleetSort::NeedsYouFirst));
    }

    void namesSortAsPeopleCount()
    {
        const QList<Entry> entries {entry(u"Hall 10"_s, State::Idle),
                                    entry(u"hall 2"_s, State::Idle), entry(u"Zélée"_s, State::Idle),
                                    entry(u"Zulu"_s, State::Error)};
        QCOMPARE(sorted(entries, FleetSort::Name),
                 QStringList({u"hall 2"_s, u"Hall 10"_s, u"Zélée"_s, u"Zulu"_s}));
    }

    void endsNextPutsTheOthersBehind()
    {
        const QList<Entry> entries {waiting(u"error"_s, State::Error, 30), printing(u"B"_s, 600),
                                    printing(u"A"_s, 6000)};
        QCOMPARE(sorted(entries, FleetSort::EndsNext), QStringList({u"B"_s, u"A"_s, u"error"_s}));
    }

    void makesStandTogether()
    {
        const QList<Entry> entries {
            entryOf(factsOf(u"A"_s, State::Idle), u"Mars"_s),
            entryOf(factsOf(u"C"_s, State::Idle), u"Kobra"_s),
            entryOf(factsOf(u"B"_s, State::Idle), u"kobra"_s),
        };
        QCOMPARE(sorted(entries, FleetSort::Make), QStringList({u"B"_s, u"C"_s, u"A"_s}));
    }

    void twinsHaveAnOrderToo()
    {
        const Entry one = entry(u"Twin"_s, State::Idle);
        const Entry other = entry(u"Twin"_s, State::Idle);
        for (const FleetSort sort :
             {FleetSort::NeedsYouFirst, FleetSort::Name, FleetSort::EndsNext, FleetSort::Make})
            QVERIFY(comesBefore(one.key, other.key, sort) != comesBefore(other.key, one.key, sort));
    }
};

FLOTILLA_TEST(tst_FleetOrder)
#include "tst_fleetorder.moc"
