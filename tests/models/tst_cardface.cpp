// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cardcases.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// A card in three lines: its upper part, its foot, and what a reader hears.
QString said(QStringList parts, const QString &separator)
{
    parts.removeAll(QString());
    return parts.join(separator);
}

QString upper(const CardFace &face)
{
    return said(
        {face.mark + u' ' + QVariant::fromValue(face.role).toString(), face.word, face.secondLine},
        u" | "_s);
}

QString footOf(const CardFace &face)
{
    const QString button = face.actText.isEmpty() ? QString() : u'[' + face.actText + u']';
    switch (face.foot) {
    case Foot::Running:
        return said({face.percent, face.timing, face.temperatures, button}, u" | "_s);
    case Foot::NeedsPerson:
        return said({said({face.waitingLabel, face.waiting}, u" "_s), button}, u" | "_s);
    case Foot::Quiet:
        break;
    }
    return said({u"quiet"_s, face.quiet, face.temperatures, button}, u" | "_s);
}

QString compact(const CardFace &face)
{
    return said({face.compactWord, face.compactLine}, u" · "_s);
}

} // namespace

Q_DECLARE_METATYPE(flotilla::models::CardFacts)

class tst_CardFace : public QObject
{
    Q_OBJECT

    static void addColumns()
    {
        QTest::addColumn<CardFacts>("facts");
        QTest::addColumn<Chip>("chip");
        QTest::addColumn<QString>("top");
        QTest::addColumn<QString>("foot");
        QTest::addColumn<QString>("small");
    }
    static void row(const char *name, const CardFacts &facts, Chip chip, const char *top,
                    const char *foot, const char *small)
    {
        QTest::newRow(name) << facts << chip << QString::fromUtf8(top) << QString::fromUtf8(foot)
                            << QString::fromUtf8(small);
    }
    static void check()
    {
        QFETCH(CardFacts, facts);
        const CardFace face = cardFaceOf(facts, now, english);
        QTEST(face.chip, "chip");
        QTEST(upper(face), "top");
        QTEST(footOf(face), "foot");
        QTEST(compact(face), "small");
        QCOMPARE(face.outlined, face.foot == Foot::NeedsPerson);
        QCOMPARE(face.name, u"Calypso"_s);
        QCOMPARE(face.make, u"Adventurer 5M Pro"_s);
        QCOMPARE(face.place, u"Hall 3"_s);
    }

private Q_SLOTS:
    void states_data();
    void states() { check(); }
    void links_data();
    void links() { check(); }
    void ownActs_data();
    void ownActs() { check(); }
    void details_data();
    void details() { check(); }
    void spoken_data();
    void spoken()
    {
        QFETCH(CardFacts, facts);
        QTEST(cardFaceOf(facts, now, english).spoken, "text");
    }

    void filesAreTold()
    {
        QVERIFY(cardFaceOf(withJob(State::Printing), now, english).secondLineIsFile);
        QVERIFY(!cardFaceOf(calypso(State::Idle), now, english).secondLineIsFile);
        QVERIFY(cardFaceOf(sending(State::Idle), now, english).secondLineIsFile);
    }

    void theBarSaysWhatIsKnown()
    {
        QCOMPARE(cardFaceOf(withJob(State::Printing), now, english).progress, 0.649);
        QCOMPARE(cardFaceOf(calypso(State::Printing), now, english).progress, -1.0);
        QCOMPARE(cardFaceOf(calypso(State::Idle), now, english).progress, -1.0);
        QCOMPARE(cardFaceOf(calypso(State::Finished), now, english).progress, 1.0);
        CardFacts canceled = calypso(State::Finished);
        canceled.status.lastJob = LastJob {.result = JobResult::Canceled, .endedAt = {}};
        QCOMPARE(cardFaceOf(canceled, now, english).progress, -1.0);
    }

