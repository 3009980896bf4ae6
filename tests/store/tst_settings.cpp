// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settingstable.h"

#include "storetest.h"

#include <QSignalSpy>

#include <array>

using namespace flotilla;
using namespace flotilla::store;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

using Type = SettingRow::Type;

constexpr std::array colors {"red"_L1, "green"_L1};
// A row of each type.
constexpr std::array testRows {
    SettingRow {"a.bool"_L1, Type::Bool, "true"_L1, 0, 0, {}, "yes or no"},
    SettingRow {"an.int"_L1, Type::Int, "3"_L1, 2, 5, {}, "some"},
    SettingRow {"a.decimal"_L1, Type::Decimal, "0.5"_L1, -1, 1, {}, "part"},
    SettingRow {"a.text"_L1, Type::Text, ""_L1, 0, 5, {}, "words"},
    SettingRow {"a.choice"_L1, Type::Choice, "red"_L1, 0, 0, colors, "color"},
};

} // namespace

class tst_Settings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = std::make_unique<Database>(m_folder->filePath(u"flotilla.db"_s));
        QVERIFY(ended(m_database->open()));
    }
    void cleanup()
    {
        m_database.reset();
        m_folder.reset();
    }

    void everyRowIsInOrder()
    {
        QSet<QString> keys;
        for (const SettingRow &row : settingRows()) {
            QVERIFY2(parseSetting(row, row.defaultValue), row.key.data());
            QVERIFY(!keys.contains(row.key));
            keys.insert(row.key);
            QVERIFY(QByteArrayView(row.meaning).endsWith('.'));
        }
    }

    void values_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QVariant>("value"); // invalid: WrongUse
        QTest::newRow("bool word") << u"a.bool"_s << u"Off"_s << QVariant(false);
        QTest::newRow("bool digit") << u"a.bool"_s << u"1"_s << QVariant(true);
        QTest::newRow("bool nonsense") << u"a.bool"_s << u"maybe"_s << QVariant();
        QTest::newRow("int") << u"an.int"_s << u" 5 "_s << QVariant(5);
        QTest::newRow("int below") << u"an.int"_s << u"1"_s << QVariant();
        QTest::newRow("int above") << u"an.int"_s << u"6"_s << QVariant();
        QTest::newRow("int fraction") << u"an.int"_s << u"3.5"_s << QVariant();
        QTest::newRow("int huge") << u"an.int"_s << u"99999999999999999999"_s << QVariant();
        QTest::newRow("int empty") << u"an.int"_s << QString() << QVariant();
        QTest::newRow("decimal") << u"a.decimal"_s << u"-0.25"_s << QVariant(-0.25);
        QTest::newRow("decimal above") << u"a.decimal"_s << u"1.01"_s << QVariant();
        QTest::newRow("decimal nan") << u"a.decimal"_s << u"nan"_s << QVariant();
        QTest::newRow("decimal inf") << u"a.decimal"_s << u"inf"_s << QVariant();
        QTest::newRow("text") << u"a.text"_s << u"abc"_s << QVariant(u"abc"_s);
        QTest::newRow("text empty") << u"a.text"_s << u""_s << QVariant(u""_s);
        QTest::newRow("text long") << u"a.text"_s << u"abcdef"_s << QVariant();
        QTest::newRow("text very long") << u"a.text"_s << QString(1'000'000, u'a') << QVariant();
        QTest::newRow("choice") << u"a.choice"_s << u"green"_s << QVariant(u"green"_s);
        QTest::newRow("choice unknown") << u"a.choice"_s << u"blue"_s << QVariant();
    }
    void values()
    {
        QFETCH(QString, key);
        QFETCH(QString, text);
        QFETCH(QVariant, value);
        Settings settings(*m_database, testRows);
        const QVariant before = settings.value(key);
        const auto result = ended(settings.set(key, text));
        if (value.isValid()) {
            QVERIFY2(result, result ? "" : qPrintable(result.error().message));
            QCOMPARE(settings.value(key), value);
        } else {
            QVERIFY(!result);
            QCOMPARE(result.error().kind, Error::Kind::WrongUse);
            QCOMPARE(settings.value(key), before);
            QCOMPARE(*number(*m_database, u"SELECT COUNT(*) FROM settings"_s), 0);
        }
    }

    void refusalNamesTheRange()
    {
        Settings settings(*m_database);
        const auto result = ended(settings.set(u"poll.watchedSeconds"_s, u"9"_s));
        QVERIFY(!result);
        QVERIFY2(result.error().message.contains("2"_L1) && result.error().message.contains("5"_L1),
                 qPrintable(result.error().message));
        const auto choice = ended(Settings(*m_database, testRows).set(u"a.choice"_s, u"blue"_s));
        QVERIFY(choice.error().message.contains("red, green"_L1));
    }

    void unknownKeyIsNotFound()
    {
        Settings settings(*m_database);
        QCOMPARE(ended(settings.set(u"no.such"_s, u"1"_s)).error().kind, Error::Kind::NotFound);
        QCOMPARE(settings.toJson(u"no.such"_s).error().kind, Error::Kind::NotFound);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no such setting"_s));
        QVERIFY(!settings.value(u"no.such").isValid());
    }

    void changedComesOnRealChangeBeforeTheEnd()
    {
        Settings settings(*m_database);
        QSignalSpy spy(&settings, &Settings::changed);
        const auto command = settings.set(u"poll.slowSeconds"_s, u"20"_s);
        QCOMPARE(settings.value(u"poll.slowSeconds"), QVariant(10)); // stored first, applied then
        QVERIFY(ended(command));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), u"poll.slowSeconds"_s);
        QVERIFY(ended(settings.set(u"poll.slowSeconds"_s, u"20"_s)));
        QCOMPARE(spy.size(), 1);
    }

    void valuesOutliveTheProgram()
    {
        {
            Settings settings(*m_database);
            QVERIFY(ended(settings.set(u"poll.slowSeconds"_s, u"30"_s)));
            QVERIFY(ended(settings.set(u"poll.slowSeconds"_s, u"45"_s)));
        }
        Settings settings(*m_database);
        QCOMPARE(settings.value(u"poll.slowSeconds"), QVariant(10));
        QSignalSpy spy(&settings, &Settings::changed);
        QVERIFY(ended(settings.load()));
        QCOMPARE(settings.value(u"poll.slowSeconds"), QVariant(45));
        QCOMPARE(spy.size(), 1);
    }

    void nonsenseInTheDatabaseGivesTheDefault()
    {
        QVERIFY(ended(m_database->run([](Connection &c) {
            return c.change(
                u"INSERT INTO settings (key, value) VALUES ('poll.slowSeconds', '-1'), ('future', 'x')"_s);
        })));
        Settings settings(*m_database);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"poll.slowSeconds"_s));
        QVERIFY(ended(settings.load()));
        QCOMPARE(settings.value(u"poll.slowSeconds"), QVariant(10));
        // what another version stored is left for it
        QCOMPARE(*number(*m_database, u"SELECT COUNT(*) FROM settings WHERE key = 'future'"_s), 1);
    }

    void jsonOfOneAndOfAll()
    {
        Settings settings(*m_database);
        const QJsonObject one = *settings.toJson(u"poll.watchedSeconds"_s);
        QCOMPARE(one.value("key"_L1), QJsonValue(u"poll.watchedSeconds"_s));
        QCOMPARE(one.value("value"_L1), QJsonValue(3));
        QCOMPARE(one.value("default"_L1), QJsonValue(3));
        QCOMPARE(one.value("type"_L1), QJsonValue(u"int"_s));
        QVERIFY(!one.value("meaning"_L1).toString().isEmpty());
        QCOMPARE(settings.toJson().size(), qsizetype(settingRows().size()));
        QCOMPARE(settings.toJson().first().toObject(), one);
    }

    void setFailsWithItsDatabase()
    {
        Database closed(m_folder->filePath(u"other.db"_s));
        Settings settings(closed);
        QVERIFY(!ended(settings.set(u"poll.slowSeconds"_s, u"20"_s)));
        QCOMPARE(settings.value(u"poll.slowSeconds"), QVariant(10));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
};

FLOTILLA_TEST(tst_Settings)
#include "tst_settings.moc"
