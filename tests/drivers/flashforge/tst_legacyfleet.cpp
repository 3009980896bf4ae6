// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runtask.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using simulators::FlashForgeSimulator;

// The older machines in a whole fleet, from the disk to what the printer holds.
class tst_LegacyFleet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void U7_fileArrives_data()
    {
        QTest::addColumn<QString>("model");
        QTest::newRow("U1 Finder") << u"finder"_s;
        QTest::newRow("U3 Adventurer 4") << u"adventurer-4"_s;
        QTest::newRow("U3 Guider IIs") << u"guider-2s"_s;
    }
    void U7_fileArrives()
    {
        QFETCH(QString, model);
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(model, &machine);
        QVERIFY(printer);
        const auto outcome = finish(harness.jobs().send(
            {.printer = printer->id(), .filePath = harness.writeGcode(u"Box.gcode"_s)}, this));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        const simulators::StoredFile *stored = machine->file(outcome->file);
        QVERIFY(stored);
        QCOMPARE(stored->sha256, outcome->sha256);
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
    }
};

FLOTILLA_TEST(tst_LegacyFleet)
#include "tst_legacyfleet.moc"
