// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/verdict.h"

#include "core/capabilities.h"
#include "core/printerstatus.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::models;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 1, 15), QTime(12, 0)); // local, as clocks are shown

// A plain file, a ready printer that takes it, and what one row of the table changes.
struct Case
{
    PrintFile file {.path = u"/tmp/gear.gcode"_s,
                    .name = u"gear.gcode"_s,
                    .shownName = u"gear.gcode"_s,
                    .type = u"gcode"_s,
                    .reading = false,
                    .size = 1000};
    PrinterStatus status {.name = u"Kon-Tiki"_s,
                          .link = Link::Online,
                          .linkSince = noon.addSecs(-3600),
                          .state = State::Idle,
                          .plate = Plate::Clear,
                          .observedAt = noon};
    Capabilities can {.storesFiles = true,
                      .startsStored = true,
                      .heaters = {{u"tool0"_s, 280}, {u"bed"_s, 110}},
                      .fileTypes = {u"gcode"_s, u"gx"_s},
                      .buildVolume = Capabilities::Volume {220, 220, 250}};
    bool receiving = false;
};

using Change = std::function<void(Case &)>;

Change prints(State state, std::optional<qint64> remaining, bool keeps)
{
    return [=](Case &c) {
        c.status.state = state;
        c.status.job = JobStatus {};
        c.status.job->remainingSeconds = remaining;
        c.can.storesFiles = keeps;
        c.can.startsOnUpload = !keeps;
    };
}

Change state(State state, bool keeps = true)
{
    return prints(state, {}, keeps);
}

Change link(Link link)
{
    return [=](Case &c) { c.status.link = link; };
}

Change wants(const QString &material, const QList<Material> &loaded)
{
    return [=](Case &c) {
        c.file.tools = {{.tool = 0, .material = material}};
        c.status.reported.materials = loaded;
    };
}

Change part(double x, double y, double z)
{
    return [=](Case &c) { c.file.part = PartSize {x, y, z}; };
}

Change hot(const QString &heater, double celsius)
{
    return [=](Case &c) { c.file.heaters = {{heater, celsius}}; };
}

Material spool(const QString &material, int slot = 0)
{
    return {.slot = slot, .loaded = true, .material = material};
}

} // namespace