    void onlyAConnectTurns()
    {
        QVERIFY(cardFaceOf(silent(Link::Connecting, State::Idle), now, english).turning);
        QVERIFY(!cardFaceOf(silent(Link::Stale, State::Idle), now, english).turning);
    }

    void oldPicturesSayTheirAge()
    {
        QCOMPARE(cardFaceOf(withJob(State::Printing), now, english).pictureAge, QString());
        QCOMPARE(cardFaceOf(silent(Link::Stale, State::Printing), now, english).pictureAge,
                 u"13:39"_s);
        CardFacts never = silent(Link::Unreachable, State::Unknown);
        never.status.observedAt = {};
        QCOMPARE(cardFaceOf(never, now, english).pictureAge, QString());
    }

    void theIllustrationFollowsTheMachine()
    {
        CardFacts facts = calypso(State::Idle);
        QCOMPARE(cardFaceOf(facts, now, english).illustration, u"printer-bedslinger"_s);
        facts.capabilities.heaters = {{u"chamber"_s, 60}};
        QCOMPARE(cardFaceOf(facts, now, english).illustration, u"printer-enclosed"_s);
        facts.capabilities.fileTypes = {u"goo"_s};
        QCOMPARE(cardFaceOf(facts, now, english).illustration, u"printer-resin"_s);
    }

    void theSystemStandsInForAnUnknownModel()
    {
        CardFacts facts = calypso(State::Idle);
        facts.status.reported.model.clear();
        QCOMPARE(cardFaceOf(facts, now, english).make, u"FlashForge"_s);
    }

    void aTextTicksOnlyAsOftenAsItChanges()
    {
        QCOMPARE(tickingOf(withJob(State::Printing), now), Ticking::Daily);
        CardFacts idle = calypso(State::Idle);
        QCOMPARE(tickingOf(idle, now), Ticking::Daily); // "Since 12:05"
        idle.status.stateSince = at(13, 0);
        QCOMPARE(tickingOf(idle, now), Ticking::Minutely); // "For 47 min"
        CardFacts error = calypso(State::Error);
        error.status.stateSince = at(13, 16);
        QCOMPARE(tickingOf(error, now), Ticking::Minutely);
        CardFacts lost = silent(Link::Unreachable, State::Idle);
        QCOMPARE(tickingOf(lost, now), Ticking::Daily);
        lost.status.nextTryAt = now.addSecs(40);
        QCOMPARE(tickingOf(lost, now), Ticking::Secondly);
        lost.status.link = Link::Stale;
        QCOMPARE(tickingOf(lost, now), Ticking::Secondly);
        lost.status.state = State::Printing; // its bar stands where the countdown would be
        QCOMPARE(tickingOf(lost, now), Ticking::Daily);
    }
};

