// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runtask.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QPointer>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using simulators::FlashForgeSimulator;

namespace {

QByteArray sha256Of(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return {};
    return hash.result();
}

QByteArray header(const simulators::RecordedRequest &request, QByteArrayView name)
{
    for (const auto &[key, value] : request.headers) {
        if (key == name) // letter case counts
            return value;
    }
    return {};
}

} // namespace

// Files to printers of the modern family, from the disk to what the printer shows.
class tst_FlashForgeUpload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void U4_headersOfEachModel_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("firmware");
        QTest::addColumn<QStringList>("present");
        QTest::addColumn<QStringList>("absent");
        const QStringList base {u"serialNumber"_s, u"checkCode"_s, u"fileSize"_s, u"printNow"_s,
                                u"levelingBeforePrint"_s};
        const QStringList new5m {u"flowCalibration"_s, u"useMatlStation"_s, u"gcodeToolCnt"_s,
                                 u"materialMappings"_s};
        const QStringList ad5x {u"firstLayerInspection"_s, u"timeLapseVideo"_s};
        const QStringList creator {u"flowCalibration"_s, u"timeLapseVideo"_s, u"useMatlStation"_s,
                                   u"gcodeToolCnt"_s};
        QTest::newRow("5M Pro, old firmware")
            << u"adventurer-5m-pro"_s << u"2.7.2"_s << base << new5m;
        QTest::newRow("5M Pro") << u"adventurer-5m-pro"_s << u"3.1.5"_s << base + new5m << ad5x;
        QTest::newRow("AD5X") << u"ad5x"_s << u"1.1.3-1.0.8"_s << base + new5m + ad5x
                              << QStringList();
        QTest::newRow("Creator 5")
            << u"creator-5"_s << u"1.0.5"_s << base + creator
            << QStringList {u"materialMappings"_s, u"firstLayerInspection"_s};
    }
    void U4_headersOfEachModel()
    {
        QFETCH(QString, model);
        QFETCH(QString, firmware);
        QFETCH(QStringList, present);
        QFETCH(QStringList, absent);
        FleetHarness harness;
        simulators::SimulatorOptions options;
        options.firmware = firmware;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(model, &machine, options);
        QVERIFY(printer);
        const QString path = harness.writeGcode(u"Part one.gcode"_s);
        const auto outcome
            = finish(harness.jobs().send({.printer = printer->id(), .filePath = path}, this));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        const auto uploads = machine->log().requests("/uploadGcode");
        QCOMPARE(uploads.size(), 1);
        for (const QString &name : present)
            QVERIFY2(!header(uploads[0], name.toUtf8()).isEmpty(), qPrintable(name));
        for (const QString &name : absent)
            QVERIFY2(header(uploads[0], name.toUtf8()).isEmpty(), qPrintable(name));
        QCOMPARE(header(uploads[0], "printNow"), QByteArray("false"));
        QCOMPARE(header(uploads[0], "fileSize"), QByteArray::number(QFileInfo(path).size()));
        QVERIFY(header(uploads[0], "Content-Length").toLongLong() > QFileInfo(path).size());
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
        // U7: what the printer holds is the file, and we know its hash.
        const simulators::StoredFile *stored = machine->file(outcome->file);
        QVERIFY(stored);
        QCOMPARE(stored->sha256, sha256Of(path));
        QCOMPARE(outcome->sha256, stored->sha256);
        QVERIFY(!outcome->started);
        QCOMPARE(printer->status().state, State::Idle);
    }

    void U5_busyIsSaidAndNothingIsComplete()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QVERIFY(machine->setFault(u"busy"_s));
        const auto outcome = finish(harness.jobs().send(
            {.printer = printer->id(), .filePath = harness.writeGcode(u"a.gcode"_s)}, this));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Busy);
        QVERIFY(machine->files().isEmpty());
    }

    void fullStorageIsSaid()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(u"ad5x"_s, &machine);
        QVERIFY(printer);
        QVERIFY(machine->setFault(u"full"_s));
        const auto outcome = finish(harness.jobs().send(
            {.printer = printer->id(), .filePath = harness.writeGcode(u"a.gcode"_s)}, this));
        QVERIFY(!outcome);
        QVERIFY(machine->files().isEmpty());
        QVERIFY(!outcome.error().message.isEmpty());
    }

    void U6_aCutIsAFailureAndTheRetrySucceeds_data()
    {
        QTest::addColumn<bool>("start");
        QTest::newRow("stored only") << false;
        QTest::newRow("with a start") << true;
    }
    void U6_aCutIsAFailureAndTheRetrySucceeds()
    {
        QFETCH(bool, start);
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        QVERIFY(machine->setFault(u"drop"_s));
        const QString path = harness.writeGcode(u"a.gcode"_s, 6000, 4'000'000);
        const auto cut = finish(harness.jobs().send(
            {.printer = printer->id(), .filePath = path, .start = start}, this));
        QVERIFY(!cut);
        QCOMPARE(machine->log().count("/uploadGcode"), 1); // nothing is sent again by itself
        QVERIFY(machine->files().isEmpty());
        QVERIFY(machine->setFault({}));
        QTRY_COMPARE(printer->status().link, Link::Online);
        QTRY_COMPARE(printer->status().state, State::Idle);
        const auto again = finish(harness.jobs().send(
            {.printer = printer->id(), .filePath = path, .start = start}, this));
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE(again->started, start);
    }

    void U6_aLostAnswerWithAStartIsSettledByTheState_data()
    {
        QTest::addColumn<int>("replyTimeMs");
        QTest::newRow("the job shows before the answer is given up") << 20'000;
        QTest::newRow("the answer is given up first") << 300;
    }
    void U6_aLostAnswerWithAStartIsSettledByTheState()
    {
        QFETCH(int, replyTimeMs);
        FleetHarness::Options options;
        options.times.uploadReply = std::chrono::milliseconds(replyTimeMs);
        FleetHarness harness(options);
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        QVERIFY(machine->setFault(u"lost-ack"_s));
        const QString path = harness.writeGcode(u"a.gcode"_s, 6000);
        QElapsedTimer timer;
        timer.start();
        const auto outcome = finish(
            harness.jobs().send({.printer = printer->id(), .filePath = path, .start = true}, this));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QVERIFY(outcome->started);
        QCOMPARE(outcome->sha256, sha256Of(path));
        QCOMPARE(outcome->size, QFileInfo(path).size());
        QCOMPARE(machine->log().count("/uploadGcode"), 1);
        QVERIFY(timer.elapsed() < 15'000); // the answer was not waited for to the end
    }

    void U7_completeOnlyWhenSeen()
    {
        FleetHarness::Options options;
        options.jobs.seen = std::chrono::milliseconds(700);
        FleetHarness harness(options);
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QVERIFY(machine->setFault(u"no-start"_s));
        const auto outcome = finish(harness.jobs().send(
            {.printer = printer->id(), .filePath = harness.writeGcode(u"a.gcode"_s), .start = true},
            this));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::TimedOut);
        const auto history = await(harness.jobs().history({}));
        QCOMPARE(history->size(), 1);
        QCOMPARE(history->first().result, JobResult::Failed);
    }

    void U8_cancelStopsWithinASecond()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QFile sparse(harness.path(u"big.gcode"_s));
        QVERIFY(sparse.open(QIODevice::WriteOnly) && sparse.resize(2'000'000'000));
        RunTask *task = harness.jobs().send(
            {.printer = printer->id(), .filePath = sparse.fileName(), .start = true}, this);
        qint64 done = 0;
        connect(task, &RunTask::progressChanged, this, [&](qint64 bytes) { done = bytes; });
        QTRY_VERIFY(done > 1'000'000);
        QCOMPARE(printer->status().activity->kind, ActivityKind::Sending);
        QElapsedTimer timer;
        timer.start();
        task->cancel();
        const auto outcome = finish(task);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Canceled);
        QVERIFY(timer.elapsed() < 1000);
        QVERIFY(!printer->status().activity);
        QTRY_VERIFY(machine->files().isEmpty());
        QCOMPARE(await(harness.jobs().history({}))->first().result, JobResult::Canceled);
    }

    void U9_stationJobCarriesItsMappings()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(u"ad5x"_s, &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        const auto outcome
            = finish(harness.jobs().send({.printer = printer->id(),
                                          .filePath = harness.writeGcode(u"two.gcode"_s, 6000),
                                          .start = true,
                                          .options = {{u"slots"_s, u"0:1,1:3"_s}}},
                                         this));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        const auto upload = machine->log().requests("/uploadGcode").constFirst();
        QCOMPARE(header(upload, "useMatlStation"), QByteArray("true"));
        QCOMPARE(header(upload, "gcodeToolCnt"), QByteArray("2"));
        const auto mappings
            = QJsonDocument::fromJson(QByteArray::fromBase64(header(upload, "materialMappings")))
                  .array();
        QCOMPARE(mappings.size(), 2);
        QCOMPARE(mappings[1][u"toolId"_s].toInt(), 1);
        QCOMPARE(mappings[1][u"slotId"_s].toInt(), 3);
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
    }

    void U10_creator5SendsMappingsOnlyWithTheStart()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(u"creator-5"_s, &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        const auto outcome
            = finish(harness.jobs().send({.printer = printer->id(),
                                          .filePath = harness.writeGcode(u"two.gcode"_s, 6000),
                                          .start = true,
                                          .options = {{u"slots"_s, u"0:2,1:4"_s}}},
                                         this));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QVERIFY(outcome->started);
        const auto upload = machine->log().requests("/uploadGcode").constFirst();
        QVERIFY(header(upload, "materialMappings").isEmpty());
        QCOMPARE(header(upload, "printNow"), QByteArray("false"));
        const auto start = machine->log().requests("/printGcode").constFirst();
        QCOMPARE(
            QJsonDocument::fromJson(start.body).object()[u"materialMappings"_s].toArray().size(),
            2);
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
    }

    void H8_aPauseDuringAnUploadIsSentAtOnce()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        QFile sparse(harness.path(u"big.gcode"_s));
        QVERIFY(sparse.open(QIODevice::WriteOnly) && sparse.resize(1'500'000'000));
        QPointer<RunTask> task
            = harness.jobs().send({.printer = printer->id(), .filePath = sparse.fileName()}, this);
        qint64 done = 0;
        connect(task, &RunTask::progressChanged, this, [&](qint64 bytes) { done = bytes; });
        QTRY_VERIFY(done > 1'000'000);
        QVERIFY(await(printer->setValues({{u"light"_s, 0}})));
        QVERIFY(task); // the upload still runs, and the command did not wait for it
        task->cancel();
        QTRY_VERIFY(!task);
    }

    void namesThePrinterCannotKeepAreMadeSafe()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        const QString path = harness.writeGcode(u"Würfel 日本語 Ω.gcode"_s, 6000);
        const auto outcome = finish(
            harness.jobs().send({.printer = printer->id(), .filePath = path, .start = true}, this));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QVERIFY(outcome->file.endsWith(u".gcode"_s));
        QVERIFY(machine->file(outcome->file));
        QTRY_VERIFY(printer->status().job);
        QCOMPARE(printer->status().job->runId, outcome->runId); // recognised under its new name
    }
};

FLOTILLA_TEST(tst_FlashForgeUpload)
#include "tst_flashforgeupload.moc"
