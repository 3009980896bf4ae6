// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/printerrepository.h"

#include "fakefleet.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

PrinterRecord full(const QString &name, int position)
{
    PrinterRecord record {.id = QUuid::createUuid(),
                          .driver = u"fake"_s,
                          .name = name,
                          .settings = {{u"host"_s, u"10.0.0.3"_s}, {u"port"_s, 8899}},
                          .tags = {u"PLA"_s, u"hall"_s},
                          .location = u"Hall"_s,
                          .note = u"new \"nozzle\"; DROP TABLE printers"_s,
                          .inService = false,
                          .serial = u"SN1"_s,
                          .position = position,
                          .addedAt = QDateTime(QDate(2026, 1, 15), QTime(12, 0), Qt::UTC)};
    record.cameras = {{u"c1"_s, u"Top"_s, u"url"_s, u"rtsp://h/1"_s, 90, true, true}};
    record.capabilities.pause = true;
    record.capabilities.actions = {{.id = u"level"_s, .label = u"Level"_s}};
    record.lastStatus.id = record.id;
    record.lastStatus.name = name;
    record.lastStatus.state = State::Finished;
    record.lastStatus.plate = Plate::Occupied;
    record.lastStatus.lastJob = LastJob {u"run-1"_s, u"a.gcode"_s, JobResult::Completed, {}};
    record.plate = Plate::Occupied;
    return record;
}

void compare(const PrinterRecord &actual, const PrinterRecord &expected)
{
    QCOMPARE(actual.id, expected.id);
    QCOMPARE(actual.driver, expected.driver);
    QCOMPARE(actual.name, expected.name);
    QCOMPARE(actual.settings, expected.settings);
    QCOMPARE(actual.tags, expected.tags);
    QCOMPARE(actual.location, expected.location);
    QCOMPARE(actual.note, expected.note);
    QCOMPARE(actual.inService, expected.inService);
    QCOMPARE(actual.serial, expected.serial);
    QCOMPARE(actual.cameras, expected.cameras);
    QCOMPARE(actual.capabilities, expected.capabilities);
    QCOMPARE(actual.lastStatus, expected.lastStatus);
    QCOMPARE(actual.plate, expected.plate);
    QCOMPARE(actual.position, expected.position);
    QCOMPARE(actual.addedAt, expected.addedAt);
}

} // namespace

