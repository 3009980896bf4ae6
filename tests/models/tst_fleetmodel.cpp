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
        world.addMany(many);
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
