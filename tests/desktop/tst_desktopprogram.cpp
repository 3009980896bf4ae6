// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl.h"
#include "desktopprogram.h"

#include "drivers/builtindrivers.h"
#include "support/testmain.h"

#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// A visible window that has an item by this name in it.
QQuickWindow *windowWith(const QString &objectName)
{
    const QWindowList windows = QGuiApplication::topLevelWindows();
    for (QWindow *window : windows) {
        auto *quick = qobject_cast<QQuickWindow *>(window);
        if (quick && quick->isVisible() && quick->findChild<QQuickItem *>(objectName))
            return quick;
    }
    return nullptr;
}

void click(QQuickWindow *window, const QString &objectName)
{
    const auto *item = window->findChild<QQuickItem *>(objectName);
    QVERIFY(item);
    QTest::mouseClick(window, Qt::LeftButton, {},
                      item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint());
}

// The one of the fleet: it has the least size that the design allows.
QWindow *mainWindow()
{
    const QWindowList windows = QGuiApplication::topLevelWindows();
    for (QWindow *window : windows) {
        if (window->isVisible() && window->minimumSize() == QSize(900, 600))
            return window;
    }
    return nullptr;
}

} // namespace

class tst_DesktopProgram : public QObject
{
    Q_OBJECT

private:
    DriverRegistry m_registry;

private Q_SLOTS:
    void initTestCase()
    {
        registerBuiltinDrivers(m_registry);
        qputenv("FLOTILLA_SECRETS", "file");
        QGuiApplication::setQuitOnLastWindowClosed(false);
    }

    void aFolderThatCannotBeUsedIsSaidInAWindow_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("cannot be made") << u"/proc/flotilla/data"_s;
        QTest::newRow("cannot be written") << u"/proc/self"_s;
    }
    void aFolderThatCannotBeUsedIsSaidInAWindow()
    {
        QFETCH(QString, folder);
        DesktopProgram program(m_registry, {.dataFolder = folder});
        QSignalSpy finished(&program, &DesktopProgram::finished);
        program.start();
        QTRY_VERIFY(windowWith(u"explanation"_s));
        QQuickWindow *window = windowWith(u"explanation"_s);
        QVERIFY(QTest::qWaitForWindowExposed(window));
        QVERIFY(window->findChild<QQuickItem *>(u"explanation"_s)
                    ->property("text")
                    .toString()
                    .contains(u"/proc/"_s));
        QVERIFY(finished.isEmpty());
        QTest::keyClick(window, Qt::Key_Escape);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(finished[0][0].toInt() != 0);
    }

    void withoutATrayClosingTheWindowEndsIt()
    {
        const QTemporaryDir folder;
        DesktopProgram program(m_registry, {.dataFolder = folder.filePath(u"data"_s)});
        QSignalSpy finished(&program, &DesktopProgram::finished);
        program.start();
        QTRY_VERIFY(mainWindow());
        QVERIFY(QTest::qWaitForWindowExposed(mainWindow()));
        mainWindow()->close();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].toInt(), 0);
        QVERIFY(!mainWindow());
    }

    void aServeIsTakenOverOnlyWhenOneSaysSo_data()
    {
        QTest::addColumn<bool>("take");
        QTest::newRow("yes") << true;
        QTest::newRow("no") << false;
    }
    void aServeIsTakenOverOnlyWhenOneSaysSo()
    {
        QFETCH(bool, take);
        const Ctl ctl;
        const auto serve = ctl.start({u"serve"_s});
        QVERIFY(!serve->ready().isEmpty());
        DesktopProgram program(m_registry, {.dataFolder = ctl.folder()});
        QSignalSpy finished(&program, &DesktopProgram::finished);
        program.start();
        QTRY_VERIFY(windowWith(u"question"_s));
        QQuickWindow *question = windowWith(u"question"_s);
        QVERIFY(QTest::qWaitForWindowExposed(question));
        click(question, take ? u"act"_s : u"safe"_s);
        if (!take) {
            QTRY_COMPARE(finished.size(), 1);
            QCOMPARE(finished[0][0].toInt(), 0);
            QVERIFY(ctl.json({u"list"_s}).status == 0); // still answers
            return;
        }
        QTRY_VERIFY_WITH_TIMEOUT(mainWindow(), 10'000);
        QCOMPARE(serve->end().status, 0);
        // From now on commands come here.
        QProcess list;
        list.start(QStringLiteral(FLOTILLA_CTL),
                   {u"--data"_s, ctl.folder(), u"--json"_s, u"list"_s});
        QTRY_VERIFY(list.state() == QProcess::NotRunning);
        QCOMPARE(list.readAllStandardOutput(), QByteArray("[]\n"));
        program.interrupt();
        QTRY_COMPARE(finished.size(), 1);
    }

    // A second window is the first one, brought forward.
    void aSecondStartHandsOverAndEnds()
    {
        const QTemporaryDir folder;
        const QString data = folder.filePath(u"data"_s);
        DesktopProgram first(m_registry, {.dataFolder = data});
        QSignalSpy firstFinished(&first, &DesktopProgram::finished);
        first.start();
        QTRY_VERIFY(mainWindow());
        DesktopProgram second(m_registry, {.dataFolder = data});
        QSignalSpy finished(&second, &DesktopProgram::finished);
        second.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 10'000);
        QCOMPARE(finished[0][0].toInt(), 0);
        QVERIFY(mainWindow());
        QVERIFY(firstFinished.isEmpty());
        first.interrupt();
        QTRY_COMPARE(firstFinished.size(), 1);
    }
};

FLOTILLA_TEST(tst_DesktopProgram)
#include "tst_desktopprogram.moc"
