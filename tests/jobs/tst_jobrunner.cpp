// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runtask.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QPointer>

#include <unistd.h>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using simulators::FlashForgeSimulator;

namespace {

constexpr auto model = "adventurer-5m-pro";

} // namespace

// One file on one printer, from the row before the act to the end that the printer shows.
class tst_JobRunner : public QObject
{
    Q_OBJECT

private:
    static QList<Run> history(FleetHarness &harness)
    {
        return await(harness.jobs().history({})).value_or(QList<Run>());
    }

private Q_SLOTS:
    void aWholeRun()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(QString::fromLatin1(model), &machine);
        QVERIFY(printer);
        machine->setSpeed(200);
        RunTask *task = harness.jobs().send({.printer = printer->id(),
                                             .filePath = harness.writeGcode(u"part.gcode"_s, 300),
                                             .start = true},
                                            this);
        QList<RunStage> stages;
        connect(task, &RunTask::stageChanged, this, [&](RunStage stage) { stages << stage; });
        const auto outcome = finish(task);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QVERIFY(outcome->started);
        QCOMPARE(stages, QList<RunStage>({RunStage::Sending, RunStage::Starting}));
        QTRY_VERIFY(printer->status().job || printer->status().lastJob);
        QTRY_COMPARE_WITH_TIMEOUT(printer->status().state, State::Finished, 20'000);
        QCOMPARE(printer->status().lastJob->runId, outcome->runId);
        QTRY_COMPARE(history(harness).first().stage, RunStage::Ended);
        const Run run = history(harness).first();
        QCOMPARE(history(harness).size(), 1);
        QCOMPARE(run.id, outcome->runId);
        QCOMPARE(run.result, JobResult::Completed);
        QCOMPARE(run.source, JobSource::Flotilla);
        QCOMPARE(run.fileSha256, outcome->sha256);
        QVERIFY(run.startedAt.isValid() && run.endedAt >= run.startedAt);
    }

    void aSecondStartIsBusyWithTheHoldersName()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(QString::fromLatin1(model), &machine);
        QVERIFY(printer);
        const QString big = harness.writeGcode(u"big.gcode"_s, 6000, 1'000'000'000);
        QPointer<RunTask> first
            = harness.jobs().send({.printer = printer->id(), .filePath = big}, this);
        QTRY_VERIFY(printer->status().activity);
        const auto second = finish(harness.jobs().send(
            {.printer = printer->id(), .filePath = harness.writeGcode(u"b.gcode"_s), .start = true},
            this));
        QVERIFY(!second);
        QCOMPARE(second.error().kind, Error::Kind::Busy);
        QVERIFY2(second.error().message.contains(u"big.gcode"_s),
                 qPrintable(second.error().message));
        QVERIFY(first);
        first->cancel();
        QTRY_VERIFY(!first);
    }

