// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/guiworld.h"
#include "gui/longertexts.h"
#include "gui/samplefleet.h"

#include "models/addprinter.h"
#include "models/printeracts.h"
#include "models/selection.h"

#include "support/testdata.h"
#include "support/testmain.h"

#include <QAccessible>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// Roles of things that a person acts on; each needs a name.
bool isControl(QAccessible::Role role)
{
    static const QSet<int> controls {
        QAccessible::Button,       QAccessible::CheckBox,   QAccessible::RadioButton,
        QAccessible::EditableText, QAccessible::ComboBox,   QAccessible::ListItem,
        QAccessible::PageTab,      QAccessible::MenuItem,   QAccessible::List,
        QAccessible::Dialog,       QAccessible::ButtonMenu, QAccessible::Slider};
    return controls.contains(role);
}

QString describe(QAccessibleInterface *item)
{
    const QObject *object = item->object();
    return u"%1 “%2” %3"_s
        .arg(object ? QString::fromLatin1(object->metaObject()->className()) : QString())
        .arg(object ? object->objectName() : QString())
        .arg(int(item->role()));
}

void walk(QAccessibleInterface *item, const std::function<void(QAccessibleInterface *)> &visit)
{
    if (!item || item->state().invisible)
        return;
    visit(item);
    for (int i = 0; i < item->childCount(); ++i)
        walk(item->child(i), visit);
}

// All items that Tab reaches from the window's start, going round once.
QSet<QQuickItem *> reachedByTab(QQuickWindow *window)
{
    QSet<QQuickItem *> reached;
    for (int i = 0; i < 400; ++i) {
        QTest::keyClick(window, Qt::Key_Tab);
        QQuickItem *now = window->activeFocusItem();
        if (!now || reached.contains(now))
            break;
        reached.insert(now);
    }
    return reached;
}

void allVisible(QQuickItem *item, const std::function<void(QQuickItem *)> &visit)
{
    if (!item->isVisible())
        return;
    visit(item);
    const QList<QQuickItem *> children = item->childItems();
    for (QQuickItem *child : children)
        allVisible(child, visit);
}

} // namespace

class tst_Accessible : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QAccessible::setActive(true);
        QGuiApplication::setFont(QFont(u"Inter"_s)); // as the program does on a bare system
    }

    void everyControlHasAName_data() { pages(); }
    void everyControlHasAName()
    {
        QFETCH(QString, place);
        GuiWorld world;
        QVERIFY(openPlace(world, place));
        QStringList nameless;
        int seen = 0;
        walk(QAccessible::queryAccessibleInterface(world.window), [&](QAccessibleInterface *item) {
            if (!isControl(item->role()))
                return;
            ++seen;
            if (item->text(QAccessible::Name).trimmed().isEmpty())
                nameless << describe(item);
        });
        QVERIFY(seen > 3);
        QCOMPARE(nameless.join(u'\n'), QString());
    }

    void everyButtonIsReachedByKeyboard_data() { pages(); }
    void everyButtonIsReachedByKeyboard()
    {
        QFETCH(QString, place);
        GuiWorld world;
        QVERIFY(openPlace(world, place));
        const QSet<QQuickItem *> reached = reachedByTab(world.window);
        QVERIFY(!reached.isEmpty());
        QStringList missed;
        allVisible(topmost(world), [&](QQuickItem *item) {
            if (!item->inherits("QQuickAbstractButton") || !item->isEnabled())
                return;
            if (item->property("focusPolicy").toInt() == Qt::NoFocus)
                return; // has another way: the card's menu and keys
            if (!reached.contains(item))
                missed << QString::fromLatin1(item->metaObject()->className()) + u' '
                        + item->objectName();
        });
        QCOMPARE(missed.join(u'\n'), QString());
    }

    void nothingIsClippedInALongerLanguage_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<int>("width");
        for (const QString &place : places()) {
            for (const int width : {900, 1280, 1920})
                QTest::addRow("%s, %d px", qPrintable(place), width) << place << width;
        }
    }
    void nothingIsClippedInALongerLanguage()
    {
        QFETCH(QString, place);
        QFETCH(int, width);
        LongerTexts longer;
        QVERIFY(QCoreApplication::installTranslator(&longer));
        const auto remove = qScopeGuard([&] { QCoreApplication::removeTranslator(&longer); });
        GuiWorld world;
        QVERIFY(openPlace(world, place, {width, 800}));
        QStringList clipped;
        int ours = 0;
        allVisible(topmost(world), [&](QQuickItem *item) {
            const QVariant text = item->property("text");
            if (!item->inherits("QQuickText") || !text.toString().contains(LongerTexts::mark))
                return;
            ++ours;
            const bool outside = item->mapToScene({item->width(), 0}).x() > world.window->width();
            if (item->property("truncated").toBool() || outside)
                clipped << text.toString();
        });
        QVERIFY(ours > 3);
        QCOMPARE(clipped.join(u'\n'), QString());
    }

private:
    // The window with a page of its own, and every sheet.
    static QStringList places()
    {
        return {u"first run"_s, u"fleet"_s, u"settings"_s,  u"add printer"_s, u"edit printer"_s,
                u"send"_s,      u"keys"_s,  u"selection"_s, u"question"_s,    u"what to do"_s};
    }
    static void pages()
    {
        QTest::addColumn<QString>("place");
        for (const QString &place : places())
            QTest::addRow("%s", qPrintable(place)) << place;
    }

    static bool openPlace(GuiWorld &world, const QString &place, const QSize &size = {1280, 800})
    {
        if (place != u"first run")
            playSampleFleet(world);
        if (!world.show(size))
            return false;
        const auto idOf = [&](const QString &name) {
            return (*world.fleet.fleet->find(name))->id().toString(QUuid::WithoutBraces);
        };
        const QHash<QString, std::function<void()>> ways {
            {u"settings"_s, [&] { world.click(u"railSettings"_s); }},
            {u"add printer"_s, [&] { world.desk->add()->showByHand(); }},
            {u"edit printer"_s, [&] { world.desk->acts()->run(idOf(u"Calypso"_s), Act::Edit); }},
            {u"send"_s,
             [&] {
                 const QUrl file = QUrl::fromLocalFile(
                     testDataPath(u"../../resources/demo/prusaslicer-bracket.gcode"_s));
                 world.desk->sendFiles({file}, {idOf(u"Kon-Tiki"_s)});
             }},
            {u"keys"_s, [&] { QTest::keyClick(world.window, Qt::Key_Question); }},
            {u"selection"_s, [&] { world.desk->selection()->selectAll(); }},
            {u"question"_s, [&] { world.desk->acts()->run(idOf(u"Calypso"_s), Act::CancelPrint); }},
            {u"what to do"_s,
             [&] { world.desk->acts()->run(idOf(u"Golden Hind"_s), Act::WhatToDo); }},
        };
        if (const auto way = ways.value(place))
            way();
        world.settle();
        world.settle();
        return true;
    }

    // What lies over the window, where something does: what is behind it rests.
    static QQuickItem *topmost(const GuiWorld &world)
    {
        const QList<QQuickItem *> children = world.window->contentItem()->childItems();
        for (QQuickItem *child : children) {
            if (child->inherits("QQuickOverlay") && child->isVisible())
                return child;
        }
        return world.window->contentItem();
    }
};

FLOTILLA_TEST(tst_Accessible)
#include "tst_accessible.moc"
