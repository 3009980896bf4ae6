// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/guiworld.h"

#include "core/fakeprinter.h"
#include "drivers/flashforge/flashforgeinfo.h"
#include "models/addprinter.h"
#include "models/editprinter.h"
#include "models/fleetview.h"
#include "models/printeracts.h"
#include "models/question.h"
#include "models/toasts.h"
#include "models/whattodo.h"
#include "qml/iconprovider.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

#include <QQmlComponent>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using simulators::FlashForgeSimulator;

namespace {

// A window with nothing in it but the sheets and the toasts.
constexpr const char *scene
    = "import QtQuick\n"
      "import QtQuick.Window\n"
      "import Flotilla\n"
      "Window {\n"
      "    id: window\n"
      "    required property Desk desk\n"
      "    property bool dark: false\n"
      "    width: 1280; height: 800; visible: true; color: Theme.bg\n"
      "    AddPrinterSheet { add: window.desk.add }\n"
      "    EditPrinterSheet { edit: window.desk.edit }\n"
      "    WhatToDoSheet { trouble: window.desk.whatToDo }\n"
      "    ConfirmSheet { asked: window.desk.question }\n"
      "    ToastStack {\n"
      "        x: parent.width - width - 24\n"
      "        y: parent.height - height - 24\n"
      "        toasts: window.desk.toasts\n"
      "    }\n"
      "    Binding { target: Theme; property: \"dark\"; value: window.dark }\n"
      "}\n";

} // namespace

