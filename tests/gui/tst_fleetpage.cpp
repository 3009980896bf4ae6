// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/guiworld.h"
#include "gui/samplefleet.h"

#include "models/fleetmodel.h"
#include "models/fleetview.h"
#include "models/question.h"
#include "models/selection.h"
#include "models/toasts.h"

#include "support/testdata.h"
#include "support/testmain.h"

#include <QMimeData>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

// The whole window over the sample workshop, driven as a person drives it.
class tst_FleetPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<GuiWorld>();
        playSampleFleet(*m_world);
        QVERIFY(m_world->show());
        QTRY_VERIFY(card(u"Golden Hind"_s));
        m_world->settle();
    }
    void cleanup()
    {
        QCOMPARE(m_world->warnings, QStringList());
        m_world.reset();
    }

    void chipsShowAPartOfTheFleet()
    {
        QCOMPARE(grid()->property("count").toInt(), 14);
        m_world->click(u"chipNeedsYou"_s);
        QTRY_COMPARE(grid()->property("count").toInt(), 3);
        QTRY_VERIFY(!card(u"Calypso"_s));
        m_world->click(u"chipNeedsYou"_s);
        QTRY_COMPARE(grid()->property("count").toInt(), 14);
    }

    void slashSearches()
    {
        QTest::keyClick(m_world->window, Qt::Key_Slash);
        for (const char letter : {'c', 'a', 'l', 'y'})
            QTest::keyClick(m_world->window, letter);
        QTRY_COMPARE(grid()->property("count").toInt(), 1);
        QVERIFY(card(u"Calypso"_s));
        QTest::keyClick(m_world->window, Qt::Key_X);
        QTRY_VERIFY(m_world->find(u"fleetEmpty"_s));
        m_world->click(u"fleetEmptyAct"_s);
        QTRY_COMPARE(grid()->property("count").toInt(), 14);
    }

    void shiftPPausesTheFocusedPrinter()
    {
        focus(u"Calypso"_s);
        QTest::keyClick(m_world->window, Qt::Key_P);
        QTest::keyClick(m_world->window, Qt::Key_P, Qt::ShiftModifier);
        QTRY_COMPARE(told(u"Calypso"_s), QStringList(u"pause"_s));
    }

    void cancelAsksOnce()
    {
        focus(u"Calypso"_s);
        QTest::keyClick(m_world->window, Qt::Key_X, Qt::ShiftModifier);
        QTRY_VERIFY(m_world->desk->question()->isOpen());
        QVERIFY(m_world->desk->question()->title().contains(u"Calypso"_s));
        QCOMPARE(told(u"Calypso"_s), QStringList());
        m_world->click(u"confirmAct"_s);
        QTRY_COMPARE(told(u"Calypso"_s), QStringList(u"cancel"_s));
    }

    void thePlateIsClearUnlessItIsUndone()
    {
        click(card(u"Nautilus"_s), u"act"_s);
        QTRY_COMPARE(m_world->desk->toasts()->rowCount(), 1);
        QTest::keyClick(m_world->window, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(m_world->desk->toasts()->rowCount(), 0);
        const auto nautilus = m_world->fleet.fleet->find(u"Nautilus"_s);
        QCOMPARE((*nautilus)->status().plate, Plate::Occupied);

        click(card(u"Nautilus"_s), u"act"_s);
        QTRY_COMPARE(m_world->desk->toasts()->rowCount(), 1);
        m_world->desk->toasts()->commitAll();
        QTRY_COMPARE((*nautilus)->status().plate, Plate::Clear);
    }

    void ctrlClickSelectsAndTheBarActs()
    {
        for (const QString &name : {u"Calypso"_s, u"Beagle"_s})
            QTest::mouseClick(m_world->window, Qt::LeftButton, Qt::ControlModifier,
                              m_world->centre(card(name)));
        QCOMPARE(m_world->desk->selection()->count(), 2);
        m_world->click(u"selection-pause"_s);
        // One of them is resin, so that the person is asked.
        QTRY_VERIFY(m_world->desk->question()->isOpen() || !told(u"Calypso"_s).isEmpty());
        if (m_world->desk->question()->isOpen())
            m_world->click(u"confirmAct"_s);
        QTRY_COMPARE(told(u"Calypso"_s), QStringList(u"pause"_s));
        QTRY_COMPARE(told(u"Beagle"_s), QStringList(u"pause"_s));
        m_world->click(u"selectionClear"_s);
        QTRY_COMPARE(m_world->desk->selection()->count(), 0);
    }

    void theMenuActs()
    {
        focus(u"Calypso"_s);
        QTest::keyClick(m_world->window, Qt::Key_M);
        QVERIFY(m_world->find(u"menu-pause"_s));
        m_world->click(u"menu-pause"_s);
        QTRY_COMPARE(told(u"Calypso"_s), QStringList(u"pause"_s));
    }

    void orderStandsStillUnderThePointer()
    {
        QTest::mouseMove(m_world->window, m_world->centre(card(u"Argo"_s)));
        QTRY_VERIFY(m_world->desk->fleet()->isHeld());
        const QString before = m_world->desk->fleet()->idAt(0);
        DriverState broken {.state = State::Error};
        broken.faults = {{u"E1"_s, u"The bed does not heat"_s, {}}};
        m_world->fleet.driver(u"Aurora"_s)->report(broken);
        QTRY_VERIFY(faceOf(u"Aurora"_s).outlined);
        QVERIFY(m_world->desk->fleet()->rowOf(idOf(u"Aurora"_s)) > 3);
        QCOMPARE(m_world->desk->fleet()->idAt(0), before);
        QTest::mouseMove(m_world->window, QPoint(20, 400));
        QTRY_VERIFY(m_world->desk->fleet()->rowOf(idOf(u"Aurora"_s)) < 2);
    }

    void theFocusStaysWithItsPrinter()
    {
        focus(u"Calypso"_s);
        DriverState broken {.state = State::Error};
        m_world->fleet.driver(u"Calypso"_s)->report(broken);
        QTRY_VERIFY_WITH_TIMEOUT(m_world->desk->fleet()->rowOf(idOf(u"Calypso"_s)) < 2, 8'000);
        QTRY_COMPARE(m_world->desk->fleet()->idAt(grid()->property("currentIndex").toInt()),
                     idOf(u"Calypso"_s));
    }

    void aDropOnACardPrints()
    {
        QVERIFY(ended(m_world->settings.set(u"send.alwaysAsk"_s, u"never"_s)));
        QVERIFY(ended((*m_world->fleet.fleet->find(u"Kon-Tiki"_s))->clearPlate()));
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(
            testDataPath(u"../../resources/demo/prusaslicer-bracket.gcode"_s))});
        m_world->desk->fleet()->setSearch(u"kon"_s);
        QTRY_COMPARE(grid()->property("count").toInt(), 1);
        m_world->settle();
        const QPointF where = m_world->centre(card(u"Kon-Tiki"_s)) + QPoint(0, 30);
        QDragEnterEvent enter(where.toPoint(), Qt::CopyAction, &files, Qt::LeftButton, {});
        QVERIFY(QCoreApplication::sendEvent(m_world->window, &enter));
        QVERIFY(enter.isAccepted());
        QVERIFY(m_world->find(u"dropZone"_s));
        m_world->settle();
        QDragMoveEvent move(where.toPoint(), Qt::CopyAction, &files, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_world->window, &move);
        QTRY_COMPARE(card(u"Kon-Tiki"_s)->property("verdictPill").toString(),
                     u"Send to Kon-Tiki and print"_s);
        QTRY_VERIFY(card(u"Kon-Tiki"_s)->property("dropTarget").toBool());
        QDropEvent drop(where, Qt::CopyAction, &files, Qt::LeftButton, {});
        QVERIFY(QCoreApplication::sendEvent(m_world->window, &drop));
        QTRY_COMPARE(told(u"Kon-Tiki"_s).filter(u"upload"_s),
                     QStringList(u"upload prusaslicer-bracket.gcode"_s));
    }

    void onlyWhatIsSeenIsWatched()
    {
        m_world = std::make_unique<GuiWorld>();
        playLargeFleet(*m_world, 60);
        QVERIFY(m_world->show({900, 600}));
        QTRY_VERIFY(watched() > 4);
        const int some = watched();
        QVERIFY2(some < 40, qPrintable(QString::number(some)));
        grid()->setProperty("contentY", 300);
        QTRY_VERIFY(watched() < 40);
        m_world->window->hide();
        QTRY_COMPARE(watched(), 0);
    }

    void theWindowWaitsWithEmptyCards()
    {
        QQmlApplicationEngine engine;
        QStringList warnings;
        connect(&engine, &QQmlEngine::warnings, this, [&](const QList<QQmlError> &errors) {
            for (const QQmlError &error : errors)
                warnings << error.toString();
        });
        engine.addImportPath(u"qrc:/qt/qml"_s);
        engine.setInitialProperties({{u"dark"_s, true}});
        engine.load(QUrl(u"qrc:/qt/qml/Flotilla/LoadingWindow.qml"_s));
        QCOMPARE(engine.rootObjects().size(), 1);
        QCOMPARE(warnings, QStringList());
    }