void tst_CardFace::states_data()
{
    addColumns();
    row("idle", with(calypso(State::Idle), [](auto &f) { f.status.plate = Plate::Clear; }),
        Chip::Ready, "state-idle Grey | Ready | Since 12:05", "quiet | Plate clear | 215° 60°",
        "Ready · Plate clear");
    row("idle, plate not known", calypso(State::Idle), Chip::Ready,
        "state-idle Grey | Ready | Since 12:05", "quiet | 215° 60°", "Ready · Since 12:05");
    row("preparing",
        with(withJob(State::Preparing),
             [](auto &f) {
                 f.status.reported.stateText = u"Heating the nozzle"_s;
                 f.status.reported.heaters[u"tool0"_s] = heater(178, 210);
             }),
        Chip::Printing, "state-preparing Printing | Preparing | Heating the nozzle",
        "64 % | 45 min · 14:32 | 178 → 210°", "Preparing · 178 → 210°");
    row("preparing, without words", withJob(State::Preparing), Chip::Printing,
        "state-preparing Printing | Preparing | phone_stand_v3.gcode",
        "64 % | 45 min · 14:32 | 215° 60°", "Preparing · 45 min · 14:32");
    row("printing", withJob(State::Printing), Chip::Printing,
        "state-printing Printing | Printing | phone_stand_v3.gcode",
        "64 % | 45 min · 14:32 | 215° 60°", "Printing · 45 min · 14:32");
    row("pausing", withJob(State::Pausing), Chip::Paused,
        "state-pausing Amber | Pausing | phone_stand_v3.gcode", "64 % | 45 min | 215° 60°",
        "Pausing · 45 min left");
    row("paused", withJob(State::Paused), Chip::Paused,
        "state-paused Amber | Paused | phone_stand_v3.gcode", "64 % | 45 min | 215° 60°",
        "Paused · 45 min left");
    row("resuming", withJob(State::Resuming), Chip::Printing,
        "state-resuming Printing | Resuming | phone_stand_v3.gcode",
        "64 % | 45 min · 14:32 | 215° 60°", "Resuming · 45 min · 14:32");
    row("canceling", withJob(State::Canceling), Chip::Printing,
        "state-canceling Ink | Canceling | phone_stand_v3.gcode", "64 % | 215° 60°", "Canceling");
    row("finished",
        with(calypso(State::Finished),
             [](auto &f) {
                 f.status.lastJob = LastJob {.result = JobResult::Completed, .endedAt = at(13, 21)};
             }),
        Chip::NeedsYou, "state-finished Finished | Clear the plate | Done at 13:21",
        "Waiting 26 min | [Plate is clear]", "Clear the plate · 26 min");
    row("attention",
        with(withJob(State::Attention),
             [](auto &f) {
                 f.status.stateSince = at(13, 35);
                 f.status.reported.faults
                     = {{.code = u"E7"_s, .text = u"Filament ran out"_s, .whatToDo = {}}};
             }),
        Chip::NeedsYou, "state-attention Amber | Needs you | Filament ran out",
        "Waiting 12 min | [Resume]", "Filament ran out · 12 min");
    row("error",
        with(withJob(State::Error),
             [](auto &f) {
                 f.status.stateSince = at(13, 16);
                 f.status.reported.faults
                     = {{.code = u"E1"_s, .text = u"Nozzle does not heat"_s, .whatToDo = {}}};
             }),
        Chip::NeedsYou, "state-error Error | Error | Nozzle does not heat",
        "Waiting 31 min | [What to do]", "Nozzle does not heat · 31 min");
    row("updating", calypso(State::Updating), Chip::Ready,
        "state-updating Ink | Updating | Do not switch off", "quiet | 215° 60°",
        "Updating · Do not switch off");
    row("busy",
        with(calypso(State::Busy), [](auto &f) { f.status.reported.stateText = u"Levelling"_s; }),
        Chip::Ready, "state-busy Ink | Busy | Levelling", "quiet | 215° 60°", "Busy · Levelling");
    row("unknown", calypso(State::Unknown), Chip::NoAnswer,
        "state-unknown Grey | Unknown | The printer does not say", "quiet | 215° 60°", "Unknown");
}

