// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "storetest.h"

#include <QDir>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace flotilla;
using namespace flotilla::store;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

QList<Migration> schema(int steps)
{
    const QList<Migration> all {
        {1, u"one"_s, {u"CREATE TABLE one (n INTEGER NOT NULL)"_s}},
        {2,
         u"two"_s,
         {u"CREATE TABLE two (n INTEGER NOT NULL)"_s, u"INSERT INTO two SELECT n + 1 FROM one"_s}},
        {3, u"three"_s, {u"ALTER TABLE two ADD COLUMN word TEXT NOT NULL DEFAULT ''"_s}},
    };
    return all.first(steps);
}

constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
    | QFileDevice::ReadOther | QFileDevice::WriteOther;

} // namespace

class tst_DatabaseOpen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"flotilla.db"_s);
    }
    void cleanup() { m_folder.reset(); }

    void newFileHasAllTablesAndIsOwnerOnly()
    {
        Database database(m_path);
        const auto report = ended(database.open());
        QVERIFY(report);
        QCOMPARE(report->schemaVersion, int(builtinMigrations().size()));
        QCOMPARE(report->setAside, QString());
        QCOMPARE(report->backup, QString());
        for (const QString &table : {u"printers"_s, u"runs"_s, u"settings"_s, u"events"_s})
            QCOMPARE(*number(database, u"SELECT COUNT(*) FROM "_s + table), 0);
        for (const auto suffix : {""_L1, "-wal"_L1}) {
            QVERIFY(QFile::exists(m_path + suffix));
            QCOMPARE(QFile::permissions(m_path + suffix) & others, QFile::Permissions());
        }
        QCOMPARE(*number(database, u"PRAGMA synchronous"_s), 2);
        QCOMPARE(*number(database, u"PRAGMA foreign_keys"_s), 1);
    }

    void builtinMigrationsAreNumberedWithoutGap()
    {
        int expected = 0;
        for (const Migration &migration : builtinMigrations())
            QCOMPARE(migration.number, ++expected);
    }

    void missingFolderIsMade()
    {
        Database database(m_folder->filePath(u"a/b/flotilla.db"_s));
        QVERIFY(ended(database.open()));
        QCOMPARE(QFile::permissions(m_folder->filePath(u"a/b"_s)) & others, QFile::Permissions());
    }

    void zeroBytesAreANewDatabase()
    {
        writeFile(m_path, {});
        Database database(m_path, schema(1));
        const auto report = ended(database.open());
        QVERIFY(report);
        QCOMPARE(report->setAside, QString());
        QCOMPARE(QFile::permissions(m_path) & others, QFile::Permissions());
    }

    void reopeningKeepsRowsAndMakesNoCopy()
    {
        fill(schema(2));
        Database database(m_path, schema(2));
        const auto report = ended(database.open());
        QVERIFY(report);
        QCOMPARE(report->schemaVersion, 2);
        QCOMPARE(report->backup, QString());
        QCOMPARE(*number(database, u"SELECT COUNT(*) FROM one"_s), 1);
    }

    void openingTwiceIsTheSameAsOnce()
    {
        Database database(m_path, schema(1));
        QVERIFY(ended(database.open()));
        QCOMPARE(ended(database.open())->schemaVersion, 1);
    }

    void migrationKeepsACopyOfWhatWas()
    {
        fill(schema(1));
        {
            Database database(m_path, schema(3));
            const auto report = ended(database.open());
            QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
            QCOMPARE(report->schemaVersion, 3);
            QCOMPARE(report->backup, m_path + ".before-2"_L1);
            QCOMPARE(*number(database, u"SELECT n FROM two"_s), 8);
        }
        const QString copy = m_path + ".before-2"_L1;
        QCOMPARE(QFile::permissions(copy) & others, QFile::Permissions());
        QVERIFY(!QFile::exists(copy + ".part"_L1));
        Database old(copy, schema(1));
        QCOMPARE(ended(old.open())->schemaVersion, 1);
        QCOMPARE(*number(old, u"SELECT n FROM one"_s), 7);
    }

    void failedMigrationLeavesEverythingAsItWas()
    {
        fill(schema(1));
        QList<Migration> broken = schema(2);
        broken[1].statements.append(u"INSERT INTO nowhere VALUES (1)"_s);
        {
            Database database(m_path, broken);
            QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"migration 2"_s));
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot open"_s));
            const auto report = ended(database.open());
            QVERIFY(!report);
            QVERIFY(report.error().detail.contains("nowhere"_L1));
            QVERIFY(!number(database, u"SELECT 1"_s)); // a half-migrated database is not used
        }
        Database database(m_path, schema(2));
        const auto report
            = ended(database.open()); // the repaired program takes the same step again
        QVERIFY(report);
        QCOMPARE(report->schemaVersion, 2);
        QCOMPARE(*number(database, u"SELECT n FROM two"_s), 8);
    }

    void newerSchemaIsRefusedAndUntouched()
    {
        fill(schema(3));
        const QByteArray before = readFile(m_path);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot open"_s));
        {
            Database database(m_path, schema(2));
            const auto report = ended(database.open());
            QVERIFY(!report);
            QCOMPARE(report.error().kind, Error::Kind::BadFile);
            QVERIFY2(report.error().message.contains("newer"_L1),
                     qPrintable(report.error().message));
        }
        QCOMPARE(readFile(m_path), before);
        QCOMPARE(damagedFiles(), QStringList());
    }

    void damagedFileIsSetAside_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char *damage :
             {"text", "one byte", "other database", "truncated", "header flipped", "page flipped",
              "cut in a page", "schema gone", "gap in the schema"})
            QTest::newRow(damage) << QString::fromLatin1(damage);
    }
    void damagedFileIsSetAside()
    {
        QFETCH(QString, damage);
        spoil(damage);
        const QByteArray spoiled = readFile(m_path);
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"damaged database moved"_s));

        Database database(m_path, schema(2));
        const auto report = ended(database.open());
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        QCOMPARE(report->schemaVersion, 2);
        QCOMPARE(report->backup, QString());
        QVERIFY(QRegularExpression(u"/flotilla\\.db\\.damaged-\\d{8}-\\d{6}$"_s)
                    .match(report->setAside)
                    .hasMatch());
        QCOMPARE(readFile(report->setAside), spoiled);
        QCOMPARE(*number(database, u"SELECT COUNT(*) FROM one"_s), 0);
        QVERIFY(ended(database.run(
            [](Connection &c) { return c.change(u"INSERT INTO one (n) VALUES (?)"_s, {1}); })));
    }

    void damagedFilesNeverOverwriteEachOther()
    {
        for (int i = 0; i < 3; ++i) {
            writeFile(m_path, "not a database " + QByteArray::number(i));
            QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"damaged database moved"_s));
            Database database(m_path, schema(1));
            QVERIFY(ended(database.open()));
        }
        QCOMPARE(damagedFiles().size(), 3);
    }

    void logOfADamagedFileGoesWithIt()
    {
        writeFile(m_path, QByteArray(5000, 'x'));
        writeFile(m_path + "-wal"_L1, "old log");
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"damaged database moved"_s));
        Database database(m_path, schema(1));
        const auto report = ended(database.open());
        QVERIFY(report);
        QCOMPARE(readFile(report->setAside).size(), 5000);
        QVERIFY(readFile(m_path + "-wal"_L1) != "old log");
    }

    void folderInsteadOfAFile()
    {
        QVERIFY(QDir().mkpath(m_path + "/inside"_L1));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot open"_s));
        Database database(m_path);
        const auto report = ended(database.open());
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::BadFile);
        QVERIFY(QFile::exists(m_path + "/inside"_L1));
    }

    void folderWhereNothingCanBeMade()
    {
#ifdef Q_OS_LINUX
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot open"_s));
        Database database(u"/proc/flotilla.db"_s); // not even for root
        const auto report = ended(database.open());
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::NotAuthorised);
        QVERIFY2(report.error().message.contains("/proc"_L1), qPrintable(report.error().message));