private:
    QQuickItem *grid() { return m_world->find(u"fleetGrid"_s); }
    QString idOf(const QString &name)
    {
        return (*m_world->fleet.fleet->find(name))->id().toString(QUuid::WithoutBraces);
    }
    CardFace faceOf(const QString &name)
    {
        return m_world->desk->fleetModel().find(QUuid::fromString(idOf(name)))->face;
    }
    // The card of this printer, where it is on the screen.
    QQuickItem *card(const QString &name)
    {
        const QString id = idOf(name);
        const QList<QQuickItem *> items
            = grid()->property("contentItem").value<QQuickItem *>()->childItems();
        for (QQuickItem *item : items) {
            if (item->property("printerId").toString() == id)
                return item;
        }
        return nullptr;
    }
    void focus(const QString &name)
    {
        QMetaObject::invokeMethod(grid(), "focusOn", Q_ARG(QString, idOf(name)));
        QTRY_VERIFY(grid()->hasActiveFocus());
    }
    void click(QQuickItem *under, const QString &objectName)
    {
        QQuickItem *item = m_world->find(objectName, under);
        QVERIFY(item);
        m_world->settle();
        QTest::mouseClick(m_world->window, Qt::LeftButton, {}, m_world->centre(item));
    }
    QStringList told(const QString &name) { return m_world->fleet.driver(name)->told; }
    int watched()
    {
        int count = 0;
        for (Printer *printer : m_world->fleet.fleet->printers()) {
            const FakeDriver *driver = m_world->fleet.driver(printer->name());
            count += driver && driver->watched;
        }
        return count;
    }

    std::unique_ptr<GuiWorld> m_world;
};

FLOTILLA_TEST(tst_FleetPage)
#include "tst_fleetpage.moc"
