// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "storetest.h"

#include <QThread>

#include <atomic>
#include <stdexcept>

using namespace flotilla;
using namespace flotilla::store;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

Result<int> insertNumber(Connection &connection, int n)
{
    return connection.change(u"INSERT INTO numbers (n) VALUES (?)"_s, {n});
}

const QList<Migration> numbersSchema {
    {1,
     u"numbers"_s,
     {u"CREATE TABLE numbers (n INTEGER NOT NULL, word TEXT NOT NULL DEFAULT '')"_s}}};

} // namespace

class tst_Database : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"flotilla.db"_s);
        m_database = std::make_unique<Database>(m_path, numbersSchema);
        QVERIFY(ended(m_database->open()));
    }
    void cleanup()
    {
        m_database.reset();
        m_folder.reset();
    }

    void commandsKeepTheirOrder()
    {
        QList<int> order;
        for (int i = 0; i < 50; ++i) {
            m_database->run([i](Connection &c) { return insertNumber(c, i); })
                .onFinished(this, [&, i](const auto &) { order.append(i); });
        }
        const auto stored = ended(m_database->run([](Connection &c) -> Result<QList<int>> {
            return c.list(u"SELECT n FROM numbers ORDER BY rowid"_s, {},
                          [](const QSqlQuery &row) { return row.value(0).toInt(); });
        }));
        QVERIFY(stored);
        QList<int> expected;
        for (int i = 0; i < 50; ++i)
            expected.append(i);
        QCOMPARE(*stored, expected);
        QTRY_COMPARE(order, expected);
    }

    void workRunsInItsOwnThreadAndEndsInOurs()
    {
        const auto worker = ended(m_database->run(
            [](Connection &) -> Result<QThread *> { return QThread::currentThread(); }));
        QVERIFY(worker);
        QVERIFY(*worker != QThread::currentThread());
        const auto again = ended(m_database->run(
            [](Connection &) -> Result<QThread *> { return QThread::currentThread(); }));
        QCOMPARE(*again, *worker);
    }

    void transactionCommitsAValue()
    {
        QVERIFY(ended(m_database->transaction([](Connection &c) { return insertNumber(c, 1); })));
        QCOMPARE(*number(*m_database, u"SELECT COUNT(*) FROM numbers"_s), 1);
    }

    void transactionRollsBack_data()
    {
        QTest::addColumn<bool>("throws");
        QTest::newRow("on an error") << false;
        QTest::newRow("on an exception") << true;
    }
    void transactionRollsBack()
    {
        QFETCH(bool, throws);
        const auto result = ended(m_database->transaction([throws](Connection &c) -> Result<int> {
            if (const auto done = insertNumber(c, 1); !done)
                return done;
            if (throws)
                throw std::runtime_error("no more");
            return failure(Error::Kind::Refused, u"no"_s);
        }));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, throws ? Error::Kind::Internal : Error::Kind::Refused);
        QCOMPARE(*number(*m_database, u"SELECT COUNT(*) FROM numbers"_s), 0);
        // and the connection is good for the next one
        QVERIFY(ended(m_database->transaction([](Connection &c) { return insertNumber(c, 2); })));
    }

    void faultySqlIsAnErrorWithASentence()
    {
        const auto result = number(*m_database, u"SELECT nonsense FROM numbers"_s);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Internal);
        QVERIFY(result.error().message.endsWith(u'.'));
        QVERIFY(result.error().detail.contains("nonsense"_L1));
    }

    void fullDiskIsSaid()
    {
        const auto filled = ended(m_database->transaction([](Connection &c) -> Result<int> {
            if (const auto limited = c.exec(u"PRAGMA max_page_count = 8"_s); !limited)
                return failure(limited.error());
            return c.change(u"INSERT INTO numbers (n, word) VALUES (1, ?)"_s,
                            {QString(100'000, u'x')});
        }));
        QVERIFY(!filled);
        QCOMPARE(filled.error().kind, Error::Kind::StorageFull);
        QCOMPARE(*number(*m_database, u"SELECT COUNT(*) FROM numbers"_s), 0);
    }

    void nullTextIsStoredAsEmptyText()
    {
        QVERIFY(ended(m_database->run([](Connection &c) {
            return c.change(u"INSERT INTO numbers (n, word) VALUES (?, ?)"_s, {1, QString()});
        })));
        QCOMPARE(*number(*m_database, u"SELECT COUNT(*) FROM numbers WHERE word = ''"_s), 1);
    }

    void nothingFoundIsNoError()
    {
        const auto row = ended(m_database->run([](Connection &c) -> Result<std::optional<int>> {
            return c.first(u"SELECT n FROM numbers"_s, {},
                           [](const QSqlQuery &r) { return r.value(0).toInt(); });
        }));
        QVERIFY(row);
        QVERIFY(!*row);
    }

    void destroyedWithQueuedWorkEndsEveryCommandOnce()
    {
        std::atomic_int done = 0;
        int ends = 0;
        int values = 0;
        for (int i = 0; i < 200; ++i) {
            m_database
                ->run([i, &done](Connection &c) {
                    ++done;
                    return insertNumber(c, i);
                })
                .onFinished(this, [&](const Result<int> &result) {
                    ++ends;
                    values += result ? 1 : 0;
                });
        }
        m_database.reset();
        QCOMPARE(done, 200); // what was accepted is done, not lost
        QTRY_COMPARE(ends, 200);
        QCOMPARE(values, 200);

        Database again(m_path, numbersSchema);
        QVERIFY(ended(again.open()));
        QCOMPARE(*number(again, u"SELECT COUNT(*) FROM numbers"_s), 200);
    }

    void workWithoutAnOpenDatabaseFails()
    {
        Database closed(m_folder->filePath(u"other.db"_s), numbersSchema);
        const auto result = number(closed, u"SELECT 1"_s);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Internal);
        QVERIFY(!QFile::exists(closed.path()));
    }

    void workAfterOpenNeedNotWaitForIt()
    {
        Database other(m_folder->filePath(u"other.db"_s), numbersSchema);
        const auto opened = other.open();
        QCOMPARE(*number(other, u"SELECT COUNT(*) FROM numbers"_s), 0);
        QVERIFY(opened.isFinished());
    }

    void twoDatabasesDoNotMix()
    {
        Database other(m_folder->filePath(u"other.db"_s), numbersSchema);
        QVERIFY(ended(other.open()));
        QVERIFY(ended(other.run([](Connection &c) { return insertNumber(c, 1); })));
        QCOMPARE(*number(*m_database, u"SELECT COUNT(*) FROM numbers"_s), 0);
        QCOMPARE(*number(other, u"SELECT COUNT(*) FROM numbers"_s), 1);
    }

    // What a kill at any moment leaves on the disk: the files as they are in the middle of a
    // transaction.
    void killedInMidWriteKeepsWhatWasCommitted()
    {
        const QString copy = m_folder->filePath(u"copy.db"_s);
        QVERIFY(ended(m_database->run([](Connection &c) { return insertNumber(c, 1); })));
        QVERIFY(ended(m_database->transaction([path = m_path, copy](Connection &c) -> Result<int> {
            // More than the page cache holds, so that part of it is in the log already.
            for (int i = 0; i < 40; ++i) {
                if (const auto done = c.change(u"INSERT INTO numbers (n, word) VALUES (2, ?)"_s,
                                               {QString(100'000, u'x')});
                    !done)
                    return done;
            }
            for (const auto suffix : {""_L1, "-wal"_L1}) {
                if (!QFile::copy(path + suffix, copy + suffix))
                    return failure(Error::Kind::Internal, u"no copy"_s);
            }
            return insertNumber(c, 3);
        })));
        QVERIFY(QFile(copy + "-wal"_L1).size() > 1'000'000);
        Database survivor(copy, numbersSchema);
        const auto report = ended(survivor.open());
        QVERIFY(report);
        QCOMPARE(report->setAside, QString());
        QCOMPARE(*number(survivor, u"SELECT COUNT(*) FROM numbers"_s), 1);
        QCOMPARE(*number(survivor, u"SELECT n FROM numbers"_s), 1);
    }

    // A crash before a new file has its write-ahead log leaves a journal; only a writer can undo
    // it.
    void journalOfACrashIsRolledBack()
    {
        const QString copy = m_folder->filePath(u"copy.db"_s);
        QVERIFY(ended(m_database->run([](Connection &c) -> Result<int> {
            if (const auto changed = c.exec(u"PRAGMA journal_mode = DELETE"_s); !changed)
                return failure(changed.error());
            return insertNumber(c, 1);
        })));
        QVERIFY(ended(m_database->transaction([path = m_path, copy](Connection &c) -> Result<int> {
            for (int i = 0; i < 40; ++i) {
                if (const auto done = c.change(u"INSERT INTO numbers (n, word) VALUES (2, ?)"_s,
                                               {QString(100'000, u'x')});
                    !done)
                    return done;
            }
            for (const auto suffix : {""_L1, "-journal"_L1}) {
                if (!QFile::copy(path + suffix, copy + suffix))
                    return failure(Error::Kind::Internal, u"no copy"_s);
            }
            return 0;
        })));
        QVERIFY(QFile(copy + "-journal"_L1).size() > 0);
        Database survivor(copy, numbersSchema);
        const auto report = ended(survivor.open());
        QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
        QCOMPARE(report->setAside, QString());
        QCOMPARE(*number(survivor, u"SELECT COUNT(*) FROM numbers"_s), 1);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<Database> m_database;
};

FLOTILLA_TEST(tst_Database)
#include "tst_database.moc"
