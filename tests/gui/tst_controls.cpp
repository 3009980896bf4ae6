// SPDX-License-Identifier: GPL-3.0-or-later
#include "qml/iconprovider.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QAccessible>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

// Each control in a small window, driven as a person would.
class tst_Controls : public QObject
{
    Q_OBJECT

private:
    // Delegates are children in the scene only, popups are no items.
    static QQuickItem *itemUnder(QQuickItem *root, const QString &name)
    {
        if (root->objectName() == name)
            return root;
        const QList<QQuickItem *> children = root->childItems();
        for (QQuickItem *child : children) {
            if (QQuickItem *found = itemUnder(child, name))
                return found;
        }
        return nullptr;
    }
    QObject *object(const char *name) const
    {
        if (QQuickItem *item = itemUnder(m_window->contentItem(), QString::fromLatin1(name)))
            return item;
        QObject *found = m_window->findChild<QObject *>(QString::fromLatin1(name));
        if (!found)
            qFatal("nothing is named %s", name);
        return found;
    }
    QQuickItem *find(const char *name) const { return qobject_cast<QQuickItem *>(object(name)); }
    QVariant of(const char *name, const char *property) const
    {
        return object(name)->property(property);
    }
    QPoint centre(const char *name) const
    {
        const QQuickItem *item = find(name);
        return item->mapToScene({item->width() / 2, item->height() / 2}).toPoint();
    }
    void click(const char *name) const
    {
        QTest::mouseClick(m_window, Qt::LeftButton, {}, centre(name));
    }
    void press(Qt::Key key) const { QTest::keyClick(m_window, key); }
    void focus(const char *name) const { find(name)->forceActiveFocus(Qt::TabFocusReason); }
    void call(const char *name, const char *method) const
    {
        QVERIFY(QMetaObject::invokeMethod(object(name), method));
    }
    int clicks() const { return m_window->property("clicks").toInt(); }
    QStringList heard() const { return m_window->property("heard").toStringList(); }