    void badFilesAreRefusedBeforeAnythingIsSent_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("word");
        QTest::newRow("missing") << u"nosuch.gcode"_s << u"no file"_s;
        QTest::newRow("folder") << u"folder.gcode"_s << u"folder"_s;
        QTest::newRow("empty") << u"empty.gcode"_s << u"empty"_s;
        QTest::newRow("wrong type") << u"model.stl"_s << u"does not print"_s;
        QTest::newRow("no permission") << u"secret.gcode"_s << u"may not be read"_s;
    }
    void badFilesAreRefusedBeforeAnythingIsSent()
    {
        QFETCH(QString, path);
        QFETCH(QString, word);
        if (path == u"secret.gcode" && geteuid() == 0)
            QSKIP("root may read everything");
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(QString::fromLatin1(model), &machine);
        QVERIFY(printer);
        QDir().mkpath(harness.path(u"folder.gcode"_s));
        QFile empty(harness.path(u"empty.gcode"_s));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        harness.writeGcode(u"model.stl"_s);
        harness.writeGcode(u"secret.gcode"_s);
        QFile::setPermissions(harness.path(u"secret.gcode"_s), {});
        const auto outcome = finish(harness.jobs().send(
            {.printer = printer->id(), .filePath = harness.path(path), .start = true}, this));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::BadFile);
        QVERIFY2(outcome.error().message.contains(word), qPrintable(outcome.error().message));
        QCOMPARE(machine->log().count("/uploadGcode"), 0);
        QCOMPARE(history(harness).size(), 0);
    }

    void anOccupiedPlateStopsAStartUntilThePersonSaysItIsClear()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(QString::fromLatin1(model), &machine);
        QVERIFY(printer);
        machine->setSpeed(2000);
        const QString path = harness.writeGcode(u"part.gcode"_s, 60);
        QVERIFY(finish(harness.jobs().send(
            {.printer = printer->id(), .filePath = path, .start = true}, this)));
        QTRY_COMPARE(printer->status().state, State::Finished);
        const auto refused = finish(
            harness.jobs().send({.printer = printer->id(), .filePath = path, .start = true}, this));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Refused);
        const auto again = finish(harness.jobs().send(
            {.printer = printer->id(), .filePath = path, .start = true, .plateClear = true}, this));
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    }

    void storedFilesAreStartedByName()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"creator-5"_s, &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        QVERIFY(machine->putFile(u"there.gcode"_s,
                                 "; estimated printing time (normal mode) = 1h 0m 0s\nG1 X1\n"));
        const auto outcome = finish(harness.jobs().startStored(
            {.printer = printer->id(), .fileName = u"there.gcode"_s}, this));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QTRY_COMPARE(printer->status().job->runId, outcome->runId);
        const auto missing = finish(harness.jobs().startStored(
            {.printer = printer->id(), .fileName = u"gone.gcode"_s}, this));
        QVERIFY(!missing);
    }

    void aMissingStoredFileIsNotFound()
    {
        FleetHarness harness;
        Printer *printer = harness.online(QString::fromLatin1(model));
        QVERIFY(printer);
        const auto missing = finish(harness.jobs().startStored(
            {.printer = printer->id(), .fileName = u"gone.gcode"_s}, this));
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, Error::Kind::NotFound);
        QCOMPARE(history(harness).first().result, JobResult::Failed);
    }

    void jobsStartedAtThePanelGetARun()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"ad5x"_s, &machine);
        QVERIFY(printer);
        machine->setSpeed(500);
        QVERIFY(machine->putFile(u"panel.gcode"_s,
                                 "; estimated printing time (normal mode) = 10m 0s\nG1 X1\n"));
        QVERIFY(machine->panelStart({u"panel.gcode"_s, false}));
        QTRY_VERIFY(printer->status().job);
        QCOMPARE(printer->status().job->source, JobSource::Printer);
        QTRY_COMPARE(history(harness).size(), 1);
        QTRY_COMPARE(printer->status().state, State::Finished);
        QTRY_COMPARE(history(harness).first().result, JobResult::Completed);
    }

    void aRunInFlightIsTakenUpAfterARestart()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(QString::fromLatin1(model), &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        const auto outcome
            = finish(harness.jobs().send({.printer = printer->id(),
                                          .filePath = harness.writeGcode(u"long.gcode"_s, 7200),
                                          .start = true},
                                         this));
        QVERIFY(outcome);
        QTRY_VERIFY(printer->status().job);
        const QUuid id = printer->id();
        harness.restart();
        printer = harness.fleet().printer(id);
        QTRY_COMPARE(printer->status().link, Link::Online);
        QTRY_VERIFY(printer->status().job);
        QCOMPARE(printer->status().job->runId, outcome->runId);
        QCOMPARE(history(harness).size(), 1); // no second row for the same job
        machine->setSpeed(5000);
        QTRY_COMPARE_WITH_TIMEOUT(printer->status().state, State::Finished, 20'000);
        QTRY_COMPARE(history(harness).first().result, JobResult::Completed);
    }

    void anEndNobodySawIsAskedOfThePrinter()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(QString::fromLatin1(model), &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        const auto outcome
            = finish(harness.jobs().send({.printer = printer->id(),
                                          .filePath = harness.writeGcode(u"long.gcode"_s, 7200),
                                          .start = true},
                                         this));
        QVERIFY(outcome);
        QTRY_VERIFY(printer->status().job);
        harness.fleet().closeAll(); // the program sleeps while the printer finishes
        machine->setSpeed(50'000);
        QTRY_COMPARE(machine->statusWord(), u"completed"_s);
        harness.restart();
        QTRY_COMPARE(history(harness).first().stage, RunStage::Ended);
        QCOMPARE(history(harness).first().result,
                 JobResult::Completed); // the printer still says so
    }

    void anEndThatThePrinterForgotIsNeverGuessed()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(QString::fromLatin1(model), &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        const auto outcome
            = finish(harness.jobs().send({.printer = printer->id(),
                                          .filePath = harness.writeGcode(u"long.gcode"_s, 7200),
                                          .start = true},
                                         this));
        QVERIFY(outcome);
        QTRY_VERIFY(printer->status().job);
        harness.fleet().closeAll();
        machine->setSpeed(50'000);
        QTRY_COMPARE(machine->statusWord(), u"completed"_s);
        machine->panelClearPlate(); // and now it says only "ready"
        harness.restart();
        QTRY_COMPARE(history(harness).first().stage, RunStage::Ended);
        QCOMPARE(history(harness).first().result, JobResult::Unknown);
        // The person knows.
        QVERIFY(await(harness.jobs().setResult(outcome->runId.first(8), JobResult::Failed)));
        QCOMPARE(history(harness).first().result, JobResult::Failed);
    }

    void aRunThatDiedWhileSendingHasFailed()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(QString::fromLatin1(model), &machine);
        QVERIFY(printer);
        QVERIFY(await(harness.runs().insert({.id = u"dead"_s,
                                             .printerId = printer->id(),
                                             .printerName = printer->name(),
                                             .fileName = u"a.gcode"_s,
                                             .stage = RunStage::Sending,
                                             .createdAt = QDateTime::currentDateTimeUtc()})));
        harness.restart();
        QTRY_COMPARE(history(harness).first().stage, RunStage::Ended);
        QCOMPARE(history(harness).first().result, JobResult::Failed);
        QVERIFY(!history(harness).first().reason.isEmpty());
    }

    void aResultOfARunUnderWayCannotBeSaid()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(QString::fromLatin1(model), &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        const auto outcome
            = finish(harness.jobs().send({.printer = printer->id(),
                                          .filePath = harness.writeGcode(u"long.gcode"_s, 7200),
                                          .start = true},
                                         this));
        QVERIFY(outcome);
        QCOMPARE(await(harness.jobs().setResult(outcome->runId, JobResult::Failed)).error().kind,
                 Error::Kind::Refused);
    }

    void theRowIsWrittenBeforeTheFirstByte()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(QString::fromLatin1(model), &machine);
        QVERIFY(printer);
        RunTask *task = harness.jobs().send(
            {.printer = printer->id(), .filePath = harness.writeGcode(u"a.gcode"_s), .start = true},
            this);
        bool rowThere = false;
        connect(task, &RunTask::stageChanged, this, [&](RunStage stage) {
            if (stage == RunStage::Sending)
                rowThere
                    = machine->log().count("/uploadGcode") == 0 && history(harness).size() == 1;
        });
        QVERIFY(finish(task));
        QVERIFY(rowThere);
    }

    void unknownOptionsAreRefusedInWords()
    {
        FleetHarness harness;
        Printer *printer = harness.online(QString::fromLatin1(model));
        QVERIFY(printer);
        const auto outcome
            = finish(harness.jobs().send({.printer = printer->id(),
                                          .filePath = harness.writeGcode(u"a.gcode"_s),
                                          .start = true,
                                          .options = {{u"turbo"_s, u"on"_s}}},
                                         this));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::WrongUse);
        QVERIFY(outcome.error().message.contains(u"turbo"_s));
    }
};

FLOTILLA_TEST(tst_JobRunner)
#include "tst_jobrunner.moc"
