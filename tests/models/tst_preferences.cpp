// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/preferences.h"

#include "core/fakefleet.h"
#include "store/settingstable.h"
#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

class tst_Preferences : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeStore> m_store;
    std::unique_ptr<store::Settings> m_settings;
    std::unique_ptr<Preferences> m_preferences;

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<FakeStore>();
        m_settings = std::make_unique<store::Settings>(m_store->database);
        m_preferences = std::make_unique<Preferences>(*m_settings);
    }
    void cleanup()
    {
        m_preferences.reset();
        m_settings.reset();
        m_store.reset();
    }

    void beginsAsTheTableSays()
    {
        QCOMPARE(m_preferences->theme(), Preferences::ThemeChoice::System);
        QCOMPARE(m_preferences->textPercent(), 100);
        QCOMPARE(m_preferences->textPercents(), (QList<int> {90, 100, 115, 130, 150}));
        QCOMPARE(m_preferences->motion(), Preferences::Motion::System);
        QCOMPARE(m_preferences->cardSize(), Preferences::CardSize::Auto);
        QCOMPARE(m_preferences->sort(), FleetSort::NeedsYouFirst);
        QVERIFY(!m_preferences->keepInTray());
        QVERIFY(!m_preferences->isTrayChosen());
        QVERIFY(m_preferences->noticeEnded());
        QVERIFY(!m_preferences->quietUntil().isValid());
        QCOMPARE(m_preferences->windowSize(), Preferences::usualSize);
        QVERIFY(!m_preferences->windowPosition());
    }

    // Every choice of every enum has its row in the table, in the same order.
    void choicesGoThereAndBack_data()
    {
        QTest::addColumn<QByteArray>("property");
        QTest::addColumn<QString>("key");
        QTest::newRow("theme") << QByteArray("theme") << u"look.theme"_s;
        QTest::newRow("motion") << QByteArray("motion") << u"look.motion"_s;
        QTest::newRow("cards") << QByteArray("cardSize") << u"look.cardSize"_s;
        QTest::newRow("sort") << QByteArray("sort") << u"fleet.sort"_s;
        QTest::newRow("panel") << QByteArray("trayPanel") << u"tray.panel"_s;
        QTest::newRow("ask") << QByteArray("alwaysAsk") << u"send.alwaysAsk"_s;
    }
    void choicesGoThereAndBack()
    {
        QFETCH(QByteArray, property);
        QFETCH(QString, key);
        const QMetaObject *meta = m_preferences->metaObject();
        const QMetaEnum values
            = meta->property(meta->indexOfProperty(property.constData())).enumerator();
        QVERIFY(values.keyCount() >= 3);
        for (int i = values.keyCount() - 1; i >= 0; --i) {
            QVERIFY(m_preferences->setProperty(property.constData(), values.value(i)));
            QString word = QString::fromLatin1(values.key(i));
            word.front() = word.front().toLower();
            QTRY_COMPARE(m_settings->value(key).toString(), word);
            QCOMPARE(m_preferences->property(property.constData()).toInt(), values.value(i));
        }
    }

    void darkFollowsTheSystemUntilOneIsChosen()
    {
        QSignalSpy spy(m_preferences.get(), &Preferences::darkChanged);
        m_preferences->setSystemDark(true);
        QVERIFY(m_preferences->dark());
        QCOMPARE(spy.size(), 1);
        m_preferences->setTheme(Preferences::ThemeChoice::Light);
        QTRY_VERIFY(!m_preferences->dark());
        m_preferences->setSystemDark(false);
        m_preferences->setSystemDark(true);
        QVERIFY(!m_preferences->dark());
        QCOMPARE(spy.size(), 2);
        m_preferences->setTheme(Preferences::ThemeChoice::Dark);
        QTRY_VERIFY(m_preferences->dark());
    }

    void motionFollowsTheSystemUntilOneIsChosen()
    {
        m_preferences->setSystemReducedMotion(true);
        QVERIFY(m_preferences->reducedMotion());
        m_preferences->setMotion(Preferences::Motion::Full);
        QTRY_VERIFY(!m_preferences->reducedMotion());
        m_preferences->setMotion(Preferences::Motion::Reduced);
        QTRY_VERIFY(m_preferences->reducedMotion());
    }

    void aChoiceCanBeTakenBack()
    {
        QSignalSpy chosen(m_preferences.get(), &Preferences::chosen);
        m_preferences->setTextPercent(130);
        QTRY_COMPARE(chosen.size(), 1);
        QCOMPARE(m_preferences->textPercent(), 130);
        m_preferences->restore(chosen[0][0].toString(), chosen[0][1].toString());
        QTRY_COMPARE(m_preferences->textPercent(), 100);
        QCOMPARE(chosen.size(), 1); // no undo of an undo
    }

    void aSizeThatIsNotOfferedIsRefused()
    {
        QSignalSpy refused(m_preferences.get(), &Preferences::refused);
        m_preferences->setTextPercent(400);
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(m_preferences->textPercent(), 100);
    }

    // "Ask" is no answer to whether it is kept.
    void theTrayIsChosenOnce()
    {
        m_preferences->setKeepInTray(false);
        QTRY_VERIFY(m_preferences->isTrayChosen());
        QVERIFY(!m_preferences->keepInTray());
        m_preferences->setKeepInTray(true);
        QTRY_VERIFY(m_preferences->keepInTray());
    }

    void quietIsKeptInUtc()
    {
        const QDateTime until(QDate(2026, 1, 16), QTime(7, 0), Qt::OffsetFromUTC, 3600);
        m_preferences->setQuietUntil(until);
        QTRY_COMPARE(m_preferences->quietUntil(), until);
        QCOMPARE(m_settings->value(u"notices.quietUntil").toString(), u"2026-01-16T06:00:00Z"_s);
        m_preferences->setQuietUntil({});
        QTRY_VERIFY(!m_preferences->quietUntil().isValid());
    }

    void theWindowComesBackWhereItWas()
    {
        m_preferences->setWindowGeometry({-1200, 40}, {1000, 700});
        QTRY_COMPARE(m_preferences->windowSize(), QSize(1000, 700));
        QCOMPARE(m_preferences->windowPosition(), QPoint(-1200, 40));
    }

    void aGeometryThatMakesNoSenseIsNone_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"1280"_s, u"1280x"_s, u"x800"_s, u"-5x800"_s, u"0x0"_s,
                                    u"1280x800x2"_s, u"99999999999x1"_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void aGeometryThatMakesNoSenseIsNone()
    {
        QFETCH(QString, text);
        QVERIFY(ended(m_settings->set(u"window.size"_s, text)));
        QCOMPARE(m_preferences->windowSize(), Preferences::usualSize);
    }
};

FLOTILLA_TEST(tst_Preferences)
#include "tst_preferences.moc"