// The sheets over the fleet and the toasts, driven as a person drives them.
class tst_Sheets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<GuiWorld>();
        m_world->fleet.fleet->openAll();
        m_world->engine = std::make_unique<QQmlApplicationEngine>();
        connect(m_world->engine.get(), &QQmlEngine::warnings, this,
                [this](const QList<QQmlError> &errors) {
                    for (const QQmlError &error : errors)
                        m_world->warnings << error.toString();
                });
        m_world->engine->addImportPath(u"qrc:/qt/qml"_s);
        m_world->engine->addImageProvider(u"icon"_s, new IconProvider);
        QQmlComponent component(m_world->engine.get());
        component.setData(scene, QUrl(u"qrc:/tests/scene.qml"_s));
        m_root.reset(component.createWithInitialProperties(
            {{u"desk"_s, QVariant::fromValue(m_world->desk.get())}}));
        QVERIFY2(m_root, qPrintable(component.errorString()));
        m_world->window = qobject_cast<QQuickWindow *>(m_root.get());
        QVERIFY(QTest::qWaitForWindowExposed(m_world->window));
    }
    void cleanup()
    {
        QCOMPARE(m_world->warnings, QStringList());
        m_root.reset();
        m_world.reset();
    }

    void theSafeAnswerHasTheFocus()
    {
        const QString id = online(u"Calypso"_s, printing());
        m_world->desk->acts()->run(id, Act::CancelPrint);
        QQuickItem *safe = m_world->find(u"confirmSafe"_s);
        QVERIFY(safe);
        QTRY_VERIFY(safe->hasActiveFocus());
        grab(u"confirm"_s);
        QTest::keyClick(m_world->window, Qt::Key_Return);
        QTRY_VERIFY(!m_world->desk->question()->isOpen());
        QCOMPARE(told(u"Calypso"_s), QStringList());

        m_world->desk->acts()->run(id, Act::CancelPrint);
        QVERIFY(m_world->find(u"confirmAct"_s));
        m_world->click(u"confirmAct"_s);
        QTRY_COMPARE(told(u"Calypso"_s), QStringList({u"cancel"_s}));
    }

    void theActOfAQuestionGoesDeadWithItsPrint()
    {
        const QString id = online(u"Calypso"_s, printing());
        m_world->desk->acts()->run(id, Act::CancelPrint);
        QQuickItem *act = m_world->find(u"confirmAct"_s);
        QVERIFY(act && act->isEnabled());
        m_world->fleet.driver(u"Calypso"_s)->report(State::Finished);
        QTRY_VERIFY(!act->isEnabled());
        grab(u"confirm-dead"_s);
        QTest::keyClick(m_world->window, Qt::Key_Escape);
        QTRY_VERIFY(!m_world->desk->question()->isOpen());
        QCOMPARE(told(u"Calypso"_s), QStringList());
    }

    void toastsAreUndoneAndClosed()
    {
        const QString id = online(u"Fram"_s, {.state = State::Finished});
        m_world->desk->acts()->run(id, Act::ClearPlate);
        m_world->desk->toasts()->showError(u"Golden Hind refused the file: storage is full."_s,
                                           u"Show files"_s);
        QVERIFY(m_world->find(u"toast1"_s));
        grab(u"toasts"_s);
        m_world->click(u"toast0Act"_s);
        QTRY_COMPARE(m_world->desk->toasts()->rowCount(), 1);
        m_world->desk->toasts()->commitAll();
        QCOMPARE(told(u"Fram"_s), QStringList());
        m_world->click(u"toast0Close"_s);
        QTRY_COMPARE(m_world->desk->toasts()->rowCount(), 0);
    }

    void whatToDoIsNumbered()
    {
        const QString id = online(u"Calypso"_s, printing());
        DriverState state = printing();
        state.state = State::Attention;
        state.faults = {{u"E0100"_s, u"Filament ran out"_s,
                         u"Cut the old end. Load a new spool. Press Resume."_s, Severity::Warning}};
        m_world->fleet.driver(u"Calypso"_s)->report(state);
        m_world->desk->acts()->run(id, Act::WhatToDo);
        QVERIFY(m_world->find(u"whatToDoAct"_s));
        grab(u"what-to-do"_s);
        m_world->click(u"whatToDoAct"_s);
        QTRY_COMPARE(told(u"Calypso"_s), QStringList({u"resume"_s}));
    }

    void aPrinterIsAddedByHandWithTheKeyboard()
    {
        m_world->fleet.system.whenConnecting = [](FakeDriver &driver) {
            driver.openSession(u"SN1"_s);
            driver.report(State::Idle);
        };
        m_world->desk->add()->showByHand();
        QQuickItem *host = m_world->find(u"setting-host"_s);
        QVERIFY(host);
        grab(u"add-by-hand"_s);
        m_world->click(u"setting-host"_s);
        type(u"10.0.0.5"_s);
        QTest::keyClick(m_world->window, Qt::Key_Return);
        QTRY_VERIFY(m_world->desk->add()->hasPassed());
        QQuickItem *add = m_world->find(u"addPrinterAdd"_s);
        QTRY_VERIFY(add->isEnabled());
        grab(u"add-passed"_s);
        m_world->click(u"addPrinterAdd"_s);
        QTRY_VERIFY(m_world->fleet.fleet->find(u"Fake"_s));
        QTRY_VERIFY(!m_world->desk->add()->isOpen());
    }

    void aFoundPrinterIsAddedWithItsCode()
    {
        m_world->fleet.registry.add(flashforge::driverInfo(quickTimes()));
        FlashForgeSimulator machine(
            {.model = u"adventurer-5m-pro"_s, .serialNumber = u"SNMOMC9900728"_s});
        QVERIFY(machine.start());
        FlashForgeSimulator other({.model = u"ad5x"_s});
        QVERIFY(other.start());
        AddPrinter *add = m_world->desk->add();
        add->found()->setTargets({{machine.address().toString(), machine.udpPort()},
                                  {other.address().toString(), other.udpPort()}});
        add->show();
        QTRY_COMPARE(add->found()->count(), 2);
        const int row = add->found()->at(0).serial == machine.serialNumber() ? 0 : 1;
        QVERIFY(m_world->find(u"found%1"_s.arg(row)));
        m_world->click(u"found%1"_s.arg(row));
        // The missing code has the focus as soon as it is missed.
        QQuickItem *code = m_world->find(u"setting-checkCode"_s);
        QVERIFY(code);
        QTRY_VERIFY(code->hasActiveFocus());
        QVERIFY(!m_world->find(u"addPrinterAdd"_s)->isEnabled());
        grab(u"add-code"_s);
        type(machine.checkCode());
        QTest::keyClick(m_world->window, Qt::Key_Return);
        QTRY_VERIFY(add->hasPassed() && !add->isChecking());
        grab(u"add-found-passed"_s);
        QTRY_VERIFY(m_world->find(u"addPrinterAdd"_s)->isEnabled());
        m_world->click(u"addPrinterAdd"_s);
        QTRY_VERIFY(m_world->fleet.fleet->find(u"Adventurer 5M Pro"_s));
        QTRY_VERIFY(!add->isOpen());
    }

    void aRemovedPrinterIsOutOfSightUntilUndo()
    {
        const QString id = online(u"Santa Maria"_s, {.state = State::Idle});
        QTRY_COMPARE(m_world->desk->fleet()->rowCount(), 1);
        m_world->desk->acts()->run(id, Act::Remove);
        QVERIFY(m_world->find(u"confirmAct"_s));
        m_world->click(u"confirmAct"_s);
        QTRY_COMPARE(m_world->desk->fleet()->rowCount(), 0);
        m_world->desk->toasts()->undoLast();
        QTRY_COMPARE(m_world->desk->fleet()->rowCount(), 1);
        m_world->desk->acts()->run(id, Act::Remove);
        m_world->click(u"confirmAct"_s);
        QTRY_COMPARE(m_world->desk->fleet()->rowCount(), 0);
        m_world->desk->toasts()->commitAll();
        QTRY_VERIFY(m_world->fleet.fleet->printers().empty());
        QCOMPARE(m_world->desk->fleet()->rowCount(), 0);
    }

    void leavingASheetWithWordsInItAsks()
    {
        m_world->desk->add()->showByHand();
        QVERIFY(m_world->find(u"setting-host"_s));
        m_world->click(u"setting-host"_s);
        type(u"10.0.0.5"_s);
        QTest::keyClick(m_world->window, Qt::Key_Escape);
        QVERIFY(m_world->find(u"discardTyped"_s));
        QVERIFY(m_world->desk->add()->isOpen());
        m_world->click(u"discardTyped"_s);
        QTRY_VERIFY(!m_world->desk->add()->isOpen());
        QVERIFY(m_world->fleet.fleet->printers().empty());
    }

    void aCodeIsReplacedInTheEditSheet()
    {
        const QUuid id = m_world->fleet.add(u"Aurora"_s, {{u"checkCode"_s, u"old"_s}});
        const QString text = id.toString(QUuid::WithoutBraces);
        m_world->desk->edit()->show(text, true);
        QQuickItem *code = m_world->find(u"setting-checkCode"_s);
        QVERIFY(code);
        QTRY_VERIFY(code->hasActiveFocus());
        QCOMPARE(code->property("text").toString(), QString()); // never shown
        QTRY_VERIFY(m_world->find(u"forget-checkCode"_s));
        grab(u"edit"_s);
        type(u"new"_s);
        m_world->click(u"printerName"_s);
        QTest::keyClick(m_world->window, Qt::Key_End);
        type(u" 2"_s);
        m_world->click(u"editPrinterSave"_s);
        QTRY_COMPARE(m_world->fleet.world.secrets.values.value(secretKey(id, u"checkCode"_s)),
                     QByteArray("new"));
        QTRY_COMPARE(m_world->fleet.fleet->printer(id)->name(), u"Aurora 2"_s);
        QTRY_VERIFY(!m_world->desk->edit()->isOpen());
    }

