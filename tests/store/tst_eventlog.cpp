// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventlog.h"

#include "storetest.h"

using namespace flotilla;
using namespace flotilla::store;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

Event makeEvent(int n, const QString &printerId = u"p1"_s)
{
    return {QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + n, Qt::UTC), printerId, u"job"_s,
            u"event %1"_s.arg(n)};
}

} // namespace

class tst_EventLog : public QObject
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

    void newestComeFirst()
    {
        EventLog log(*m_database);
        for (int i = 0; i < 5; ++i)
            log.append(makeEvent(i, i % 2 ? u"odd"_s : u"even"_s));
        QCOMPARE(*ended(log.newest(2)),
                 QList<Event>({makeEvent(4, u"even"_s), makeEvent(3, u"odd"_s)}));
        QCOMPARE(*ended(log.newest(10, u"odd"_s)),
                 QList<Event>({makeEvent(3, u"odd"_s), makeEvent(1, u"odd"_s)}));
        QCOMPARE(ended(log.newest(0))->size(), 0);
        QCOMPARE(ended(log.newest(-1))->size(), 0);
        QCOMPARE(ended(log.newest(1'000'000))->size(), 5);
    }

    void orderIsThatOfTheCallsEvenWhenTheClockWasTurned()
    {
        EventLog log(*m_database);
        log.append(makeEvent(100));
        log.append(makeEvent(50));
        QCOMPARE(ended(log.newest(1))->first(), makeEvent(50));
    }

    void oldEventsFallOut()
    {
        constexpr int kept = 30;
        EventLog log(*m_database, kept);
        for (int i = 0; i < 500; ++i)
            log.append(makeEvent(i));
        const auto all = ended(log.newest(1000));
        QVERIFY(all->size() >= kept);
        QVERIFY2(all->size() <= kept + 201, qPrintable(QString::number(all->size())));
        QCOMPARE(all->first(), makeEvent(499));

        EventLog next(*m_database,
                      kept); // the next start of the program trims with its first event
        QVERIFY(ended(next.append(makeEvent(500))));
        QCOMPARE(ended(next.newest(1000))->size(), kept);
        QCOMPARE(ended(next.newest(1000))->last(), makeEvent(471));
    }

    void defaultBoundHolds()
    {
        // 25 000 rows at once, as a hand-edited database could bring them
        QVERIFY(ended(m_database->run([](Connection &c) {
            return c.change(
                u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000) "
                "INSERT INTO events (id, at) SELECT i, i FROM n"_s);
        })));
        EventLog log(*m_database);
        QVERIFY(ended(log.append(makeEvent(1))));
        QCOMPARE(*number(*m_database, u"SELECT COUNT(*) FROM events"_s),
                 EventLog::defaultKeptEvents);
        QCOMPARE(ended(log.newest(1'000'000))->size(), EventLog::maxEventsRead);
    }

    void hostileTextIsCleanedAndCut()
    {
        EventLog log(*m_database);
        const QString evil = u"a\u202e\n\x1b[31m"_s + QString(5000, u'x');
        QVERIFY(ended(log.append({makeEvent(1).at, evil, evil, evil})));
        const Event read = ended(log.newest(1))->first();
        QCOMPARE(read.text.size(), EventLog::maxTextLength);
        QCOMPARE(read.kind.size(), EventLog::maxNameLength);
        QCOMPARE(read.printerId.size(), EventLog::maxNameLength);
        QVERIFY(read.text.startsWith("a [31mx"_L1));
    }

    void eventWithoutPrinter()
    {
        EventLog log(*m_database);
        QVERIFY(ended(log.append(makeEvent(1, {}))));
        QCOMPARE(ended(log.newest(1))->first().printerId, QString());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
};

FLOTILLA_TEST(tst_EventLog)
#include "tst_eventlog.moc"
