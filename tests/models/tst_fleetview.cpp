// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleetview.h"

#include "models/selection.h"

#include "models/fleetworld.h"

#include "support/testmain.h"

#include <QSignalSpy>

#include <random>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// A fleet, its model and the view over it, both under the eyes of a tester.
struct ViewWorld : FleetWorld
{
    void start()
    {
        model = std::make_unique<FleetModel>(*fakes.fleet);
        view = std::make_unique<FleetView>(*model);
        new QAbstractItemModelTester(model.get(), Mode::QtTest, model.get());
        new QAbstractItemModelTester(view.get(), Mode::QtTest, view.get());
    }
    QStringList names() const
    {
        QStringList list;
        for (int i = 0; i < view->rowCount(); ++i)
            list << view->data(view->index(i), Qt::DisplayRole).toString();
        return list;
    }
    // The printer says something and the model has told it.
    void say(const QString &name, const DriverState &state)
    {
        QSignalSpy refreshed(model.get(), &FleetModel::refreshed);
        driver(name)->report(state);
        if (!refreshed.wait())
            qFatal("the model does not tell");
    }
    QStringList watched(const QStringList &all) const
    {
        QStringList list;
        for (const QString &name : all) {
            if (driver(name)->watched)
                list << name;
        }
        return list;
    }

    using Mode = QAbstractItemModelTester::FailureReportingMode;
    std::unique_ptr<FleetModel> model;
    std::unique_ptr<FleetView> view;
};

const QStringList five {u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"E"_s};

struct FiveWorld : ViewWorld
{
    FiveWorld()
    {
        addAll(five);
        for (const QString &name : five)
            ids << printer(name)->id().toString(QUuid::WithoutBraces);
        start();
    }
    QStringList ids;
};

} // namespace

