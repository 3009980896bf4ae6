// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleetmodel.h"

#include "models/fleetworld.h"

#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_FleetModel : public QObject
{
    Q_OBJECT

private:
    static CardFace face(const FleetModel &model, int row)
    {
        return model.data(model.index(row), FleetModel::FaceRole).value<CardFace>();
    }

private Q_SLOTS:
    void showsWhoIsThereAndWhoComesAndGoes()
    {
        FleetWorld world;
        const QString argo = world.add(u"Argo"_s);
        FleetModel model(*world.fakes.fleet);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 1);
        world.add(u"Beagle"_s);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.data(model.index(0), FleetModel::PrinterIdRole).toString(), argo);
        QTRY_COMPARE(face(model, 1).word, u"Ready"_s);

        QVERIFY(ended(world.fakes.fleet->remove(QUuid::fromString(argo))).has_value());
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(face(model, 0).name, u"Beagle"_s);
        QCOMPARE(model.rowOf(QUuid::fromString(argo)), -1);
        QCOMPARE(model.countOf(Chip::All), 1);
    }

    void aBurstOfNewsIsToldOnce()
    {
        FleetWorld world;
        constexpr int many = 200;
        QStringList names;
        for (int i = 0; i < many; ++i)
            names << u"Printer %1"_s.arg(i);
        world.addAll(names);
        FleetModel model(*world.fakes.fleet);
        QSignalSpy changed(&model, &FleetModel::dataChanged);
        QSignalSpy refreshed(&model, &FleetModel::refreshed);
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < many; ++i)
                world.driver(u"Printer %1"_s.arg(i))->report(printingFor(3600 - round * 600));
        }
        QCOMPARE(changed.size(), 0); // nothing before the time is up
        QTRY_COMPARE(refreshed.size(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 0);
        QCOMPARE(changed[0][1].toModelIndex().row(), many - 1);
        QCOMPARE(model.countOf(Chip::Printing), many);
        QCOMPARE(model.countOf(Chip::Ready), 0);
        QCOMPARE(face(model, 7).timing, u"40 min · 12:40"_s);
    }

    void onlyWhatIsShownOtherwiseIsTold()
    {
        FleetWorld world;
        for (const QString &name : {u"A"_s, u"B"_s, u"C"_s, u"D"_s})
            world.add(name, printingFor(3600));
        FleetModel model(*world.fakes.fleet);
        QSignalSpy changed(&model, &FleetModel::dataChanged);
        QSignalSpy refreshed(&model, &FleetModel::refreshed);
        world.driver(u"A"_s)->report(printingFor(1800));
        world.driver(u"B"_s)->report(printingFor(3601)); // "1 h 00 min" all the same
        world.driver(u"D"_s)->report(printingFor(1800));
        QTRY_COMPARE(refreshed.size(), 1);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed[0][0].toModelIndex().row(), 0);
        QCOMPARE(changed[0][1].toModelIndex().row(), 0);
        QCOMPARE(changed[1][0].toModelIndex().row(), 3);
        QVERIFY(changed[0][2].value<QList<int>>().contains(FleetModel::FaceRole));
        QVERIFY(!changed[0][2].value<QList<int>>().contains(FleetModel::SelectedRole));
    }

    void theClockAloneChangesAges()
    {
        FleetWorld world;
        world.add(u"Idle"_s);
        world.add(u"Printing"_s, printingFor(3600));
        world.clock().advance(20s);
        FleetModel model(*world.fakes.fleet);
        QSignalSpy changed(&model, &FleetModel::dataChanged);
        QCOMPARE(face(model, 0).secondLine, u"Just now"_s);
        QCOMPARE(model.untilTick(), 40s); // with the minute

        world.clock().advance(40s);
        model.tick();
        QCOMPARE(face(model, 0).secondLine, u"For 1 min"_s);
        QCOMPARE(changed.size(), 1); // the print says nothing of the clock
        QCOMPARE(changed[0][0].toModelIndex().row(), 0);
        QCOMPARE(changed[0][1].toModelIndex().row(), 0);
        QCOMPARE(model.untilTick(), 60s);

        world.clock().advance(60min);
        model.tick();
        QCOMPARE(face(model, 0).secondLine, u"Since 12:00"_s);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(model.untilTick(), 10h + 59min); // nothing more until midnight

        world.clock().advance(11h);
        model.tick();
        QCOMPARE(face(model, 0).secondLine, u"Since yesterday 12:00"_s);
    }

    void aCountdownTicksEachSecondAndOnlyWhileItIsShown()
    {
        FleetWorld world;
        world.add(u"Lost"_s);
        FleetModel model(*world.fakes.fleet);
        world.clock().advance(2h); // its age is a clock by now
        world.silence(u"Lost"_s);
        QTRY_VERIFY(world.fakes.system.connects(u"Lost"_s) >= 2);
        world.driver(u"Lost"_s)->failConnect();
        world.clock().advance(31s);
        world.printer(u"Lost"_s)->tryNow();
        QTRY_VERIFY(world.fakes.system.connects(u"Lost"_s) >= 3);
        world.driver(u"Lost"_s)->failConnect();
        QTRY_COMPARE(face(model, 0).word, u"Not reachable"_s);
        QVERIFY2(face(model, 0).quiet.startsWith(u"Next try in "_s),
                 qPrintable(face(model, 0).quiet));
        QVERIFY(model.untilTick() <= 1s);
        world.clock().advance(60s);
        model.tick();
        QCOMPARE(face(model, 0).quiet, u"Trying now"_s);
        QVERIFY(model.untilTick() > 1h);
    }

    void anEndThatWandersBySecondsStands()
    {
        FleetWorld world;
        world.add(u"A"_s, printingFor(3590)); // 12:59:50
        FleetModel model(*world.fakes.fleet);
        QSignalSpy refreshed(&model, &FleetModel::refreshed);
        world.driver(u"A"_s)->report(printingFor(3620));
        QTRY_COMPARE(refreshed.size(), 1);
        QVERIFY(face(model, 0).timing.endsWith(u"12:59"_s));
        world.driver(u"A"_s)->report(printingFor(3720));
        QTRY_COMPARE(refreshed.size(), 2);
        QVERIFY(face(model, 0).timing.endsWith(u"13:02"_s));
    }

    void whatIsDroppedIsToldToTheCards()
    {
        FleetWorld world;
        world.add(u"A"_s);
        const QUuid id = QUuid::fromString(world.add(u"B"_s));
        FleetModel model(*world.fakes.fleet);
        QSignalSpy changed(&model, &FleetModel::dataChanged);
        model.setDropping(true);
        QCOMPARE(changed.size(), 1);
        QVERIFY(model.data(model.index(1), FleetModel::DroppingRole).toBool());
        const Verdict verdict {.kind = VerdictKind::StartsNow, .text = u"Send and print"_s};
        model.setVerdicts({{id, verdict}});
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed[1][0].toModelIndex().row(), 1);
        QCOMPARE(model.data(model.index(1), FleetModel::VerdictRole).value<Verdict>(), verdict);
        QCOMPARE(model.data(model.index(0), FleetModel::VerdictRole).value<Verdict>(), Verdict());
        model.setVerdicts({{id, verdict}});
        QCOMPARE(changed.size(), 2);
        model.setVerdicts({});
        QCOMPARE(changed.size(), 3);
    }

    void aNewPlaceIsShownAlthoughThePrinterSaidNothing()
    {
        FleetWorld world;
        const QUuid id = QUuid::fromString(world.add(u"Argo"_s));
        FleetModel model(*world.fakes.fleet);
        PrinterEdit edit;
        edit.location = u"Hall 3"_s;
        QVERIFY(ended(world.fakes.fleet->edit(id, edit)).has_value());
        QTRY_COMPARE(face(model, 0).place, u"Hall 3"_s);
    }
};

FLOTILLA_TEST(tst_FleetModel)
#include "tst_fleetmodel.moc"
