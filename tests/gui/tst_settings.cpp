// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/guiworld.h"

#include "models/notices.h"
#include "models/preferences.h"
#include "models/toasts.h"
#include "models/traymodel.h"
#include "qml/iconprovider.h"
#include "support/testmain.h"

#include <QQuickView>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// Where a picture of it goes, for whoever wants to look; nowhere unless asked for.
void keepPicture(QQuickWindow *window, const QString &name)
{
    const QString folder = qEnvironmentVariable("FLOTILLA_PICTURES");
    if (!folder.isEmpty())
        window->grabWindow().save(folder + u'/' + name + u".png"_s);
}

} // namespace

// The settings and the tray's pop-over, each without the window around it.
class tst_Settings : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<GuiWorld> m_world;
    std::unique_ptr<QQuickView> m_view;
    QStringList m_warnings;

    void watch(QQmlEngine *engine)
    {
        engine->addImportPath(u"qrc:/qt/qml"_s);
        engine->addImageProvider(u"icon"_s, new IconProvider);
        connect(engine, &QQmlEngine::warnings, this, [this](const QList<QQmlError> &errors) {
            for (const QQmlError &error : errors)
                m_warnings << error.toString();
        });
    }
    void showPage()
    {
        m_view = std::make_unique<QQuickView>();
        watch(m_view->engine());
        m_view->setInitialProperties({{u"desk"_s, QVariant::fromValue(m_world->desk.get())}});
        m_view->setResizeMode(QQuickView::SizeRootObjectToView);
        m_view->setSource(QUrl(u"qrc:/qt/qml/Flotilla/SettingsPage.qml"_s));
        m_view->resize(1080, 800);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_world->window = m_view.get();
    }
    void printing(const QString &name, const DriverState &state)
    {
        const QUuid id = m_world->fleet.add(name);
        m_world->fleet.fleet->printer(id)->open();
        QTRY_VERIFY(m_world->fleet.driver(name));
        QTRY_COMPARE(m_world->fleet.driver(name)->connects, 1);
        m_world->fleet.driver(name)->openSession();
        Q_EMIT m_world->fleet.driver(name)->capabilitiesReported({.pause = true, .cancel = true});
        m_world->fleet.driver(name)->report(state);
    }

private Q_SLOTS:
    void init()
    {
        m_warnings.clear();
        m_world = std::make_unique<GuiWorld>();
    }
    void cleanup()
    {
        m_view.reset();
        m_world.reset();
        QCOMPARE(m_warnings, QStringList());
    }

    void everyPartOpens()
    {
        showPage();
        for (int part = 0; part < 4; ++part) {
            m_world->click(u"settingsNav%1"_s.arg(part));
            QTRY_COMPARE(m_view->rootObject()->property("section").toInt(), part);
            keepPicture(m_view.get(), u"settings-%1"_s.arg(part));
        }
    }

    void arrowsGoThroughTheParts()
    {
        showPage();
        m_world->click(u"settingsNav0"_s);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QTRY_COMPARE(m_view->rootObject()->property("section").toInt(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTRY_COMPARE(m_view->rootObject()->property("section").toInt(), 0);
    }

    void aSwitchAppliesAtOnceAndCanBeUndone()
    {
        Preferences &preferences = *m_world->desk->preferences();
        showPage();
        m_world->click(u"settingsNav1"_s);
        QVERIFY(preferences.noticeEnded());
        m_world->click(u"noticeEndedSwitch"_s);
        QTRY_VERIFY(!preferences.noticeEnded());
        QTRY_COMPARE(m_world->find(u"noticeEndedSwitch"_s)->property("checked").toBool(), false);
        QTRY_VERIFY(m_world->desk->toasts()->canUndo());
        m_world->desk->toasts()->undoLast();
        QTRY_VERIFY(preferences.noticeEnded());
        QTRY_COMPARE(m_world->find(u"noticeEndedSwitch"_s)->property("checked").toBool(), true);
        // And again: the switch still follows what is stored.
        m_world->click(u"noticeEndedSwitch"_s);
        QTRY_VERIFY(!preferences.noticeEnded());
    }

    void aChoiceIsMadeWithKeys()
    {
        Preferences &preferences = *m_world->desk->preferences();
        showPage();
        QQuickItem *field = m_world->find(u"themeField"_s);
        QVERIFY(field);
        field->forceActiveFocus(Qt::TabFocusReason);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QTRY_COMPARE(preferences.theme(), Preferences::ThemeChoice::Dark);
        QTRY_VERIFY(preferences.dark());
        QTRY_COMPARE(field->property("currentIndex").toInt(), 2);
    }

    void everySettingHasANameForTheEar()
    {
        showPage();
        m_world->click(u"settingsNav1"_s);
        for (const QString &name :
             {u"noticeEndedSwitch"_s, u"noticeFailedSwitch"_s, u"noticeNeedsYouSwitch"_s,
              u"quietSwitch"_s, u"keepInTraySwitch"_s, u"trayPanelField"_s}) {
            QQuickItem *item = m_world->find(name);
            QVERIFY2(item, qPrintable(name));
            QAccessibleInterface *heard = QAccessible::queryAccessibleInterface(item);
            QVERIFY2(heard && !heard->text(QAccessible::Name).isEmpty(), qPrintable(name));
        }
    }

    void thePopoverShowsTheFleetAndActs()
    {
        printing(u"Beagle"_s,
                 {.state = State::Printing,
                  .job = ReportedJob {
                      .name = u"herald_32mm.goo"_s, .progress = 0.91, .remainingSeconds = 720}});
        printing(u"Endurance"_s,
                 {.state = State::Attention,
                  .job = ReportedJob {.name = u"a.gcode"_s, .progress = 0.5},
                  .faults = {Fault {u"E1"_s, u"Filament ran out"_s, {}}}});
        QQmlApplicationEngine engine;
        watch(&engine);
        engine.setInitialProperties({{u"desk"_s, QVariant::fromValue(m_world->desk.get())}});
        engine.load(QUrl(u"qrc:/qt/qml/Flotilla/TrayPopover.qml"_s));
        QCOMPARE(engine.rootObjects().size(), 1);
        auto *popover = qobject_cast<QQuickWindow *>(engine.rootObjects().constFirst());
        QTRY_COMPARE_WITH_TIMEOUT(m_world->desk->tray()->rowCount(), 2, 3'000);
        popover->show();
        QVERIFY(QTest::qWaitForWindowExposed(popover));
        m_world->window = popover;
        QCOMPARE(popover->width(), 380);
        QVERIFY(m_world->find(u"trayHead"_s)
                    ->property("text")
                    .toString()
                    .startsWith(u"1 printing, 1 need"_s));
        keepPicture(popover, u"popover"_s);

        QSignalSpy acted(popover, SIGNAL(acted(QString, int)));
        m_world->click(u"trayQuickAct"_s);
        QCOMPARE(acted.size(), 1);
        QCOMPARE(acted[0][1].toInt(), int(Act::Pause));
        m_world->click(u"trayAct"_s);
        QCOMPARE(acted.size(), 2);
        QSignalSpy open(popover, SIGNAL(openChosen()));
        m_world->click(u"trayOpenFlotilla"_s);
        QCOMPARE(open.size(), 1);
        m_world->click(u"trayQuiet"_s);
        QTRY_VERIFY(m_world->desk->notices()->isQuiet());
        QTest::keyClick(popover, Qt::Key_Escape);
        QTRY_VERIFY(!popover->isVisible());
    }
};

FLOTILLA_TEST(tst_Settings)
#include "tst_settings.moc"