void tst_CardFace::links_data()
{
    addColumns();
    row("connecting", silent(Link::Connecting, State::Printing), Chip::NoAnswer,
        "link-connecting Grey | Connecting | 192.168.20.72", "quiet | Waiting for the first answer",
        "Connecting · 192.168.20.72");
    row("stale with a job", silent(Link::Stale, State::Printing), Chip::NoAnswer,
        "link-stale Grey | Stale since 13:39 | was printing 64 %", "64 % | at 13:39 | was 215° 60°",
        "Stale 13:39 · was 64 %");
    row("stale, percent not known",
        with(silent(Link::Stale, State::Printing), [](auto &f) { f.status.job->progress.reset(); }),
        Chip::NoAnswer, "link-stale Grey | Stale since 13:39 | was printing",
        "at 13:39 | was 215° 60°", "Stale 13:39 · was printing");
    row("stale without a job",
        with(silent(Link::Stale, State::Idle),
             [](auto &f) { f.status.nextTryAt = now.addMSecs(2500); }),
        Chip::NoAnswer, "link-stale Grey | Stale since 13:39 | was ready",
        "quiet | Next try in 3 s | was 215° 60°", "Stale 13:39 · was ready");
    row("stale and failed", silent(Link::Stale, State::Error), Chip::NoAnswer,
        "link-stale Grey | Stale since 13:39 | had an error", "quiet | Trying now | was 215° 60°",
        "Stale 13:39 · had an error");
    row("unreachable",
        with(silent(Link::Unreachable, State::Idle),
             [](auto &f) {
                 f.status.observedAt = QDateTime(QDate(2026, 11, 19), QTime(17, 2));
                 f.status.nextTryAt = now.addSecs(40);
             }),
        Chip::NoAnswer, "link-unreachable Grey | Not reachable | Since yesterday 17:02",
        "quiet | Next try in 40 s | [Try now]", "Not reachable · Thu 17:02");
    row("unreachable, never heard",
        with(silent(Link::Unreachable, State::Unknown), [](auto &f) { f.status.observedAt = {}; }),
        Chip::NoAnswer, "link-unreachable Grey | Not reachable | Since 13:40",
        "quiet | Trying now | [Try now]", "Not reachable · 13:40");
    row("unreachable with a job", silent(Link::Unreachable, State::Printing), Chip::NoAnswer,
        "link-unreachable Grey | Not reachable | was printing 64 % at 13:39",
        "quiet | Trying now | [Try now]", "Not reachable · 13:39");
    row("code refused",
        with(silent(Link::Rejected, State::Printing),
             [](auto &f) {
                 f.status.linkText
                     = u"The printer does not accept the check code. It is shown there."_s;
             }),
        Chip::NeedsYou,
        "link-rejected Amber | Code refused | The printer does not accept the check code",
        "Waiting 7 min | [Enter new code]", "Code refused · 7 min");
    row("code refused long ago",
        with(silent(Link::Rejected, State::Idle),
             [](auto &f) {
                 f.status.linkText = u"Wrong code."_s;
                 f.status.linkSince = at(9, 2);
             }),
        Chip::NeedsYou, "link-rejected Amber | Code refused | Wrong code",
        "Since 09:02 | [Enter new code]", "Code refused · 09:02");
    row("another printer",
        with(silent(Link::Rejected, State::Idle),
             [](auto &f) {
                 f.refusal = Refusal::OtherMachine;
                 f.status.linkText
                     = u"Another printer answers at the address of “Calypso”. Check."_s;
             }),
        Chip::NeedsYou, "link-rejected Amber | Another printer | It answers at 192.168.20.72",
        "Waiting 7 min | [Try now]", "Another printer · 7 min");
    row("a switch at the printer",
        with(silent(Link::Rejected, State::Idle),
             [](auto &f) {
                 f.refusal = Refusal::Switch;
                 f.status.linkText = u"LAN-only mode is off. Turn it on."_s;
             }),
        Chip::NeedsYou, "link-rejected Amber | Refused | LAN-only mode is off",
        "Waiting 7 min | [Try now]", "Refused · 7 min");
    row("settings that cannot work",
        with(silent(Link::Rejected, State::Idle),
             [](auto &f) {
                 f.refusal = Refusal::Settings;
                 f.status.linkText = u"This version speaks HTTP only."_s;
             }),
        Chip::NeedsYou, "link-rejected Amber | Refused | This version speaks HTTP only",
        "Waiting 7 min | [Change settings]", "Refused · 7 min");
    row("closed by the person",
        with(silent(Link::Closed, State::Printing), [](auto &f) { f.inService = false; }),
        Chip::NoAnswer, "link-closed Grey | Not connected | Switched off by you",
        "quiet | Nothing is asked or sent | [Connect]", "Not connected");
    row("not opened yet", silent(Link::Closed, State::Idle), Chip::NoAnswer,
        "link-closed Grey | Not connected", "quiet | Nothing is asked or sent | [Connect]",
        "Not connected");
}