class tst_Verdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatWouldHappen_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<VerdictKind>("kind");
        QTest::addColumn<ColorRole>("role");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("pill");

        using K = VerdictKind;
        using R = ColorRole;
        const auto row = [](const char *name, const Change &change, K kind, R role,
                            const char *text, const char *line, const char *pill = "") {
            QTest::newRow(name) << change << kind << role << QString::fromUtf8(text)
                                << QString::fromUtf8(line) << QString::fromUtf8(pill);
        };
        const char *print = "Send to Kon-Tiki and print";
        const char *keep = "Send to Kon-Tiki and keep there…";
        const char *ask = "Send to Kon-Tiki…";

        row(
            "ready", [](Case &) {}, K::StartsNow, R::Printing, "Send and print", "Starts at once.",
            print);
        row("ready, size known", part(220, 10, 10), K::StartsNow, R::Printing, "Send and print",
            "Fits. Starts at once.", print);
        const auto converts = [](Case &c) { c.can.conversions = {{u"gcode"_s, u"3w"_s}}; };
        row("ready, converts", converts, K::StartsNow, R::Printing, "Convert to .3w and print",
            "Will be converted to .3w. Starts at once.", "Convert to .3w for Kon-Tiki and print");
        row(
            "converts, plate not clear",
            [=](Case &c) {
                converts(c);
                c.status.plate = Plate::Occupied;
            },
            K::Warning, R::Amber, "Clear the plate first",
            "Will be converted to .3w. Starts when the plate is clear.", ask);
        row(
            "converts, keeps it",
            [=](Case &c) {
                converts(c);
                part(10, 10, 10)(c);
                c.status.state = State::Paused;
            },
            K::StoreOnly, R::Ink, "Keep on the printer, it is paused",
            "Fits. Will be converted to .3w. Kept on the printer. It has a paused print.", keep);
        row(
            "converts other files than this",
            [](Case &c) {
                c.can.conversions = {{u"gco"_s, u"3w"_s}};
            },
            K::StartsNow, R::Printing, "Send and print", "Starts at once.", print);
        row(
            "ready, starts what it receives",
            [](Case &c) {
                c.can.storesFiles = false;
                c.can.startsOnUpload = true;
            },
            K::StartsNow, R::Printing, "Send and print", "Starts at once.", print);
        row(
            "still read", [](Case &c) { c.file.reading = true; }, K::Reading, R::Grey,
            "Reading the file…", "Reading the file…", ask);
        row(
            "no file at all",
            [](Case &c) {
                c.file.problem = Error {Error::Kind::BadFile, u"“gear” is a folder."_s, {}};
            },
            K::Impossible, R::Grey, "Nothing to send", "“gear” is a folder.");

        row(
            "plate unknown", [](Case &c) { c.status.plate = Plate::Unknown; }, K::Warning, R::Amber,
            "Clear the plate first", "Starts when the plate is clear.", ask);
        row(
            "plate occupied",
            [](Case &c) {
                c.status.plate = Plate::Occupied;
                c.status.state = State::Finished;
            },
            K::Warning, R::Amber, "Clear the plate first", "Starts when the plate is clear.", ask);
        row(
            "finished at the panel", [](Case &c) { c.status.state = State::Finished; }, K::Warning,
            R::Amber, "Clear the plate first", "Starts when the plate is clear.", ask);

        const qint64 left = (2 * 60 + 32) * 60;
        row("prints and keeps", prints(State::Printing, left, true), K::StoreOnly, R::Ink,
            "Keep on the printer, prints until 14:32", "Kept on the printer, free at about 14:32.",
            keep);
        row("prints past midnight", prints(State::Printing, 13 * 3600 + 420, true), K::StoreOnly,
            R::Ink, "Keep on the printer, prints until Fri 01:07",
            "Kept on the printer, free at about Fri 01:07.", keep);
        row("prints, cannot keep", prints(State::Printing, left, false), K::Impossible, R::Grey,
            "Prints until 14:32", "Prints until 14:32.");
        row("prints, no end told", state(State::Printing), K::StoreOnly, R::Ink,
            "Keep on the printer, it prints", "Kept on the printer. It prints now.", keep);
        row("prints, no end told, cannot keep", state(State::Printing, false), K::Impossible,
            R::Grey, "Prints now", "It prints now.");
        row("prepares", prints(State::Preparing, left, true), K::StoreOnly, R::Ink,
            "Keep on the printer, prints until 14:32", "Kept on the printer, free at about 14:32.",
            keep);
        row("resumes", prints(State::Resuming, left, true), K::StoreOnly, R::Ink,
            "Keep on the printer, prints until 14:32", "Kept on the printer, free at about 14:32.",
            keep);
        row("paused: no end is honest", prints(State::Paused, left, true), K::StoreOnly, R::Ink,
            "Keep on the printer, it is paused", "Kept on the printer. It has a paused print.",
            keep);
        row("paused, cannot keep", prints(State::Paused, left, false), K::Impossible, R::Grey,
            "Has a paused print", "It has a paused print.");
        row("pauses", state(State::Pausing), K::StoreOnly, R::Ink,
            "Keep on the printer, it is paused", "Kept on the printer. It has a paused print.",
            keep);
        row("cancels", state(State::Canceling), K::StoreOnly, R::Ink,
            "Keep on the printer, it cancels a print", "Kept on the printer. It cancels a print.",
            keep);
        row("needs a person", state(State::Attention), K::StoreOnly, R::Ink,
            "Keep on the printer, it needs you", "Kept on the printer. It needs you first.", keep);
        row("needs a person, cannot keep", state(State::Attention, false), K::Impossible, R::Grey,
            "Needs you first", "It needs you first.");
        row("error", state(State::Error), K::StoreOnly, R::Ink,
            "Keep on the printer, it has an error", "Kept on the printer. It has an error now.",
            keep);
        row("busy", state(State::Busy), K::StoreOnly, R::Ink, "Keep on the printer, it is busy",
            "Kept on the printer. It is busy now.", keep);
        row("updates", state(State::Updating), K::Impossible, R::Grey, "Updates itself",
            "It updates itself.");
        row("says nothing", state(State::Unknown), K::Impossible, R::Grey,
            "Does not say what it does", "It does not say what it does.");

        row(
            "wrong type",
            [](Case &c) {
                c.can.fileTypes = {u"goo"_s, u"ctb"_s};
            },
            K::Impossible, R::Error, "Prints .goo, not .gcode", "Prints .goo, .ctb, not .gcode.");
        row(
            "no ending",
            [](Case &c) {
                c.file.name = u"gear"_s;
                c.file.type.clear();
            },
            K::Impossible, R::Error, "Prints .gcode, not a file without an ending",
            "Prints .gcode, .gx, not a file without an ending.");
        row(
            "the ending misleads", [](Case &c) { c.file.realType = u"3mf"_s; }, K::Impossible,
            R::Error, "Prints .gcode, not .3mf", "Prints .gcode, .gx, not .3mf.");
        row(
            "wrong type wins over silence",
            [](Case &c) {
                c.can.fileTypes = {u"goo"_s};
                c.status.link = Link::Unreachable;
            },
            K::Impossible, R::Error, "Prints .goo, not .gcode", "Prints .goo, not .gcode.");
        row(
            "takes no files",
            [](Case &c) {
                c.can.storesFiles = false;
                c.can.startsOnUpload = false;
            },
            K::Impossible, R::Error, "Takes no files", "Takes no files over the network.");

        row("too wide", part(282, 10, 10), K::Impossible, R::Error,
            "Part is 282 mm, plate is 220 mm", "Part is 282 mm wide, plate is 220 mm.");
        row("too deep", part(230, 300.5, 10), K::Impossible, R::Error,
            "Part is 300.5 mm, plate is 220 mm", "Part is 300.5 mm deep, plate is 220 mm.");
        row("too high", part(10, 10, 300), K::Impossible, R::Error,
            "Part is 300 mm high, 250 mm fit", "Part is 300 mm high, 250 mm fit.");
        row(
            "too high, the rest not told", [](Case &c) { c.file.heightMm = 300; }, K::Impossible,
            R::Error, "Part is 300 mm high, 250 mm fit", "Part is 300 mm high, 250 mm fit.");
        row(
            "high enough, the rest not told", [](Case &c) { c.file.heightMm = 250; }, K::StartsNow,
            R::Printing, "Send and print", "Starts at once.", print);
        row("a purge line runs over", part(221.5, 10, 10), K::StartsNow, R::Printing,
            "Send and print", "Fits. Starts at once.", print);
        row("nozzle too hot", hot(u"tool0"_s, 300), K::Impossible, R::Error,
            "File wants 300°, the nozzle takes 280°", "File wants 300°, the nozzle takes 280°.");
        row("bed too hot", hot(u"bed"_s, 120), K::Impossible, R::Error,
            "File wants a bed of 120°, it takes 110°", "File wants a bed of 120°, it takes 110°.");
        row("as hot as it can", hot(u"tool0"_s, 280), K::StartsNow, R::Printing, "Send and print",
            "Starts at once.", print);
        row("no such heater", hot(u"chamber"_s, 60), K::StartsNow, R::Printing, "Send and print",
            "Starts at once.", print);

        row("other material", wants(u"PLA"_s, {spool(u"PETG"_s)}), K::Warning, R::Amber,
            "PETG is loaded, file wants PLA", "PETG is loaded, file wants PLA.", ask);
        row("finish of the same material", wants(u"PLA"_s, {spool(u"PLA+"_s)}), K::StartsNow,
            R::Printing, "Send and print", "Starts at once.", print);
        row("none says a material", wants(u"PLA"_s, {}), K::StartsNow, R::Printing,
            "Send and print", "Starts at once.", print);
        row("in a slot", wants(u"PLA"_s, {spool(u"PETG"_s, 1), spool(u"PLA"_s, 2)}), K::StartsNow,
            R::Printing, "Send and print", "Starts at once.", print);
        row("in no slot", wants(u"PLA"_s, {spool(u"PETG"_s, 1), spool(u"ABS"_s, 2)}), K::Warning,
            R::Amber, "No slot holds PLA", "No slot holds PLA.", ask);
        row(
            "other material on a full plate",
            [](Case &c) {
                wants(u"PLA"_s, {spool(u"PETG"_s)})(c);
                c.status.plate = Plate::Occupied;
            },
            K::Warning, R::Amber, "PETG is loaded, file wants PLA",
            "PETG is loaded, file wants PLA. Starts when the plate is clear.", ask);
        row(
            "damaged", [](Case &c) { c.file.damage = u"The file ends in the middle."_s; },
            K::Warning, R::Amber, "The file looks damaged", "The file ends in the middle.", ask);

        row("stale", link(Link::Stale), K::Silent, R::Grey, "Does not answer",
            "Does not answer since 11:00.");
        row("unreachable", link(Link::Unreachable), K::Silent, R::Grey, "Does not answer",
            "Does not answer since 11:00.");
        row("connecting", link(Link::Connecting), K::Silent, R::Grey, "Does not answer yet",
            "Does not answer yet.");
        row("closed", link(Link::Closed), K::Silent, R::Grey, "Not connected", "Not connected.");
        row("rejected", link(Link::Rejected), K::Silent, R::Grey, "Refuses the code",
            "Refuses the code, nothing can be sent.");
        row(
            "a transfer of ours", [](Case &c) { c.receiving = true; }, K::Impossible, R::Grey,
            "Is receiving another file", "Is receiving another file.");
        row(
            "a transfer by another part of the program",
            [](Case &c) { c.status.activity = Activity {.kind = ActivityKind::Sending}; },
            K::Impossible, R::Grey, "Is receiving another file", "Is receiving another file.");
        row(
            "a file is being converted for it",
            [](Case &c) { c.status.activity = Activity {.kind = ActivityKind::Converting}; },
            K::Impossible, R::Grey, "Is receiving another file", "Is receiving another file.");
    }
    void saysWhatWouldHappen()
    {
        QFETCH(Change, change);
        QFETCH(VerdictKind, kind);
        QFETCH(ColorRole, role);
        Case c;
        change(c);
        const Verdict verdict = verdictOf({c.file, c.status, c.can, noon, c.receiving});
        QTEST(verdict.text, "text");
        QTEST(verdict.row, "row");
        QTEST(verdict.pill, "pill");
        QCOMPARE(verdict.kind, kind);
        QCOMPARE(verdict.role, role);
        const bool possible = kind != VerdictKind::Impossible && kind != VerdictKind::Silent;
        QCOMPARE(verdict.choosable, possible);
        QCOMPARE(verdict.dimmed, !possible);
        QVERIFY(!verdict.iconName.isEmpty());
    }

    void asksForAPlateThatMayBeFull()
    {
        Case c;
        QVERIFY(!verdictOf({c.file, c.status, c.can, noon}).asksForPlate);
        c.status.plate = Plate::Unknown;
        QVERIFY(verdictOf({c.file, c.status, c.can, noon}).asksForPlate);
    }

    void keepsSeveralFiles()
    {
        Case c;
        const QList<PrintFile> two {c.file, c.file};
        const Verdict kept = verdictOfSeveral(two, c.status, c.can, noon, false);
        QCOMPARE(kept.kind, VerdictKind::StoreOnly);
        QCOMPARE(kept.text, u"Keep 2 file(s) on the printer"_s);
        QCOMPARE(kept.pill, u"Send 2 file(s) to Kon-Tiki…"_s);
        c.can.storesFiles = false;
        c.can.startsOnUpload = true;
        const Verdict refused = verdictOfSeveral(two, c.status, c.can, noon, false);
        QCOMPARE(refused.text, u"Takes one file at a time"_s);
        QVERIFY(!refused.choosable);
    }

    void letsTheWorstOfSeveralSpeak()
    {
        Case c;
        PrintFile big = c.file;
        big.part = PartSize {500, 1, 1};
        const Verdict verdict = verdictOfSeveral({c.file, big}, c.status, c.can, noon, false);
        QCOMPARE(verdict.text, u"Part is 500 mm, plate is 220 mm"_s);
    }
};

FLOTILLA_TEST(tst_Verdict)
#include "tst_verdict.moc"
