// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/guiworld.h"
#include "gui/longertexts.h"

#include "support/testmain.h"

#include <QAccessible>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// Roles of things that a person acts on; each needs a name.
bool isControl(QAccessible::Role role)
{
    static const QSet<int> controls {QAccessible::Button,      QAccessible::CheckBox,
                                     QAccessible::RadioButton, QAccessible::EditableText,
                                     QAccessible::ComboBox,    QAccessible::ListItem,
                                     QAccessible::PageTab,     QAccessible::MenuItem,
                                     QAccessible::List,        QAccessible::Dialog,
                                     QAccessible::ButtonMenu,  QAccessible::Slider};
    return controls.contains(role);
}

QString describe(QAccessibleInterface *item)
{
    const QObject *object = item->object();
    return u"%1 “%2” %3"_s.arg(object ? QString::fromLatin1(object->metaObject()->className()) : QString())
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
    void initTestCase() { QAccessible::setActive(true); }

    void everyControlHasAName_data() { pages(); }
    void everyControlHasAName()
    {
        QFETCH(QString, openBy);
        GuiWorld world;
        QVERIFY(openPage(world, openBy));
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
        QFETCH(QString, openBy);
        GuiWorld world;
        QVERIFY(openPage(world, openBy));
        const QSet<QQuickItem *> reached = reachedByTab(world.window);
        QVERIFY(!reached.isEmpty());
        QStringList missed;
        allVisible(world.window->contentItem(), [&](QQuickItem *item) {
            if (!item->inherits("QQuickAbstractButton") || !item->isEnabled())
                return;
            if (item->property("focusPolicy").toInt() == Qt::NoFocus)
                return; // has another way: the card's menu and keys
            if (!reached.contains(item) && isTopmost(world, item))
                missed << QString::fromLatin1(item->metaObject()->className()) + u' '
                        + item->objectName();
        });
        QCOMPARE(missed.join(u'\n'), QString());
    }

    void nothingIsClippedInALongerLanguage_data()
    {
        QTest::addColumn<QString>("openBy");
        QTest::addColumn<int>("width");
        for (const int width : {900, 1280, 1920}) {
            QTest::addRow("fleet, %d px", width) << QString() << width;
        }
    }
    void nothingIsClippedInALongerLanguage()
    {
        QFETCH(QString, openBy);
        QFETCH(int, width);
        LongerTexts longer;
        QVERIFY(QCoreApplication::installTranslator(&longer));
        const auto remove = qScopeGuard([&] { QCoreApplication::removeTranslator(&longer); });
        GuiWorld world;
        QVERIFY(openPage(world, openBy, {width, 800}));
        QStringList clipped;
        int ours = 0;
        allVisible(world.window->contentItem(), [&](QQuickItem *item) {
            const QVariant text = item->property("text");
            if (!item->inherits("QQuickText") || !text.toString().contains(LongerTexts::mark))
                return;
            ++ours;
            const bool outside = item->mapToScene({item->width(), 0}).x() > world.window->width();
            if (item->property("truncated").toBool() || outside)
                clipped << text.toString();
        });
        QVERIFY(ours > 5);
        QCOMPARE(clipped.join(u'\n'), QString());
    }

private:
    static void pages()
    {
        QTest::addColumn<QString>("openBy");
        QTest::addRow("fleet") << QString();
    }

    // A window with a few printers in it, and the page or sheet that this button opens.
    static bool openPage(GuiWorld &world, const QString &openBy, const QSize &size = {1280, 800})
    {
        if (openBy != u"empty") {
            for (const QString &name : {u"Aurora"_s, u"Beagle"_s, u"Calypso"_s}) {
                if (world.fleet.add(name).isNull())
                    return false;
            }
        }
        if (!world.show(size))
            return false;
        if (!openBy.isEmpty() && openBy != u"empty")
            world.click(openBy);
        return true;
    }

    // Not behind an open sheet.
    static bool isTopmost(const GuiWorld &world, const QQuickItem *item)
    {
        QQuickItem *overlay = world.window->property("sheetOpen").toBool()
            ? world.window->property("sheetItem").value<QQuickItem *>()
            : nullptr;
        return !overlay || overlay->isAncestorOf(item);
    }
};

FLOTILLA_TEST(tst_Accessible)
#include "tst_accessible.moc"
