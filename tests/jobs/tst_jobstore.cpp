// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobstore.h"
#include "store/database.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

Run sampleRun(const QString &id)
{
    return {.id = id,
            .printerId = QUuid::createUuid(),
            .printerName = u"Hall 3"_s,
            .fileName = u"bracket.gcode"_s,
            .filePath = u"/tmp/bracket.gcode"_s,
            .fileSha256 = QByteArray(32, '\x5a'),
            .fileSize = 550'628,
            .source = JobSource::Queue,
            .options = {{u"level"_s, true}},
            .externalId = u"q7"_s,
            .stage = RunStage::Printing,
            .createdAt = QDateTime(QDate(2026, 3, 1), QTime(10, 0), Qt::UTC),
            .startedAt = QDateTime(QDate(2026, 3, 1), QTime(10, 1), Qt::UTC),
            .filamentMm = 1122.5};
}

} // namespace

class tst_JobStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunComesBackAsItWas()
    {
        QTemporaryDir folder;
        store::Database database(folder.filePath(u"f.db"_s));
        QVERIFY(await(database.open()));
        JobStore runs(database);
        const Run run = sampleRun(u"abc"_s);
        QVERIFY(await(runs.insert(run)));
        const auto found = await(runs.find(u"ab"_s));
        QVERIFY(found);
        QCOMPARE(found->toJson(), run.toJson());
        QCOMPARE(found->fileSha256, run.fileSha256);
        QCOMPARE(found->options, run.options);
        QCOMPARE(found->externalId, run.externalId);
        QCOMPARE(found->printerId, run.printerId);
        QVERIFY(!found->endedAt.isValid());
    }

    void findingIsByPrefixAndNeverByPattern()
    {
        QTemporaryDir folder;
        store::Database database(folder.filePath(u"f.db"_s));
        QVERIFY(await(database.open()));
        JobStore runs(database);
        QVERIFY(await(runs.insert(sampleRun(u"aaa1"_s))));
        QVERIFY(await(runs.insert(sampleRun(u"aaa2"_s))));
        QCOMPARE(await(runs.find(u"aaa"_s)).error().kind, Error::Kind::WrongUse);
        QCOMPARE(await(runs.find(u"%"_s)).error().kind, Error::Kind::NotFound);
        QCOMPARE(await(runs.find(QString())).error().kind, Error::Kind::NotFound);
        QCOMPARE(await(runs.find(u"' OR 1=1 --"_s)).error().kind, Error::Kind::NotFound);
        QVERIFY(await(runs.find(u"aaa2"_s)));
    }

    void listsAreFilteredAndNewestFirst()
    {
        QTemporaryDir folder;
        store::Database database(folder.filePath(u"f.db"_s));
        QVERIFY(await(database.open()));
        JobStore runs(database);
        Run old = sampleRun(u"old"_s);
        old.createdAt = old.createdAt.addDays(-3);
        old.stage = RunStage::Ended;
        const Run recent = sampleRun(u"recent"_s);
        QVERIFY(await(runs.insert(old)));
        QVERIFY(await(runs.insert(recent)));
        QCOMPARE(await(runs.list({}))->first().id, u"recent"_s);
        QCOMPARE(await(runs.list({.unendedOnly = true}))->size(), 1);
        QCOMPARE(await(runs.list({.printer = old.printerId}))->first().id, u"old"_s);
        QCOMPARE(await(runs.list({.since = recent.createdAt}))->size(), 1);
        QCOMPARE(await(runs.list({.limit = 1}))->size(), 1);
    }

    void updatingWhatIsNotThereIsNotFound()
    {
        QTemporaryDir folder;
        store::Database database(folder.filePath(u"f.db"_s));
        QVERIFY(await(database.open()));
        JobStore runs(database);
        QCOMPARE(await(runs.update(sampleRun(u"nobody"_s))).error().kind, Error::Kind::NotFound);
    }
};

FLOTILLA_TEST(tst_JobStore)
#include "tst_jobstore.moc"