void tst_CardFace::ownActs_data()
{
    addColumns();
    row("sending", sending(State::Idle), Chip::Ready,
        "state-uploading Ink | Sending | enclosure.gx", "38 % | 21 of 55 MB | 215° 60°",
        "Sending · 21 of 55 MB");
    row("starting",
        with(sending(State::Idle, ActivityKind::Starting),
             [](auto &f) { f.status.activity->bytesTotal = 0; }),
        Chip::Ready, "state-preparing Ink | Starting | enclosure.gx", "215° 60°", "Starting");
    row("converting", sending(State::Idle, ActivityKind::Converting), Chip::Ready,
        "state-busy Ink | Converting | enclosure.gx", "38 % | 21 of 55 MB | 215° 60°",
        "Converting · 21 of 55 MB");
    row("sending gives way to a call", sending(State::Attention), Chip::NeedsYou,
        "state-attention Amber | Needs you", "Since 12:05 | [What to do]", "Needs you · 12:05");
    row("sending gives way to an error", sending(State::Error), Chip::NeedsYou,
        "state-error Error | Error", "Since 12:05 | [What to do]", "Error · 12:05");
    row("sending to nobody",
        with(sending(State::Idle), [](auto &f) { f.status.link = Link::Stale; }), Chip::NoAnswer,
        "link-stale Grey | Stale since 13:47 | was ready", "quiet | Trying now | was 215° 60°",
        "Stale 13:47 · was ready");
    row("told to pause", sending(State::Printing, ActivityKind::Pausing), Chip::Printing,
        "state-pausing Ink | Pausing | phone_stand_v3.gcode", "64 % | 45 min · 14:32 | 215° 60°",
        "Pausing · 45 min · 14:32");
    row("told to go on",
        with(sending(State::Attention, ActivityKind::Resuming),
             [](auto &f) { f.status.job = job(); }),
        Chip::NeedsYou, "state-resuming Ink | Resuming | phone_stand_v3.gcode",
        "64 % | 45 min | 215° 60°", "Resuming · 45 min left");
    row("told to cancel", sending(State::Paused, ActivityKind::Canceling), Chip::Paused,
        "state-canceling Ink | Canceling | phone_stand_v3.gcode", "64 % | 45 min | 215° 60°",
        "Canceling · 45 min left");
}