private:
    static DriverState printing()
    {
        return {.state = State::Printing,
                .job = ReportedJob {
                    .name = u"phone_stand_v3.gcode"_s, .progress = 0.64, .remainingSeconds = 2700}};
    }
    QString online(const QString &name, const DriverState &state)
    {
        const QUuid id = m_world->fleet.add(name);
        if (!QTest::qWaitFor([&] { return m_world->fleet.system.connects(name) == 1; }))
            qFatal("no driver for %s", qPrintable(name));
        FakeDriver *driver = m_world->fleet.driver(name);
        driver->openSession();
        driver->report(state);
        return id.toString(QUuid::WithoutBraces);
    }
    QStringList told(const QString &name) const { return m_world->fleet.driver(name)->told; }
    void type(const QString &text)
    {
        for (const QChar character : text)
            QTest::sendKeyEvent(QTest::Click, m_world->window, Qt::Key_unknown, character,
                                Qt::NoModifier);
    }
    // For eyes: both themes, where FLOTILLA_GRABS names a folder.
    void grab(const QString &name)
    {
        const QString folder = qEnvironmentVariable("FLOTILLA_GRABS");
        if (folder.isEmpty())
            return;
        for (const bool dark : {false, true}) {
            m_root->setProperty("dark", dark);
            QSignalSpy drawn(m_world->window, &QQuickWindow::frameSwapped);
            while (drawn.wait(400)) { }
            m_world->window->grabWindow().save(
                u"%1/%2-%3.png"_s.arg(folder, name, dark ? u"dark"_s : u"light"_s));
        }
        m_root->setProperty("dark", false);
    }

    std::unique_ptr<GuiWorld> m_world;
    std::unique_ptr<QObject> m_root;
};

FLOTILLA_TEST(tst_Sheets)
#include "tst_sheets.moc"