class tst_FleetView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoNeedsSomebodyMovesToTheFront()
    {
        FiveWorld world;
        QCOMPARE(world.names(), five);
        QSignalSpy moved(world.view.get(), &FleetView::rowsMoved);
        QSignalSpy removed(world.view.get(), &FleetView::rowsRemoved);
        QSignalSpy reset(world.view.get(), &FleetView::modelReset);
        QSignalSpy laidOut(world.view.get(), &FleetView::layoutChanged);
        const QPersistentModelIndex followed = world.view->index(3);
        world.say(u"D"_s, {.state = State::Error});
        QCOMPARE(world.names(), QStringList({u"D"_s, u"A"_s, u"B"_s, u"C"_s, u"E"_s}));
        QCOMPARE(followed.row(), 0); // the card is the same one
        QCOMPARE(moved.size(), 1); // and only it has moved
        world.say(u"D"_s, {.state = State::Idle});
        QCOMPARE(world.names(), five);
        QCOMPARE(moved.size(), 2);
        QVERIFY(removed.isEmpty() && reset.isEmpty() && laidOut.isEmpty());
    }

    void rowsAndIdsAreFound()
    {
        FiveWorld world;
        QCOMPARE(world.view->idAt(1), world.ids[1]);
        QCOMPARE(world.view->rowOf(world.ids[4]), 4);
        QCOMPARE(world.view->idAt(5), QString());
        QCOMPARE(world.view->idAt(-1), QString());
        QCOMPARE(world.view->rowOf(u"nobody"_s), -1);
        QCOMPARE(world.view->count(), 5);
    }

    void heldNothingMovesComesOrGoes()
    {
        FiveWorld world;
        world.view->setChip(Chip::Ready);
        world.view->setHeld(true);
        QSignalSpy moved(world.view.get(), &FleetView::rowsMoved);
        QSignalSpy changed(world.view.get(), &FleetView::dataChanged);
        world.say(u"E"_s, {.state = State::Updating}); // stays Ready, goes to the front
        world.say(u"B"_s, {.state = State::Error}); // leaves the chip
        QCOMPARE(world.names(), five);
        QVERIFY(moved.isEmpty());
        QCOMPARE(changed.size(), 2); // the cards tell the truth where they stand

        QSignalSpy removed(world.view.get(), &FleetView::rowsRemoved);
        QSignalSpy reset(world.view.get(), &FleetView::modelReset);
        world.view->setHeld(false);
        QCOMPARE(world.names(), QStringList({u"E"_s, u"A"_s, u"C"_s, u"D"_s}));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(removed.size(), 1);
        QVERIFY(reset.isEmpty());
    }

    void whatThePersonChangesAppliesEvenWhileHeld()
    {
        FiveWorld world;
        world.view->setHeld(true);
        world.say(u"C"_s, {.state = State::Paused});
        world.view->setChip(Chip::Paused);
        QCOMPARE(world.names(), QStringList(u"C"_s));
        world.view->setChip(Chip::All);
        QCOMPARE(world.names(), QStringList({u"C"_s, u"A"_s, u"B"_s, u"D"_s, u"E"_s}));
        world.view->setSort(FleetSort::Name);
        QCOMPARE(world.names(), five);
    }

    void aRemovedPrinterLeavesEvenWhileHeld()
    {
        FiveWorld world;
        world.view->setHeld(true);
        QSignalSpy counted(world.view.get(), &FleetView::countChanged);
        QVERIFY(ended(world.fakes.fleet->remove(QUuid::fromString(world.ids[1]))).has_value());
        QCOMPARE(world.names(), QStringList({u"A"_s, u"C"_s, u"D"_s, u"E"_s}));
        QCOMPARE(world.view->rowOf(world.ids[4]), 3);
        QCOMPARE(counted.size(), 1);
    }

    void aSearchLooksInNameMakePlaceTagsAndJob()
    {
        ViewWorld world;
        world.add(u"Zélée"_s);
        const QUuid hall = QUuid::fromString(world.add(u"Argo"_s));
        world.add(u"Beagle"_s, printing(u"Phone_Stand.gcode"_s));
        world.add(u"Fram"_s, {.state = State::Idle, .model = u"Kobra S1"_s});
        PrinterEdit edit;
        edit.location = u"Hall 3"_s;
        edit.tags = QStringList {u"petg"_s};
        QVERIFY(ended(world.fakes.fleet->edit(hall, edit)).has_value());
        world.start();
        const auto found = [&world](const QString &search) {
            world.view->setSearch(search);
            return world.names();
        };
        QCOMPARE(found(u"zelee"_s), QStringList(u"Zélée"_s));
        QCOMPARE(found(u"KOBRA"_s), QStringList(u"Fram"_s));
        QCOMPARE(found(u"stand"_s), QStringList(u"Beagle"_s));
        QCOMPARE(found(u"petg hall"_s), QStringList(u"Argo"_s));
        QCOMPARE(found(u"petg kobra"_s), QStringList());
        QCOMPARE(found(u"  "_s).size(), 4);
    }

    void aJobThatBeginsAppearsInTheSearch()
    {
        FiveWorld world;
        world.view->setSearch(u"stand"_s);
        QCOMPARE(world.names(), QStringList());
        world.say(u"B"_s, printing(u"stand.gcode"_s));
        QCOMPARE(world.names(), QStringList(u"B"_s));
    }

    void onlyWhatIsOnScreenIsWatched()
    {
        FiveWorld world;
        QCOMPARE(world.watched(five), QStringList());
        world.view->setVisibleRows(1, 2);
        QCOMPARE(world.watched(five), QStringList({u"B"_s, u"C"_s}));
        world.view->setVisibleRows(2, 9);
        QCOMPARE(world.watched(five), QStringList({u"C"_s, u"D"_s, u"E"_s}));
        QCOMPARE(world.driver(u"C"_s)->watchChanges, 2); // made unwatched, and then on; never off

        world.say(u"A"_s, {.state = State::Unknown}); // goes to the end, all others move up
        QCOMPARE(world.names(), QStringList({u"B"_s, u"C"_s, u"D"_s, u"E"_s, u"A"_s}));
        QCOMPARE(world.watched(five), QStringList({u"A"_s, u"D"_s, u"E"_s}));

        world.view->setSearch(u"B"_s);
        QCOMPARE(world.watched(five), QStringList());
        world.view->setSearch({});
        QCOMPARE(world.watched(five), QStringList({u"A"_s, u"D"_s, u"E"_s}));
        world.view->setVisibleRows(0, -1);
        QCOMPARE(world.watched(five), QStringList());
        world.view->setVisibleRows(0, 4);
        world.view.reset();
        QCOMPARE(world.watched(five), QStringList());
    }

    void anyOrderIsReachedByMoves()
    {
        // Whatever the printers do, the view ends as a fresh one would begin.
        ViewWorld world;
        QStringList names;
        for (int i = 0; i < 12; ++i)
            names << u"P%1"_s.arg(i);
        world.addAll(names);
        world.start();
        std::mt19937 random(7);
        const QList<State> states {State::Idle,   State::Printing, State::Error,  State::Attention,
                                   State::Paused, State::Busy,     State::Unknown};
        QSignalSpy reset(world.view.get(), &FleetView::modelReset);
        for (int round = 0; round < 30; ++round) {
            world.view->setHeld(true);
            for (const QString &name : names)
                world.driver(name)->report(states[qsizetype(random() % 7)]);
            QSignalSpy refreshed(world.model.get(), &FleetModel::refreshed);
            QVERIFY(refreshed.wait());
            if (round % 3 == 1)
                world.view->setChip(round % 2 ? Chip::NeedsYou : Chip::All);
            world.view->setHeld(false);
            FleetView fresh(*world.model);
            fresh.setChip(world.view->chip());
            QCOMPARE(world.view->shown(), fresh.shown());
        }
        QVERIFY(reset.isEmpty());
    }

    void theSelectionSurvivesAFilter()
    {
        FiveWorld world;
        Selection selection(*world.model, *world.view);
        QSignalSpy changed(&selection, &Selection::changed);
        selection.toggle(world.ids[0]);
        selection.toggle(world.ids[2]);
        QCOMPARE(changed.size(), 2);
        world.view->setSearch(u"C"_s);
        QCOMPARE(selection.count(), 2);
        QCOMPARE(selection.ids(), QStringList({world.ids[2], world.ids[0]})); // hidden ones last
        QVERIFY(world.view->data(world.view->index(0), FleetModel::SelectedRole).toBool());
        world.view->setSearch({});
        QVERIFY(selection.contains(world.ids[0]));
        QVERIFY(world.view->data(world.view->index(0), FleetModel::SelectedRole).toBool());
        QVERIFY(!world.view->data(world.view->index(1), FleetModel::SelectedRole).toBool());
    }

    void selectingTellsTheCardsConcernedOnly()
    {
        FiveWorld world;
        Selection selection(*world.model, *world.view);
        QSignalSpy told(world.view.get(), &FleetView::dataChanged);
        selection.setOnly(world.ids[3]);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0][0].toModelIndex().row(), 3);
        QCOMPARE(told[0][2].value<QList<int>>(), QList<int>({FleetModel::SelectedRole}));
        selection.setOnly(world.ids[3]);
        QCOMPARE(told.size(), 1);
    }

    void aRangeGoesFromTheCardTouchedLast()
    {
        FiveWorld world;
        Selection selection(*world.model, *world.view);
        selection.setOnly(world.ids[3]);
        selection.extendTo(world.ids[1]);
        QCOMPARE(selection.ids(), world.ids.mid(1, 3));
        selection.clear();
        selection.extendTo(world.ids[4]); // nothing touched before: this one
        QCOMPARE(selection.ids(), QStringList(world.ids[4]));
        selection.toggle(world.ids[4]);
        QCOMPARE(selection.count(), 0);
        selection.toggle(u"nobody"_s);
        QCOMPARE(selection.count(), 0);
    }

    void allMeansAllThatAreShown()
    {
        FiveWorld world;
        Selection selection(*world.model, *world.view);
        world.say(u"B"_s, {.state = State::Paused});
        world.view->setChip(Chip::Ready);
        selection.selectAll();
        QCOMPARE(selection.count(), 4);
        QVERIFY(!selection.contains(world.ids[1]));
    }

    void aRemovedPrinterIsNotSelected()
    {
        FiveWorld world;
        Selection selection(*world.model, *world.view);
        selection.selectAll();
        QSignalSpy changed(&selection, &Selection::changed);
        QVERIFY(ended(world.fakes.fleet->remove(QUuid::fromString(world.ids[1]))).has_value());
        QCOMPARE(selection.count(), 4);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!selection.contains(world.ids[1]));
    }
};

FLOTILLA_TEST(tst_FleetView)
#include "tst_fleetview.moc"
