// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/guiworld.h"

#include "qml/windowengine.h"

#include <QSignalSpy>
#include <QTest>
#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(FlotillaPlugin)

namespace flotilla::test {

using namespace Qt::StringLiterals;

namespace {

QQuickItem *findVisible(QQuickItem *item, const QString &objectName)
{
    if (!item || !item->isVisible())
        return nullptr;
    if (item->objectName() == objectName)
        return item;
    const QList<QQuickItem *> children = item->childItems();
    for (QQuickItem *child : children) {
        if (QQuickItem *found = findVisible(child, objectName))
            return found;
    }
    return nullptr;
}

} // namespace

GuiWorld::GuiWorld()
    : jobs(std::make_unique<JobRunner>(*fleet.fleet, runs))
    , desk(std::make_unique<models::Desk>(models::DeskServices {*fleet.fleet, *jobs, settings}))
{
}

GuiWorld::~GuiWorld()
{
    engine.reset();
    desk.reset();
    jobs.reset();
}

QQuickWindow *GuiWorld::show(const QSize &size)
{
    makeEngine();
    engine->load(QUrl(u"qrc:/qt/qml/Flotilla/Main.qml"_s));
    return expose(size);
}

QQuickWindow *GuiWorld::showScene(const QByteArray &qml, const QSize &size)
{
    makeEngine();
    engine->loadData(qml, QUrl(u"qrc:/scene.qml"_s));
    return expose(size);
}

void GuiWorld::makeEngine()
{
    engine = std::make_unique<QQmlApplicationEngine>();
    QObject::connect(engine.get(), &QQmlEngine::warnings, engine.get(),
                     [this](const QList<QQmlError> &errors) {
                         for (const QQmlError &error : errors)
                             warnings << error.toString();
                     });
    prepareEngine(*engine, *desk);
    engine->setInitialProperties({{u"desk"_s, QVariant::fromValue(desk.get())}});
}

QQuickWindow *GuiWorld::expose(const QSize &size)
{
    if (engine->rootObjects().isEmpty())
        return nullptr;
    window = qobject_cast<QQuickWindow *>(engine->rootObjects().constFirst());
    window->resize(size);
    if (!QTest::qWaitForWindowExposed(window))
        return nullptr;
    return window;
}

QQuickItem *GuiWorld::find(const QString &objectName, QQuickItem *under)
{
    QQuickItem *found = nullptr;
    const auto look = [&] {
        found = findVisible(under ? under : window->contentItem(), objectName);
        return found != nullptr;
    };
    return QTest::qWaitFor(look, 3'000) ? found : nullptr;
}

QPoint GuiWorld::centre(const QQuickItem *item) const
{
    return item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint();
}

void GuiWorld::settle()
{
    QSignalSpy shown(window, &QQuickWindow::frameSwapped);
    window->update();
    QVERIFY(shown.wait());
}

void GuiWorld::click(const QString &objectName)
{
    QQuickItem *item = find(objectName);
    QVERIFY2(item, qPrintable(u"no "_s + objectName));
    settle();
    QTest::mouseClick(window, Qt::LeftButton, {}, centre(item));
}

} // namespace flotilla::test