class tst_PrinterRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store = std::make_unique<FakeStore>(); }
    void cleanup() { m_store.reset(); }

    void anEmptyTableHasNoPrinters() { QVERIFY(ended(printers().all())->isEmpty()); }

    void aRowComesBackWhole()
    {
        const PrinterRecord record = full(u"Hall 3"_s, 0);
        QVERIFY(ended(printers().insert(record)));
        const auto rows = ended(printers().all());
        QCOMPARE(rows->size(), 1);
        compare(rows->first(), record);
    }

    void anEmptyRowComesBackToo()
    {
        const PrinterRecord record {.id = QUuid::createUuid(),
                                    .driver = u"fake"_s,
                                    .name = u"Bare"_s,
                                    .settings = {},
                                    .addedAt = QDateTime::fromMSecsSinceEpoch(1, Qt::UTC)};
        QVERIFY(ended(printers().insert(record)));
        const PrinterRecord back = ended(printers().all())->first();
        QCOMPARE(back.capabilities, Capabilities());
        QCOMPARE(back.plate, Plate::Unknown);
        QVERIFY(back.inService);
        QVERIFY(back.tags.isEmpty() && back.cameras.isEmpty() && back.serial.isEmpty());
    }

    void rowsComeInTheirOrder()
    {
        for (const auto &[name, position] :
             QList<QPair<QString, int>> {{u"third"_s, 7}, {u"first"_s, 1}, {u"second"_s, 3}})
            QVERIFY(ended(printers().insert(full(name, position))));
        const auto rows = ended(printers().all());
        QStringList names;
        for (const PrinterRecord &record : *rows)
            names << record.name;
        QCOMPARE(names, QStringList({u"first"_s, u"second"_s, u"third"_s}));
    }

    void updateKeepsStatusAndPlate()
    {
        PrinterRecord record = full(u"Hall 3"_s, 0);
        QVERIFY(ended(printers().insert(record)));
        PrinterRecord changed = record;
        changed.name = u"Hall 4"_s;
        changed.settings = {{u"host"_s, u"10.0.0.4"_s}};
        changed.tags = {};
        changed.note.clear();
        changed.inService = true;
        changed.serial = u"SN2"_s;
        changed.cameras = {};
        changed.capabilities = {};
        changed.position = 9;
        changed.lastStatus = {};
        changed.plate = Plate::Clear;
        QVERIFY(ended(printers().update(changed)));
        changed.lastStatus = record.lastStatus;
        changed.plate = record.plate;
        compare(ended(printers().all())->first(), changed);
    }

    void aStatusIsStoredWithItsPlate()
    {
        PrinterRecord record = full(u"Hall 3"_s, 0);
        QVERIFY(ended(printers().insert(record)));
        PrinterStatus status = record.lastStatus;
        status.state = State::Idle;
        status.plate = Plate::Clear;
        QVERIFY(ended(printers().saveStatus(record.id, status)));
        record.lastStatus = status;
        record.plate = Plate::Clear;
        compare(ended(printers().all())->first(), record);
    }

    void aPrinterThatIsGoneIsNotFound()
    {
        const PrinterRecord record = full(u"Hall 3"_s, 0);
        QCOMPARE(ended(printers().update(record)).error().kind, Error::Kind::NotFound);
        QCOMPARE(ended(printers().saveStatus(record.id, {})).error().kind, Error::Kind::NotFound);
        QCOMPARE(ended(printers().remove(record.id)).error().kind, Error::Kind::NotFound);
    }

    void removeTakesOneRow()
    {
        const PrinterRecord first = full(u"first"_s, 0);
        const PrinterRecord second = full(u"second"_s, 1);
        QVERIFY(ended(printers().insert(first)));
        QVERIFY(ended(printers().insert(second)));
        QVERIFY(ended(printers().remove(first.id)));
        const auto rows = ended(printers().all());
        QCOMPARE(rows->size(), 1);
        QCOMPARE(rows->first().id, second.id);
    }

    void theSameIdTwiceIsRefused()
    {
        const PrinterRecord record = full(u"Hall 3"_s, 0);
        QVERIFY(ended(printers().insert(record)));
        QVERIFY(!ended(printers().insert(record)));
        QCOMPARE(ended(printers().all())->size(), 1);
    }

    void rowsThatMakeNoSenseAreLeftOutAndLeftAlone()
    {
        QVERIFY(ended(printers().insert(full(u"good"_s, 0))));
        QVERIFY(m_store->run(u"INSERT INTO printers (id, name, driver, added_at) "
                             "VALUES ('not an id', 'broken', 'fake', 0)"_s));
        QVERIFY(m_store->run(u"INSERT INTO printers (id, name, driver, added_at) VALUES "
                             "('01234567-89ab-4def-8123-456789abcdef', 'driverless', '', 0)"_s));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"broken"_s));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"driverless"_s));
        QCOMPARE(ended(printers().all())->size(), 1);
        QCOMPARE(m_store->number(u"SELECT COUNT(*) FROM printers"_s), 3);
    }

    void damagedColumnsCostThemselvesOnly()
    {
        const PrinterRecord record = full(u"Hall 3"_s, 0);
        QVERIFY(ended(printers().insert(record)));
        QVERIFY(m_store->run(u"UPDATE printers SET capabilities = '{\"pause\":', status = '[1]', "
                             "tags = '{}', cameras = 'x', plate = 'dirty'"_s));
        const PrinterRecord back = ended(printers().all())->first();
        QCOMPARE(back.name, record.name);
        QCOMPARE(back.settings, record.settings);
        QCOMPARE(back.capabilities, Capabilities());
        QCOMPARE(back.lastStatus, PrinterStatus());
        QCOMPARE(back.plate, Plate::Unknown);
        QVERIFY(back.tags.isEmpty() && back.cameras.isEmpty());
    }

    void secretsHaveTheirOwnNames()
    {
        const QUuid id = QUuid::fromString(u"01234567-89ab-4def-8123-456789abcdef"_s);
        QCOMPARE(secretKey(id, u"checkCode"_s),
                 u"printer/01234567-89ab-4def-8123-456789abcdef/checkCode"_s);
    }

private:
    PrinterRepository &printers() { return m_store->printers; }

    std::unique_ptr<FakeStore> m_store;
};

FLOTILLA_TEST(tst_PrinterRepository)
#include "tst_printerrepository.moc"