    // The text of the tool tip that is shown, or nothing.
    QString toolTip() const
    {
        const QList<QObject *> all = m_window->findChildren<QObject *>();
        for (const QObject *object : all) {
            if (object->inherits("QQuickToolTip") && object->property("opened").toBool())
                return object->property("text").toString();
        }
        return {};
    }
    // The one visible focus ring, in the scene; empty where there is none.
    QRectF ring() const
    {
        QRectF found;
        visit(m_window->contentItem(), [&](const QQuickItem *item) {
            if (QByteArrayView(item->metaObject()->className()).startsWith("FocusRing"))
                found = item->mapRectToScene(item->boundingRect());
        });
        return found;
    }
    template<typename Seen> static void visit(QQuickItem *item, const Seen &seen)
    {
        if (!item->isVisible())
            return;
        seen(item);
        const QList<QQuickItem *> children = item->childItems();
        for (QQuickItem *child : children)
            visit(child, seen);
    }

    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QQuickWindow *m_window = nullptr;
    QStringList m_warnings;

private Q_SLOTS:
    void init()
    {
        m_warnings.clear();
        m_engine = std::make_unique<QQmlApplicationEngine>();
        connect(m_engine.get(), &QQmlEngine::warnings, this,
                [this](const QList<QQmlError> &errors) {
                    for (const QQmlError &error : errors)
                        m_warnings << error.toString();
                });
        m_engine->addImportPath(u"qrc:/qt/qml"_s);
        m_engine->addImageProvider(u"icon"_s, new IconProvider);
        m_engine->load(QUrl::fromLocalFile(testDataPath(u"gui/Controls.qml"_s)));
        QVERIFY(!m_engine->rootObjects().isEmpty());
        m_window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().constFirst());
        QVERIFY(QTest::qWaitForWindowActive(m_window));
    }
    void cleanup()
    {
        m_engine.reset();
        QCOMPARE(m_warnings, QStringList());
    }

    void buttonsAnswerPointerAndKeys_data()
    {
        QTest::addColumn<QByteArray>("row");
        for (const char *name : {"button", "icon", "link"})
            QTest::newRow(name) << QByteArray(name);
    }
    void buttonsAnswerPointerAndKeys()
    {
        QFETCH(QByteArray, row);
        const char *name = row.constData();

        click(name);
        QCOMPARE(clicks(), 1);
        focus(name);
        press(Qt::Key_Space);
        QCOMPARE(clicks(), 2);
        press(Qt::Key_Return);
        QCOMPARE(clicks(), 3);
        press(Qt::Key_Enter);
        QCOMPARE(clicks(), 4);
    }

    void ringComesWithKeysOnly()
    {
        click("button");
        QVERIFY(find("button")->hasActiveFocus());
        QVERIFY(ring().isEmpty());

        QTest::keyPress(m_window, Qt::Key_Control);
        QTest::keyRelease(m_window, Qt::Key_Control);
        QVERIFY(ring().isEmpty());

        press(Qt::Key_Tab);
        press(Qt::Key_Backtab);
        QVERIFY(find("button")->hasActiveFocus());
        const QQuickItem *button = find("button");
        // Two wide, its middle three outside.
        QCOMPARE(ring(), button->mapRectToScene(button->boundingRect()).adjusted(-4, -4, 4, 4));

        QTest::mouseClick(m_window, Qt::LeftButton, {}, {880, 880});
        QVERIFY(ring().isEmpty());
    }

    void whatIsOffSaysWhy()
    {
        click("off");
        QCOMPARE(clicks(), 0);
        QCOMPARE(find("off")->opacity(), 0.45);
        QTest::mouseMove(m_window, centre("off"));
        QTRY_COMPARE(toolTip(), u"Off while a print runs"_s);
        QTest::mouseMove(m_window, {890, 890});
        QTRY_COMPARE(toolTip(), QString());
    }

    void iconsSayTheirName()
    {
        QTest::mouseMove(m_window, centre("icon"));
        QTRY_COMPARE(toolTip(), u"More about Calypso"_s);
        const auto *read = QAccessible::queryAccessibleInterface(find("icon"));
        QVERIFY(read);
        QCOMPARE(read->text(QAccessible::Name), u"More about Calypso"_s);
        QCOMPARE(read->role(), QAccessible::PushButton);
    }

    void oneChipIsOn()
    {
        QCOMPARE(QAccessible::queryAccessibleInterface(find("chipPaused"))->text(QAccessible::Name),
                 u"Paused, 1"_s);
        click("chipPaused");
        QCOMPARE(m_window->property("chosen").toString(), u"paused"_s);
        QVERIFY(of("chipPaused", "checked").toBool());
        QVERIFY(!of("chipAll", "checked").toBool());
        click("chipPaused");
        QVERIFY(of("chipPaused", "checked").toBool());
        focus("chipAll");
        press(Qt::Key_Return);
        QCOMPARE(m_window->property("chosen").toString(), QString());
        QVERIFY(of("chipAll", "checked").toBool());
        QVERIFY(!of("chipPaused", "checked").toBool());
    }

    void segmentsAreOneTabStop()
    {
        click("segmentList");
        QCOMPARE(of("segments", "currentIndex").toInt(), 1);
        focus("segments");
        press(Qt::Key_Right);
        QCOMPARE(of("segments", "currentIndex").toInt(), 1);
        press(Qt::Key_Left);
        QCOMPARE(of("segments", "currentIndex").toInt(), 0);
        press(Qt::Key_Tab);
        QVERIFY(find("check")->hasActiveFocus());
    }

    void choicesSwitch()
    {
        for (const char *name : {"check", "switch"}) {
            click(name);
            QVERIFY2(of(name, "checked").toBool(), name);
            focus(name);
            press(Qt::Key_Space);
            QVERIFY2(!of(name, "checked").toBool(), name);
        }
        click("radioTwo");
        QVERIFY(of("radioTwo", "checked").toBool());
        QVERIFY(!of("radioOne", "checked").toBool());
        click("choiceQueue");
        QVERIFY(of("choiceQueue", "checked").toBool());
        QVERIFY(!of("choiceSend", "checked").toBool());
    }

    void fieldShowsItsErrorBelow()
    {
        QQuickItem *field = find("field");
        const double before = field->height();
        field->setProperty("error", u"An address has four numbers."_s);
        QCOMPARE(field->height(), before + 20);
        QCOMPARE(QAccessible::queryAccessibleInterface(field)->text(QAccessible::Description),
                 u"An address has four numbers."_s);
        click("field");
        press(Qt::Key_End);
        QTest::keyClick(m_window, '.');
        QCOMPARE(field->property("text").toString(), u"192.168.20."_s);
        QVERIFY(!ring().isEmpty());
        field->setProperty("error", QString());
        QCOMPARE(field->height(), before);
    }

    void secretIsSeenWhileTheEyeIsHeld()
    {
        QCOMPARE(of("secret", "displayText").toString(), QString(5, QChar(0x25CF)));
        QTest::mousePress(m_window, Qt::LeftButton, {}, centre("secretEye"));
        QCOMPARE(of("secret", "displayText").toString(), u"e41b7"_s);
        QTest::mouseRelease(m_window, Qt::LeftButton, {}, centre("secretEye"));
        QCOMPARE(of("secret", "displayText").toString(), QString(5, QChar(0x25CF)));
    }

    void searchIsEmptiedByEscAndButton()
    {
        focus("search");
        QTest::keyClick(m_window, 'a');
        QCOMPARE(of("search", "text").toString(), u"a"_s);
        press(Qt::Key_Escape);
        QCOMPARE(of("search", "text").toString(), QString());
        QTest::keyClick(m_window, 'b');
        click("searchClear");
        QCOMPARE(of("search", "text").toString(), QString());
        QVERIFY(find("search")->hasActiveFocus());
    }

    void listOpensAndChooses()
    {
        auto *popup = of("combo", "popup").value<QObject *>();
        click("combo");
        QTRY_VERIFY(popup->property("opened").toBool());
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QTRY_VERIFY(!popup->property("visible").toBool());
        QCOMPARE(of("combo", "displayText").toString(), u"Hall 2"_s);
        focus("combo");
        press(Qt::Key_Up);
        QCOMPARE(of("combo", "displayText").toString(), u"Hall 1"_s);
    }

    void notesAct()
    {
        click("emptyAct");
        click("toastAct");
        QCOMPARE(clicks(), 2);
    }

    void menuKeepsOffWhatIsOff()
    {
        call("menu", "open");
        QTRY_VERIFY(of("menu", "opened").toBool());
        click("menuOff");
        QCOMPARE(heard(), QStringList());
        press(Qt::Key_Escape);
        QTRY_VERIFY(!of("menu", "visible").toBool());
        focus("button");
        call("menu", "open");
        QTRY_VERIFY(of("menu", "opened").toBool());
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QCOMPARE(heard(), QStringList {u"open"_s});
        QTRY_VERIFY(find("button")->hasActiveFocus());
    }

    void focusComesBackThroughMenuAndSheet()
    {
        focus("button");
        call("menu", "open");
        QTRY_VERIFY(of("menu", "opened").toBool());
        click("menuSheet");
        QTRY_VERIFY(of("sheet", "opened").toBool());
        QTRY_VERIFY(!of("menu", "visible").toBool());
        QVERIFY(find("sheetField")->hasActiveFocus());
        press(Qt::Key_Escape);
        QTRY_VERIFY(!of("sheet", "visible").toBool());
        QVERIFY(find("button")->hasActiveFocus());
    }

    void sheetFitsTheWindowAndHoldsTheFocus()
    {
        focus("button");
        call("sheet", "open");
        QTRY_VERIFY(of("sheet", "opened").toBool());
        QCOMPARE(of("sheet", "width").toDouble(), m_window->width() - 48.0);
        QCOMPARE(of("sheet", "height").toDouble(), m_window->height() - 48.0);
        QVERIFY(find("sheetField")->hasActiveFocus());

        QStringList order;
        for (int i = 0; i < 5; ++i) {
            press(Qt::Key_Tab);
            const QQuickItem *focused = m_window->activeFocusItem();
            order << focused->objectName();
            // What has the focus is to be seen: the body scrolls to it.
            const QRectF place = focused->mapRectToScene(focused->boundingRect());
            QVERIFY2(
                QRectF(24, 24, m_window->width() - 48, m_window->height() - 48).contains(place),
                qPrintable(order.constLast()));
        }
        QCOMPARE(order,
                 QStringList({u"sheetLast"_s, u"sheetCancel"_s, u"sheetAct"_s, u"sheetClose"_s,
                              u"sheetField"_s}));

        press(Qt::Key_Escape);
        QTRY_COMPARE(heard(), QStringList {u"closed"_s});
        QTRY_VERIFY(find("button")->hasActiveFocus());
    }

    void sheetAsksBeforeItForgets()
    {
        call("sheet", "open");
        QTRY_VERIFY(of("sheet", "opened").toBool());
        QTest::keyClick(m_window, 'c');
        press(Qt::Key_Escape);
        QVERIFY(of("sheet", "asking").toBool());
        QVERIFY(find("keepTyped")->hasActiveFocus());
        press(Qt::Key_Escape);
        QVERIFY(!of("sheet", "asking").toBool());
        QVERIFY(find("sheetField")->hasActiveFocus());
        click("sheetClose");
        QVERIFY(of("sheet", "asking").toBool());
        click("keepTyped");
        QVERIFY(!of("sheet", "asking").toBool());
        QVERIFY(of("sheet", "opened").toBool());
        press(Qt::Key_Escape);
        click("discardTyped");
        QTRY_COMPARE(heard(), QStringList {u"closed"_s});
    }

    void safeAnswerHasTheFocus()
    {
        call("confirm", "open");
        QTRY_VERIFY(of("confirm", "opened").toBool());
        QVERIFY(find("confirmSafe")->hasActiveFocus());
        QVERIFY(find("confirmSafe")->mapToScene({0, 0}).x()
                < find("confirmAct")->mapToScene({0, 0}).x());
        press(Qt::Key_Return);
        QTRY_COMPARE(heard(), QStringList {u"refused"_s});

        call("confirm", "open");
        QTRY_VERIFY(of("confirm", "opened").toBool());
        press(Qt::Key_Escape);
        QTRY_COMPARE(heard().size(), 2);
        QCOMPARE(heard().constLast(), u"refused"_s);

        call("confirm", "open");
        QTRY_VERIFY(of("confirm", "opened").toBool());
        press(Qt::Key_Tab);
        QVERIFY(find("confirmAct")->hasActiveFocus());
        press(Qt::Key_Tab);
        QVERIFY(find("confirmSafe")->hasActiveFocus());
        click("confirmAct");
        QTRY_COMPARE(heard().constLast(), u"accepted"_s);
    }

    void everyTargetIsLargeEnough()
    {
        visit(m_window->contentItem(), [](const QQuickItem *item) {
            if (!item->inherits("QQuickAbstractButton") && !item->inherits("QQuickTextField"))
                return;
            QVERIFY2(item->width() >= 28 && item->height() >= 28, qPrintable(item->objectName()));
        });
    }

    void everyControlHasAName()
    {
        visit(m_window->contentItem(), [](QQuickItem *item) {
            if (!item->activeFocusOnTab())
                return;
            const auto *read = QAccessible::queryAccessibleInterface(item);
            QVERIFY2(read && !read->text(QAccessible::Name).isEmpty(),
                     qPrintable(item->objectName()));
        });
    }
};

FLOTILLA_TEST(tst_Controls)
#include "tst_controls.moc"
