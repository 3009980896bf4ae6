// SPDX-License-Identifier: GPL-3.0-or-later
#include "dropworld.h"

#include "models/sendhabits.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

Material slot(int number, const QString &material, const QString &color)
{
    return {.slot = number, .loaded = true, .material = material, .color = color};
}

Capabilities withOptions()
{
    Capabilities can = takesGcode();
    can.startOptions = {
        {.key = u"level"_s,
         .type = Parameter::Type::Boolean,
         .label = u"Level first"_s,
         .help = u"Takes a few minutes."_s,
         .defaultValue = false},
        {.key = u"tools"_s,
         .type = Parameter::Type::Integer,
         .label = u"Tools"_s,
         .defaultValue = 1,
         .minimum = 1,
         .maximum = 4},
        {.key = u"plate"_s,
         .type = Parameter::Type::Choice,
         .label = u"Plate"_s,
         .defaultValue = u"smooth"_s,
         .choices = {{u"rough"_s, u"Rough"_s}, {u"smooth"_s, u"Smooth"_s}}},
    };
    return can;
}

Capabilities startsAtOnce()
{
    Capabilities can = takesGcode();
    can.storesFiles = false;
    can.startsStored = false;
    can.startsOnUpload = true;
    return can;
}

} // namespace

class tst_SendSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<DropWorld>();
        m_targetsTester = std::make_unique<QAbstractItemModelTester>(
            m_world->sheet.targets(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_optionsTester = std::make_unique<QAbstractItemModelTester>(
            m_world->sheet.options(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_targetsTester.reset();
        m_optionsTester.reset();
        m_world.reset();
    }

    void tellsWhatTheFileSays()
    {
        DropWorld &w = *m_world;
        w.open({w.file(u"gear.gcode"_s)}, {});
        QCOMPARE(w.sheet.title(), u"Send gear.gcode"_s);
        QStringList lines;
        for (const QVariant &fact : w.sheet.facts()) {
            const auto row = fact.value<FactRow>();
            lines << row.label + u": " + row.value;
        }
        lines.removeLast(); // the size of the file
        QCOMPARE(lines,
                 QStringList({u"Time: 2 h 05 min"_s, u"Material: PLA, 48 g"_s,
                              u"Size: 182 × 64 × 38 mm"_s, u"Layers: 0.20 mm"_s, u"Nozzle: 215°"_s,
                              u"Bed: 60°"_s, u"Sliced by: PrusaSlicer 2.8.1"_s}));
    }

    void sortsByWhatWouldHappen()
    {
        DropWorld &w = *m_world;
        Capabilities resin = takesGcode();
        resin.fileTypes = {u"goo"_s};
        w.ready(u"Nautilus"_s, resin);
        w.ready(u"Santa Maria"_s);
        w.fakes.system.whenConnecting = {};
        w.driver(u"Santa Maria"_s)->loseSession();
        w.fakes.system.whenConnecting = [](FakeDriver &driver) { driver.openSession(); };
        w.add(u"Fram"_s);
        Q_EMIT w.driver(u"Fram"_s)->capabilitiesReported(takesGcode());
        w.ready(u"Calypso"_s, takesGcode(), printingFor(600));
        w.ready(u"Kon-Tiki"_s);
        w.ready(u"Aurora"_s);
        w.open({w.file(u"gear.gcode"_s)}, {});
        QStringList names;
        for (int row = 0; row < w.sheet.targets()->rowCount(); ++row)
            names << w.roleOf(row, SendTargets::Name).toString();
        QCOMPARE(names,
                 QStringList({u"Aurora"_s, u"Kon-Tiki"_s, u"Calypso"_s, u"Fram"_s, u"Nautilus"_s,
                              u"Santa Maria"_s}));
        QCOMPARE(w.of(u"Aurora"_s, SendTargets::VerdictText).toString(),
                 u"Fits. Starts at once."_s);
        QVERIFY(!w.of(u"Nautilus"_s, SendTargets::Choosable).toBool());
    }

    void nothingMovesWhileItIsOpen()
    {
        DropWorld &w = *m_world;
        w.ready(u"Alpha"_s);
        w.ready(u"Beta"_s);
        w.open({w.file(u"gear.gcode"_s)}, {});
        w.driver(u"Alpha"_s)->report(printingFor(600));
        QCOMPARE(w.rowOf(u"Alpha"_s), 0);
        QCOMPARE(w.of(u"Alpha"_s, SendTargets::Word).toString(), u"Printing"_s);
        QVERIFY(w.of(u"Alpha"_s, SendTargets::VerdictText).toString().startsWith(u"Fits. Kept"));
    }

    void findsByNameAndMake()
    {
        DropWorld &w = *m_world;
        w.ready(u"Alpha"_s);
        w.ready(u"Beta"_s, takesGcode(), {.state = State::Idle, .model = u"Adventurer"_s});
        w.open({w.file(u"gear.gcode"_s)}, {});
        w.sheet.targets()->setSearch(u"ALPH"_s);
        QCOMPARE(w.sheet.targets()->count(), 1);
        w.sheet.targets()->setSearch(u"advent"_s);
        QCOMPARE(w.roleOf(0, SendTargets::Name).toString(), u"Beta"_s);
        // What is hidden stays chosen.
        w.sheet.targets()->setChecked(0, true);
        w.sheet.targets()->setSearch(u"Alpha"_s);
        QCOMPARE(w.sheet.targets()->chosenText(), u"1 of 2 chosen"_s);
    }

    void choosesAllThatAreReady()
    {
        DropWorld &w = *m_world;
        w.ready(u"Alpha"_s);
        w.ready(u"Beta"_s);
        w.ready(u"Gamma"_s, takesGcode(), printingFor(600));
        w.open({w.file(u"gear.gcode"_s)}, {});
        QVERIFY(w.sheet.targets()->someReady());
        w.sheet.targets()->chooseReady();
        QCOMPARE(w.sheet.targets()->chosenText(), u"2 of 3 chosen"_s);
        QCOMPARE(w.sheet.outcome(), u"Starts 2 print(s) now"_s);
    }

    void saysWhatIsConvertedForWhom()
    {
        DropWorld &w = *m_world;
        Capabilities converting = startsAtOnce();
        converting.fileTypes << u"3w"_s;
        converting.conversions = {{u"gcode"_s, u"3w"_s}};
        const QString plain = w.ready(u"Alpha"_s);
        const QString hall = w.ready(u"Hall 3"_s, converting);
        const QString attic = w.ready(u"Attic"_s, converting);
        QSignalSpy changes(&w.sheet, &SendSheet::outcomeChanged);
        w.open({w.file(u"gear.gcode"_s)}, {plain, hall});
        QCOMPARE(w.sheet.conversion(), u"Will be converted to .3w for Hall 3."_s);
        QVERIFY(!changes.isEmpty());
        QCOMPARE(w.roleOf(w.rowOf(u"Hall 3"_s), SendTargets::VerdictText).toString(),
                 u"Fits. Will be converted to .3w. Starts at once."_s);
        w.sheet.targets()->setChecked(w.rowOf(u"Attic"_s), true);
        QCOMPARE(w.sheet.conversion(), u"Will be converted to .3w for Attic, Hall 3."_s);
        // Where nothing is sent, nothing is converted.
        w.sheet.setMode(SendMode::SendOnly);
        QCOMPARE(w.sheet.conversion(), QString());
        w.open({w.file(u"gear.gcode"_s)}, {plain});
        QCOMPARE(w.sheet.conversion(), QString());
        w.sheet.cancel();
        QCOMPARE(w.sheet.conversion(), QString());
    }

    void saysWhatComesOfIt()
    {
        DropWorld &w = *m_world;
        const QString ready = w.ready(u"Ready"_s);
        const QString busy = w.ready(u"Busy"_s, takesGcode(), printingFor(600));
        const QString only = w.ready(u"Starter"_s, startsAtOnce());
        const QList<QUrl> file {w.file(u"gear.gcode"_s)};

        w.open(file, {ready});
        QCOMPARE(w.sheet.primaryText(), u"Send to Ready and print"_s);
        QCOMPARE(w.sheet.outcome(), u"Starts 1 print(s) now"_s);
        w.open(file, {ready, busy});
        QCOMPARE(w.sheet.primaryText(), u"Send to 2 printer(s)"_s);
        QCOMPARE(w.sheet.outcome(), u"Starts 1 print(s) now, 1 printer(s) keep the file"_s);
        w.sheet.setMode(SendMode::SendOnly);
        QCOMPARE(w.sheet.outcome(), u"2 printer(s) keep the file"_s);
        w.open(file, {busy});
        QVERIFY(!w.sheet.offersStart());
        QCOMPARE(w.sheet.mode(), SendMode::SendOnly);
        QCOMPARE(w.sheet.primaryText(), u"Send to Busy"_s);
        w.open(file, {only});
        QVERIFY(!w.sheet.offersSendOnly());
        w.open(file, {ready, only});
        w.sheet.setMode(SendMode::SendOnly);
        QCOMPARE(w.sheet.outcome(), u"1 printer(s) keep the file, Starter cannot keep a file"_s);
        QCOMPARE(w.sheet.primaryText(), u"Send to Ready"_s);
        w.open(file, {});
        QVERIFY(!w.sheet.canSend());
        QCOMPARE(w.sheet.primaryText(), u"Send"_s);
    }

    void sendsAndStarts()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        QSignalSpy said(&w.transfers, &SendDesk::said);
        QSignalSpy counts(&w.transfers, &SendDesk::countChanged);
        w.open({w.file(u"gear.gcode"_s)}, {id});
        w.sheet.send();
        QVERIFY(!w.sheet.isOpen());
        QCOMPARE(w.transfers.count(), 1);
        FakeDriver *driver = w.driver(u"Kon-Tiki"_s);
        QTRY_VERIFY(driver->transfer);
        QVERIFY(driver->watched);
        driver->transfer->setProgress(30, 120);
        QCOMPARE(w.transfers.progress(QUuid::fromString(id)), 0.25);
        QCOMPARE(w.transfers.printerNames(), QStringList {u"Kon-Tiki"_s});
        driver->transfer->finish(TransferResult {u"gear.gcode"_s, 120, {}});
        QTRY_COMPARE(w.printer(u"Kon-Tiki"_s)->status().activity.value_or(Activity()).kind,
                     ActivityKind::Starting);
        driver->report(printing(u"gear.gcode"_s));
        QTRY_COMPARE(said.size(), 1);
        QCOMPARE(said[0][0].toString(), u"gear.gcode prints on Kon-Tiki"_s);
        QCOMPARE(w.transfers.count(), 0);
        QVERIFY(!driver->watched);
    }

    void asksForThePlate()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Fram"_s, takesGcode(), printing(u"old.gcode"_s));
        w.driver(u"Fram"_s)->report(State::Idle); // its print has ended
        w.open({w.file(u"gear.gcode"_s)}, {id});
        w.sheet.send();
        QVERIFY(w.question.isOpen());
        QCOMPARE(w.question.title(), u"Is the plate of Fram clear?"_s);
        QCOMPARE(w.question.text(),
                 u"The last print, old.gcode, was not taken off as far as Flotilla knows."_s);
        QCOMPARE(w.question.safeText(), u"Do not start"_s);
        QCOMPARE(w.question.actText(), u"Plate is clear, start"_s);
        w.question.dismiss();
        QVERIFY(w.sheet.isOpen());
        QCOMPARE(w.transfers.count(), 0);
        w.sheet.send();
        w.question.confirm();
        QVERIFY(!w.sheet.isOpen());
        QTRY_VERIFY(w.driver(u"Fram"_s)->transfer);
        QCOMPARE(w.printer(u"Fram"_s)->status().plate, Plate::Clear);
    }

    void asksForThePlatesOfSeveral()
    {
        DropWorld &w = *m_world;
        const QString one = w.add(u"One"_s);
        const QString two = w.add(u"Two"_s);
        Q_EMIT w.driver(u"One"_s)->capabilitiesReported(takesGcode());
        Q_EMIT w.driver(u"Two"_s)->capabilitiesReported(takesGcode());
        w.open({w.file(u"gear.gcode"_s)}, {one, two});
        w.sheet.send();
        QCOMPARE(w.question.title(), u"Are 2 plate(s) clear?"_s);
        QCOMPARE(w.question.lines(),
                 QStringList({u"One: Flotilla does not know what lies on it."_s,
                              u"Two: Flotilla does not know what lies on it."_s}));
    }

    void theQuestionNoticesThatThePrinterStarted()
    {
        DropWorld &w = *m_world;
        const QString id = w.add(u"Fram"_s);
        Q_EMIT w.driver(u"Fram"_s)->capabilitiesReported(takesGcode());
        w.open({w.file(u"gear.gcode"_s)}, {id});
        w.sheet.send();
        QVERIFY(w.question.isEnabled());
        w.driver(u"Fram"_s)->report(printingFor(600)); // at its panel
        QTRY_VERIFY(!w.question.isEnabled());
        QCOMPARE(w.question.whyNot(), u"Fram cannot start a print now."_s);
    }

    void followsAPrinterThatGetsBusy()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        w.open({w.file(u"gear.gcode"_s)}, {id});
        QCOMPARE(w.sheet.outcome(), u"Starts 1 print(s) now"_s);
        w.driver(u"Kon-Tiki"_s)->report(printingFor(600));
        QCOMPARE(w.sheet.outcome(), u"1 printer(s) keep the file"_s);
        w.sheet.send();
        FakeDriver *driver = w.driver(u"Kon-Tiki"_s);
        QTRY_VERIFY(driver->transfer);
        QSignalSpy said(&w.transfers, &SendDesk::said);
        driver->transfer->finish(TransferResult {u"gear.gcode"_s, 120, {}});
        QTRY_COMPARE(said.size(), 1);
        QCOMPARE(said[0][0].toString(), u"gear.gcode is kept on Kon-Tiki"_s);
    }

    void followsAPrinterThatFallsSilent()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        w.open({w.file(u"gear.gcode"_s)}, {id});
        QVERIFY(w.sheet.canSend());
        w.fakes.system.whenConnecting = {};
        w.driver(u"Kon-Tiki"_s)->loseSession();
        QCOMPARE(w.sheet.targets()->chosenText(), u"0 of 1 chosen"_s);
        QVERIFY(!w.sheet.canSend());
        QVERIFY(!w.of(u"Kon-Tiki"_s, SendTargets::Checked).toBool());
    }

    void followsAPrinterThatIsRemoved()
    {
        DropWorld &w = *m_world;
        const QString gone = w.ready(u"Gone"_s);
        const QString kept = w.ready(u"Kept"_s);
        w.open({w.file(u"gear.gcode"_s)}, {gone, kept});
        QVERIFY(ended(w.fakes.fleet->remove(QUuid::fromString(gone))));
        QCOMPARE(w.sheet.targets()->count(), 1);
        QCOMPARE(w.sheet.primaryText(), u"Send to Kept and print"_s);
        w.sheet.send();
        QTRY_VERIFY(w.driver(u"Kept"_s)->transfer);
        QCOMPARE(w.transfers.count(), 1);
    }

    void endsWhenThePrinterIsRemovedWhileItReceives()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Gone"_s);
        QSignalSpy said(&w.transfers, &SendDesk::said);
        w.open({w.file(u"gear.gcode"_s)}, {id});
        w.sheet.send();
        QTRY_VERIFY(w.driver(u"Gone"_s)->transfer);
        QVERIFY(ended(w.fakes.fleet->remove(QUuid::fromString(id))));
        QTRY_COMPARE(w.transfers.count(), 0);
        QCOMPARE(said.size(), 1);
    }

    void looksAgainAtAFileThatChanged()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        const QUrl file = w.file(u"gear.gcode"_s);
        w.open({file}, {id});
        w.file(u"gear.gcode"_s, sampleGcode({.material = "PETG", .width = 1000}));
        w.sheet.send();
        QVERIFY(w.sheet.isOpen());
        QCOMPARE(w.transfers.count(), 0);
        QCOMPARE(w.sheet.problem(),
                 u"“gear.gcode” was changed meanwhile. Look at it again, then send it."_s);
        QTRY_VERIFY(!w.of(u"Kon-Tiki"_s, SendTargets::Choosable).toBool());
    }

    void saysThatAFileIsGone()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        const QUrl file = w.file(u"gear.gcode"_s);
        w.open({file}, {id});
        QVERIFY(QFile::remove(file.toLocalFile()));
        w.sheet.send();
        QCOMPARE(w.sheet.problem(), u"“gear.gcode” is no longer there."_s);
        QCOMPARE(w.transfers.count(), 0);
        QTRY_VERIFY(!w.sheet.canSend());
    }

    void tellsWhyItFailed()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        QSignalSpy failed(&w.transfers, &SendDesk::failed);
        w.open({w.file(u"gear.gcode"_s)}, {id});
        w.sheet.send();
        QTRY_VERIFY(w.driver(u"Kon-Tiki"_s)->transfer);
        w.driver(u"Kon-Tiki"_s)
            ->transfer->finish(failure(Error::Kind::StorageFull,
                                       u"The printer has no room for this file."_s, u"507"_s));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toString(),
                 u"gear.gcode is not on Kon-Tiki. The printer has no room for this file."_s);
        QCOMPARE(failed[0][1].toString(), u"507"_s);
        QCOMPARE(w.transfers.count(), 0);
    }

    void sendsSeveralFilesOneAfterTheOther()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        w.open({w.file(u"a.gcode"_s), w.file(u"b.gcode"_s)}, {id});
        QCOMPARE(w.sheet.title(), u"Send 2 file(s)"_s);
        QVERIFY(!w.sheet.offersStart());
        QCOMPARE(w.sheet.outcome(), u"1 printer(s) keep the files"_s);
        w.sheet.send();
        QCOMPARE(w.transfers.count(), 2);
        FakeDriver *driver = w.driver(u"Kon-Tiki"_s);
        QTRY_VERIFY(driver->transfer);
        QVERIFY(!driver->told.contains(u"upload b.gcode"_s));
        driver->transfer->finish(TransferResult {u"a.gcode"_s, 120, {}});
        QTRY_VERIFY(driver->told.contains(u"upload b.gcode"_s));
        QCOMPARE(w.transfers.count(), 1);
        // Stopping stops what waits as well.
        w.transfers.cancel(id);
        QTRY_COMPARE(w.transfers.count(), 0);
        QTRY_VERIFY(!driver->watched);
    }

    void mergesTheOptionsOfThePrinters()
    {
        DropWorld &w = *m_world;
        const QString one = w.ready(u"One"_s, withOptions());
        Capabilities less = takesGcode();
        less.startOptions = {withOptions().startOptions.constFirst()};
        const QString two = w.ready(u"Two"_s, less);
        w.open({w.file(u"gear.gcode"_s)}, {one, two});
        StartOptions &options = *w.sheet.options();
        QCOMPARE(options.count(), 3);
        QVERIFY(w.sheet.showsOptions());
        const auto at = [&](int row, int role) { return options.data(options.index(row), role); };
        QCOMPARE(at(0, StartOptions::Label).toString(), u"Level first"_s);
        QCOMPARE(at(0, StartOptions::Help).toString(), u"Takes a few minutes."_s);
        QCOMPARE(at(1, StartOptions::Help).toString(), u"Only on One"_s);
        QCOMPARE(at(2, StartOptions::Value).toInt(), 1);
        options.setValue(0, true);
        options.setValue(2, 0);
        const QMap<QString, QString> all {
            {u"level"_s, u"true"_s}, {u"plate"_s, u"rough"_s}, {u"tools"_s, u"1"_s}};
        QCOMPARE(options.optionsFor(*w.printer(u"One"_s)), all);
        QCOMPARE(options.optionsFor(*w.printer(u"Two"_s)),
                 (QMap<QString, QString> {{u"level"_s, u"true"_s}}));
        // A number out of its range does not leave the sheet.
        options.setValue(1, u"9"_s);
        QVERIFY(at(1, StartOptions::IsProblem).toBool());
        QVERIFY(!w.sheet.canSend());
    }

    void remembersOptionsByModel()
    {
        DropWorld &w = *m_world;
        const DriverState state {.state = State::Idle, .model = u"AD5X"_s};
        const QString one = w.ready(u"One"_s, withOptions(), state);
        const QList<QUrl> file {w.file(u"gear.gcode"_s)};
        w.open(file, {one});
        QCOMPARE(w.sheet.options()->origin(), QString());
        w.sheet.options()->setValue(0, true);
        w.sheet.send();
        QTRY_VERIFY(!rememberedOptions(w.settings, u"AD5X"_s).isEmpty());
        const QString two = w.ready(u"Two"_s, withOptions(), state);
        w.open(file, {two});
        QCOMPARE(w.sheet.options()->origin(), u"As last time on AD5X"_s);
        StartOptions &options = *w.sheet.options();
        QCOMPARE(options.data(options.index(0), StartOptions::Value).toBool(), true);
    }

    void matchesToolsAndSlots()
    {
        DropWorld &w = *m_world;
        Capabilities can = takesGcode();
        can.startOptions
            = {{.key = u"slots"_s, .type = Parameter::Type::SlotMap, .label = u"Material slots"_s}};
        const DriverState loaded {.state = State::Idle,
                                  .materials = {slot(1, u"PLA"_s, u"#00FF00"_s),
                                                slot(2, u"PETG"_s, u"#0000FF"_s),
                                                slot(3, u"PLA"_s, u"#FF0000"_s)}};
        const QString id = w.ready(u"Kon-Tiki"_s, can, loaded);
        w.open({w.file(u"two.gcode"_s,
                       sampleGcode({.material = "PLA;PETG", .colors = "#F00000;#FFFFFF"}))},
               {id});
        StartOptions &options = *w.sheet.options();
        QCOMPARE(options.count(), 2);
        QCOMPARE(options.data(options.index(0), StartOptions::Label).toString(),
                 u"Kon-Tiki, tool 1 · PLA"_s);
        QCOMPARE(
            options.data(options.index(0), StartOptions::Choices).toStringList(),
            QStringList({u"From the outer spool"_s, u"1 · PLA"_s, u"2 · PETG"_s, u"3 · PLA"_s}));
        QCOMPARE(options.optionsFor(*w.printer(u"Kon-Tiki"_s)).value(u"slots"_s), u"0:3,1:2"_s);
        QCOMPARE(w.of(u"Kon-Tiki"_s, SendTargets::VerdictText).toString(),
                 u"Fits. Starts at once."_s);

        options.setValue(0, 2); // PLA out of the slot with PETG
        QCOMPARE(w.of(u"Kon-Tiki"_s, SendTargets::VerdictText).toString(),
                 u"Slot 2 holds PETG, file wants PLA."_s);
        QCOMPARE(w.of(u"Kon-Tiki"_s, SendTargets::VerdictRole).value<ColorRole>(),
                 ColorRole::Amber);
        QVERIFY(w.sheet.canSend()); // a warning
        w.sheet.setMode(SendMode::SendOnly);
        QCOMPARE(w.of(u"Kon-Tiki"_s, SendTargets::VerdictText).toString(),
                 u"Fits. Starts at once."_s);
        w.sheet.setMode(SendMode::SendAndStart);

        // A slot is emptied while the sheet is open.
        DriverState emptied = loaded;
        emptied.materials[1].loaded = false;
        w.driver(u"Kon-Tiki"_s)->report(emptied);
        QCOMPARE(w.of(u"Kon-Tiki"_s, SendTargets::VerdictText).toString().section(u'.', 0, 0),
                 u"Slot 2 is empty"_s);
    }

    void printsOnASimulatedFlashForge()
    {
        FleetHarness harness;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s);
        QVERIFY(printer);
        QVERIFY(await(printer->clearPlate()));
        FakeStore store;
        store::Settings settings {store.database};
        SendDesk transfers {harness.fleet(), harness.jobs()};
        Question question {harness.fleet()};
        SendSheet sheet {{harness.fleet(), settings, transfers, question}};
        QSignalSpy said(&transfers, &SendDesk::said);
        QSignalSpy failed(&transfers, &SendDesk::failed);

        const QString path = harness.writeGcode(u"gear.gcode"_s, 600, 300'000);
        sheet.openFiles({QUrl::fromLocalFile(path)}, {printer->id()});
        QTRY_VERIFY(sheet.canSend());
        QCOMPARE(sheet.outcome(), u"Starts 1 print(s) now"_s);
        sheet.send();
        QTRY_VERIFY_WITH_TIMEOUT(said.size() + failed.size() > 0, 20'000);
        QCOMPARE(failed.size(), 0);
        QCOMPARE(said[0][0].toString(), u"gear.gcode prints on %1"_s.arg(printer->name()));
        QVERIFY(isJobState(printer->status().state));
        QCOMPARE(transfers.count(), 0);
    }

private:
    std::unique_ptr<DropWorld> m_world;
    std::unique_ptr<QAbstractItemModelTester> m_targetsTester;
    std::unique_ptr<QAbstractItemModelTester> m_optionsTester;
};

FLOTILLA_TEST(tst_SendSheet)
#include "tst_sendsheet.moc"