#else
        QSKIP("needs a folder that nobody can write, as /proc of Linux");
#endif
    }

    void readOnlyFolder()
    {
#ifdef Q_OS_UNIX
        if (::geteuid() == 0)
            QSKIP("root may write everywhere");
        fill(schema(1));
        const QByteArray before = readFile(m_path);
        QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot open"_s));
        Error::Kind kind = Error::Kind::Internal;
        {
            Database database(m_path, schema(1));
            if (const auto report = ended(database.open()); !report)
                kind = report.error().kind;
        }
        QFile::setPermissions(m_folder->path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(kind, Error::Kind::NotAuthorised);
        QCOMPARE(readFile(m_path), before);
#else
        QSKIP("needs the permissions of Unix");
#endif
    }

    void failedOpenMayBeTriedAgain()
    {
        QVERIFY(QDir().mkpath(m_path));
        Database database(m_path, schema(1));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot open"_s));
        QVERIFY(!ended(database.open()));
        QVERIFY(QDir().rmdir(m_path));
        QVERIFY(ended(database.open()));
        QVERIFY(number(database, u"SELECT 1"_s));
    }

private:
    QStringList damagedFiles() const
    {
        return QDir(m_folder->path()).entryList({u"flotilla.db.damaged-*"_s}, QDir::Files);
    }

    // A database of this schema with the number 7 in it and enough rows for several pages.
    void fill(const QList<Migration> &migrations)
    {
        Database database(m_path, migrations);
        QVERIFY(ended(database.open()));
        QVERIFY(ended(database.transaction(
            [](Connection &c) { return c.change(u"INSERT INTO one (n) VALUES (?)"_s, {7}); })));
    }

    void spoil(const QString &damage)
    {
        if (damage == "text"_L1) {
            writeFile(m_path,
                      "This is no database, it is a letter to a friend.\n" + QByteArray(3000, '.'));
            return;
        }
        if (damage == "one byte"_L1) {
            writeFile(m_path, "S");
            return;
        }
        if (damage == "other database"_L1) {
            Database database(m_path, schema(1));
            QVERIFY(ended(database.open()));
            QVERIFY(ended(database.run([](Connection &c) {
                return c.exec(u"DROP TABLE schema_migrations"_s).map([](const auto &) {
                    return 0;
                });
            })));
            return;
        }
        fill(schema(2));
        if (damage == "schema gone"_L1 || damage == "gap in the schema"_L1) {
            const QString sql = damage == "schema gone"_L1
                ? u"ALTER TABLE schema_migrations RENAME COLUMN number TO renamed"_s
                : u"DELETE FROM schema_migrations WHERE number = 1"_s;
            Database database(m_path, schema(2));
            QVERIFY(ended(database.open()));
            QVERIFY(ended(database.run([sql](Connection &c) { return c.change(sql); })));
            return;
        }
        QByteArray bytes = readFile(m_path);
        QVERIFY(bytes.size() >= 3 * 4096);
        if (damage == "truncated"_L1)
            bytes.truncate(4096);
        else if (damage == "cut in a page"_L1)
            bytes.chop(1000);
        else if (damage == "header flipped"_L1)
            bytes[3] = '\x7f';
        else if (damage == "page flipped"_L1)
            bytes.replace(2 * 4096, 12, QByteArray(12, '\xaa'));
        writeFile(m_path, bytes);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

FLOTILLA_TEST(tst_DatabaseOpen)
#include "tst_databaseopen.moc"