void tst_CardFace::details_data()
{
    addColumns();
    const auto printing
        = [](const char *name, auto change, const char *top, const char *foot, const char *small) {
              CardFacts facts = withJob(State::Printing);
              change(facts);
              facts.end = endOf(facts.status);
              row(name, facts, Chip::Printing, top, foot, small);
          };
    constexpr auto top = "state-printing Printing | Printing | phone_stand_v3.gcode";
    printing(
        "no time left said", [](auto &f) { f.status.job->remainingSeconds.reset(); }, top,
        "64 % | 215° 60°", "Printing");
    printing(
        "no percent said", [](auto &f) { f.status.job->progress.reset(); }, top,
        "45 min · 14:32 | 215° 60°", "Printing · 45 min · 14:32");
    printing(
        "our own estimate", [](auto &f) { f.status.job->remainingIsEstimate = true; }, top,
        "64 % | about 45 min · 14:32 | 215° 60°", "Printing · 45 min · 14:32");
    printing(
        "ends tomorrow", [](auto &f) { f.status.job->remainingSeconds = 40'800; }, top,
        "64 % | 11 h 20 min · Sat 01:07 | 215° 60°", "Printing · 11 h 20 · Sat 01:07");
    printing(
        "all layers done, not over", [](auto &f) { f.status.job->progress = 1; }, top,
        "99 % | 45 min · 14:32 | 215° 60°", "Printing · 45 min · 14:32");
    printing(
        "no file name", [](auto &f) { f.status.job->name.clear(); },
        "state-printing Printing | Printing", "64 % | 45 min · 14:32 | 215° 60°",
        "Printing · 45 min · 14:32");
    printing(
        "the bed heats", [](auto &f) { f.status.reported.heaters[u"bed"_s] = heater(41, 60); }, top,
        "64 % | 45 min · 14:32 | 41 → 60°", "Printing · 45 min · 14:32");
    printing(
        "two nozzles, a chamber",
        [](auto &f) {
            f.status.reported.heaters[u"tool1"_s] = heater(32, 0);
            f.status.reported.heaters[u"chamber"_s] = heater(38, 0);
        },
        top, "64 % | 45 min · 14:32 | 215° 32° 60°", "Printing · 45 min · 14:32");
    printing(
        "no temperatures", [](auto &f) { f.status.reported.heaters.clear(); }, top,
        "64 % | 45 min · 14:32", "Printing · 45 min · 14:32");
    printing(
        "resin layers",
        [](auto &f) {
            f.capabilities.fileTypes = {u"goo"_s};
            f.status.job->layer = 1329;
            f.status.job->layerCount = 1460;
        },
        top, "64 % | 45 min · 14:32 | layer 1,329 / 1,460", "Printing · 45 min · 14:32");
    row("cannot pause, so cannot resume",
        with(withJob(State::Attention), [](auto &f) { f.capabilities.pause = false; }),
        Chip::NeedsYou, "state-attention Amber | Needs you", "Since 12:05 | [What to do]",
        "Needs you · 12:05");
    row("canceled, nobody saw when",
        with(calypso(State::Finished),
             [](auto &f) {
                 f.status.lastJob = LastJob {.result = JobResult::Canceled, .endedAt = {}};
             }),
        Chip::NeedsYou, "state-finished Finished | Clear the plate | Canceled",
        "Since 12:05 | [Plate is clear]", "Clear the plate · 12:05");
    row("failed",
        with(calypso(State::Finished),
             [](auto &f) {
                 f.status.lastJob = LastJob {.result = JobResult::Failed, .endedAt = at(13, 46)};
             }),
        Chip::NeedsYou, "state-finished Finished | Clear the plate | Failed at 13:46",
        "Waiting 1 min | [Plate is clear]", "Clear the plate · 1 min");
}

void tst_CardFace::spoken_data()
{
    QTest::addColumn<CardFacts>("facts");
    QTest::addColumn<QString>("text");
    QTest::newRow("printing")
        << withJob(State::Printing)
        << u"Calypso, Adventurer 5M Pro, Printing, 64 percent, "
           "45 minute(s) left, ends 14:32, nozzle 215 of 215 degrees, bed 60"_s;
    QTest::newRow("stale") << silent(Link::Stale, State::Printing)
                           << u"Calypso, Adventurer 5M Pro, stale since 13:39, "
                              "was printing 64 percent"_s;
    QTest::newRow("attention") << with(calypso(State::Attention),
                                       [](auto &f) {
                                           f.status.stateSince = at(13, 34, 30);
                                           f.status.reported.stateText = u"Filament ran out"_s;
                                       })
                               << u"Calypso, Adventurer 5M Pro, Needs you, Filament ran out, "
                                  "waiting 12 minute(s), press Enter for what to do"_s;
    QTest::newRow("sending") << sending(State::Idle)
                             << u"Calypso, Adventurer 5M Pro, Sending, 38 percent, 21 of 55 MB"_s;
    QTest::newRow("idle") << with(calypso(State::Idle), [](auto &f) {
        f.status.plate = Plate::Clear;
    }) << u"Calypso, Adventurer 5M Pro, Ready, Since 12:05, Plate clear"_s;
    QTest::newRow("a countdown is not spoken")
        << with(silent(Link::Unreachable, State::Idle),
                [](auto &f) { f.status.nextTryAt = now.addSecs(40); })
        << u"Calypso, Adventurer 5M Pro, Not reachable, Since 13:39"_s;
}

FLOTILLA_TEST(tst_CardFace)
#include "tst_cardface.moc"
