// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gallery/samplefaces.h"
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

// The cards of the fleet, alone.
class tst_Cards : public QObject
{
    Q_OBJECT

private:
    static QQuickItem *under(QQuickItem *root, const QString &name)
    {
        if (!root || !root->isVisible())
            return nullptr;
        if (root->objectName() == name)
            return root;
        const QList<QQuickItem *> children = root->childItems();
        for (QQuickItem *child : children) {
            if (QQuickItem *found = under(child, name))
                return found;
        }
        return nullptr;
    }
    QQuickItem *card(const QString &name) const { return under(m_window->contentItem(), name); }
    QObject *theme() const { return m_window->property("theme").value<QObject *>(); }
    QStringList heard() const { return m_window->property("heard").toStringList(); }
    static QPoint centre(const QQuickItem *item)
    {
        return item->mapToScene({item->width() / 2, item->height() / 2}).toPoint();
    }
    // Every text that is to be seen, with where it stands in the card.
    static QList<std::pair<QString, QRectF>> textsOf(QQuickItem *root, const QQuickItem *in)
    {
        QList<std::pair<QString, QRectF>> texts;
        if (!root->isVisible() || root->opacity() == 0)
            return texts;
        const QString text = root->property("text").toString();
        if (root->inherits("QQuickText") && !text.isEmpty())
            texts << std::pair(text,
                               root->mapRectToItem(in, {0, 0, root->width(), root->height()}));
        const QList<QQuickItem *> children = root->childItems();
        for (QQuickItem *child : children)
            texts << textsOf(child, in);
        return texts;
    }
    static QStringList wordsOf(QQuickItem *card)
    {
        QStringList words;
        const auto texts = textsOf(card, card);
        for (const auto &[text, place] : texts)
            words << text;
        return words;
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
        const QList<models::CardFace> faces = sampleFaces();
        m_engine->setInitialProperties({{u"needing"_s, QVariant::fromValue(faces.first())},
                                        {u"running"_s, QVariant::fromValue(faces.last())}});
        m_engine->load(QUrl::fromLocalFile(testDataPath(u"gui/Cards.qml"_s)));
        QVERIFY(!m_engine->rootObjects().isEmpty());
        m_window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().constFirst());
        QVERIFY(QTest::qWaitForWindowActive(m_window));
    }
    void cleanup()
    {
        m_engine.reset();
        QCOMPARE(m_warnings, QStringList());
    }

    void sizesAreThoseOfTheDesign()
    {
        QCOMPARE(card(u"needing"_s)->implicitHeight(), 144.0);
        QCOMPARE(card(u"needing"_s)->implicitWidth(), 320.0);
        QCOMPARE(card(u"loading"_s)->implicitHeight(), 144.0);
        QCOMPARE(card(u"compact"_s)->implicitHeight(), 70.0);
        QCOMPARE(card(u"compact"_s)->implicitWidth(), 184.0);
    }

    void pointerFocusesChoosesOpens()
    {
        const QPoint middle = centre(card(u"needing"_s));
        QTest::mouseClick(m_window, Qt::LeftButton, {}, middle);
        QTest::mouseClick(m_window, Qt::LeftButton, Qt::ControlModifier, middle);
        QTest::mouseClick(m_window, Qt::LeftButton, Qt::ShiftModifier, middle);
        QTest::mouseClick(m_window, Qt::RightButton, {}, middle);
        QCOMPARE(heard(), QStringList({u"focus"_s, u"toggled"_s, u"toggled"_s, u"menu"_s}));
        QTest::mouseDClick(m_window, Qt::LeftButton, {}, middle);
        QCOMPARE(heard().constLast(), u"opened"_s);
    }

    void partsActThemselves()
    {
        // From elsewhere: a pointer that stays where the last test left it does not move.
        QTest::mouseMove(m_window, {790, 390});
        QTest::mouseMove(m_window, centre(card(u"needing"_s)));
        QTRY_VERIFY(under(card(u"needing"_s), u"check"_s));
        QTest::mouseClick(m_window, Qt::LeftButton, {},
                          centre(under(card(u"needing"_s), u"check"_s)));
        QTest::mouseClick(m_window, Qt::LeftButton, {},
                          centre(under(card(u"needing"_s), u"more"_s)));
        QTest::mouseClick(m_window, Qt::LeftButton, {},
                          centre(under(card(u"needing"_s), u"act"_s)));
        QCOMPARE(
            heard(),
            QStringList({u"toggled"_s, u"menu"_s, u"act %1"_s.arg(int(models::Act::EnterCode))}));
    }

    void checkBoxShowsUnderThePointerOrChosen()
    {
        QVERIFY(!under(card(u"needing"_s), u"check"_s));
        QVERIFY(under(card(u"running"_s), u"check"_s));
    }

    void verdictTakesTheFoot()
    {
        QQuickItem *needing = card(u"needing"_s);
        QVERIFY(wordsOf(needing).contains(u"Enter new code"_s));
        needing->setProperty("dropping", true);
        needing->setProperty("verdictDimmed", true);
        QVERIFY(!wordsOf(needing).contains(u"Enter new code"_s));
        QVERIFY(wordsOf(needing).contains(u"Prints .goo, not .gcode"_s));
        needing->setProperty("dropTarget", true);
        needing->setProperty("verdictPill", u"Send to Aurora and print"_s);
        QVERIFY(wordsOf(needing).contains(u"Send to Aurora and print"_s));
        QVERIFY(!wordsOf(needing).contains(u"Prints .goo, not .gcode"_s));
        needing->setProperty("dropping", false);
        QVERIFY(wordsOf(needing).contains(u"Enter new code"_s));
    }

    void isReadOutAsOneItem()
    {
        const auto *read = QAccessible::queryAccessibleInterface(card(u"needing"_s));
        QVERIFY(read);
        QCOMPARE(read->role(), QAccessible::ListItem);
        QCOMPARE(read->text(QAccessible::Name), u"Aurora, Code refused"_s);
        QVERIFY(QAccessible::queryAccessibleInterface(card(u"running"_s))->state().selected);
    }

    void wordsStayInsideAndApart_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("scale");
        for (const char *name : {"needing", "running", "compact"}) {
            for (const double scale : {0.9, 1.0, 1.15, 1.3, 1.5})
                QTest::addRow("%s at %g", name, scale) << QString::fromLatin1(name) << scale;
        }
    }
    void wordsStayInsideAndApart()
    {
        QFETCH(QString, name);
        QFETCH(double, scale);

        theme()->setProperty("textScale", scale);
        QQuickItem *item = card(name);
        const auto texts = textsOf(item, item);
        QVERIFY(texts.size() >= 4);
        const QRectF room = item->boundingRect().adjusted(8, 0, -8, 0);
        for (int i = 0; i < texts.size(); ++i) {
            QVERIFY2(room.contains(texts[i].second), qPrintable(texts[i].first));
            for (int j = i + 1; j < texts.size(); ++j)
                QVERIFY2(!texts[i].second.intersects(texts[j].second),
                         qPrintable(texts[i].first + u" | "_s + texts[j].first));
        }
    }
};

FLOTILLA_TEST(tst_Cards)
#include "tst_cards.moc"
