// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runtask.h"
#include "support/fleetharness.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QtEndian>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using simulators::FlashForgeSimulator;
using std::chrono::milliseconds;

namespace {

// Silences as the simulated firmware needs them, all other waits short.
FleetHarness::Options olderMachines()
{
    FleetHarness::Options options;
    options.times.tcpOldSilence = milliseconds(60);
    options.times.tcpListSilence = milliseconds(120);
    options.times.firstPacketAnswer = milliseconds(400);
    options.times.packetAnswer = milliseconds(1'000);
    options.times.startAgain = milliseconds(600);
    options.jobs.seen = milliseconds(3'000);
    return options;
}

QString said(const Result<SendOutcome> &outcome)
{
    return outcome ? QString() : outcome.error().message;
}

} // namespace

// The older machines in a whole fleet, from the disk to what the printer holds and shows.
class tst_LegacyFleet : public QObject
{
    Q_OBJECT

private:
    // A .gx as FlashPrint writes it as far as a printer looks: the G-code stands where its head
    // says.
    static QString writeGx(const FleetHarness &harness, const QString &name, int seconds)
    {
        QFile gcode(harness.writeGcode(name + u".gcode"_s, seconds));
        if (!gcode.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(gcode.fileName()));
        constexpr quint32 headBytes = 58;
        QByteArray head("xgcode 1.0\n");
        head.resize(headBytes, '\0');
        for (const int offset : {0x10, 0x14, 0x18})
            qToLittleEndian(headBytes, head.data() + offset);
        qToLittleEndian(quint32(seconds), head.data() + 0x1c);
        QFile file(harness.path(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(name));
        file.write(head + gcode.readAll());
        return file.fileName();
    }

    static QList<Run> history(FleetHarness &harness)
    {
        return await(harness.jobs().history({})).value_or(QList<Run>());
    }

    static Result<SendOutcome> print(FleetHarness &harness, const Printer &printer,
                                     const QString &path)
    {
        return finish(harness.jobs().send(
            {.printer = printer.id(), .filePath = path, .start = true}, nullptr));
    }

private Q_SLOTS:
    void U7_printsToTheEnd_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("gx");
        QTest::newRow("U1 Finder, G-code") << u"finder"_s << false;
        QTest::newRow("U1 Adventurer 3, G-code") << u"adventurer-3"_s << false;
        QTest::newRow("U1 Adventurer 3, .gx") << u"adventurer-3"_s << true;
        QTest::newRow("T14 Adventurer 3 of the other dialect, .gx")
            << u"adventurer-3-echo"_s << true;
        QTest::newRow("U3 Adventurer 4, G-code") << u"adventurer-4"_s << false;
        QTest::newRow("U3 Adventurer 4, .gx") << u"adventurer-4"_s << true;
        QTest::newRow("U3 Guider IIs") << u"guider-2s"_s << false;
    }
    void U7_printsToTheEnd()
    {
        QFETCH(QString, model);
        QFETCH(bool, gx);
        FleetHarness harness(olderMachines());
        FlashForgeSimulator *machine = nullptr;
        const Printer *printer = harness.online(model, &machine);
        QVERIFY(printer);
        machine->setSpeed(100);
        const QString path
            = gx ? writeGx(harness, u"Box.gx"_s, 60) : harness.writeGcode(u"Box.gcode"_s, 60);
        const auto outcome = print(harness, *printer, path);
        QVERIFY2(outcome, qPrintable(said(outcome)));
        QVERIFY(outcome->started);
        const simulators::StoredFile *stored = machine->file(outcome->file);
        QVERIFY(stored);
        QCOMPARE(stored->sha256, outcome->sha256);
        QCOMPARE(machine->tcpConnections(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(printer->status().lastJob, 30'000);
        QCOMPARE(printer->status().lastJob->runId, outcome->runId);
        QTRY_COMPARE(history(harness).first().stage, RunStage::Ended);
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
    }

    void pauseResumeAndCancel_data()
    {
        QTest::addColumn<QString>("model");
        QTest::newRow("Adventurer 3") << u"adventurer-3"_s;
        QTest::newRow("T14 Adventurer 3 of the other dialect") << u"adventurer-3-echo"_s;
        QTest::newRow("Guider IIs") << u"guider-2s"_s;
    }
    void pauseResumeAndCancel()
    {
        QFETCH(QString, model);
        FleetHarness harness(olderMachines());
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(model, &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        const auto outcome = print(harness, *printer, harness.writeGcode(u"Long.gcode"_s, 20'000));
        QVERIFY2(outcome, qPrintable(said(outcome)));
        QTRY_COMPARE_WITH_TIMEOUT(printer->status().state, State::Printing, 20'000);
        const auto paused = await(printer->pause());
        QVERIFY2(paused, paused ? "" : qPrintable(paused.error().message));
        QCOMPARE(printer->status().state, State::Paused);
        const auto resumed = await(printer->resume());
        QVERIFY2(resumed, resumed ? "" : qPrintable(resumed.error().message));
        QTRY_COMPARE(printer->status().state, State::Printing);
        const auto canceled = await(printer->cancelJob());
        QVERIFY2(canceled, canceled ? "" : qPrintable(canceled.error().message));
        QTRY_VERIFY(printer->status().lastJob);
        QCOMPARE(printer->status().lastJob->result, JobResult::Canceled);
        QTRY_COMPARE(history(harness).first().result, JobResult::Canceled);
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
    }

    // Switched off and on again: the machine has forgotten its job, and so nobody knows how it
    // ended.
    void switchedOffInMidPrint()
    {
        FleetHarness harness(olderMachines());
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-3"_s, &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        const auto outcome = print(harness, *printer, harness.writeGcode(u"Long.gcode"_s, 20'000));
        QVERIFY2(outcome, qPrintable(said(outcome)));
        QTRY_COMPARE_WITH_TIMEOUT(printer->status().state, State::Printing, 20'000);
        QVERIFY(machine->setFault(u"reboot"_s));
        QTRY_VERIFY_WITH_TIMEOUT(printer->status().link != Link::Online, 10'000);
        // What was last known stays on the screen.
        QCOMPARE(printer->status().state, State::Printing);
        QTRY_COMPARE_WITH_TIMEOUT(printer->status().link, Link::Online, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(printer->status().state != State::Printing, 10'000);
        QVERIFY(!printer->status().job);
        QVERIFY(printer->status().lastJob);
        QCOMPARE(printer->status().lastJob->result, JobResult::Unknown);
        QTRY_COMPARE(history(harness).first().result, JobResult::Unknown);
        // The person knows; what is said once stays.
        QVERIFY(await(harness.jobs().setResult(outcome->runId, JobResult::Failed)));
        QCOMPARE(history(harness).first().result, JobResult::Failed);
        QVERIFY(await(printer->clearPlate()));
        const auto next = print(harness, *printer, harness.writeGcode(u"Next.gcode"_s, 20'000));
        QVERIFY2(next, qPrintable(said(next)));
    }

    // The network was gone and the machine printed on: the same run.
    void networkGoneInMidPrint()
    {
        FleetHarness harness(olderMachines());
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-4"_s, &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        const auto outcome = print(harness, *printer, harness.writeGcode(u"Long.gcode"_s, 20'000));
        QVERIFY2(outcome, qPrintable(said(outcome)));
        QTRY_COMPARE_WITH_TIMEOUT(printer->status().state, State::Printing, 20'000);
        QVERIFY(machine->setFault(u"refuse"_s));
        QTRY_VERIFY_WITH_TIMEOUT(printer->status().link != Link::Online, 10'000);
        QVERIFY(machine->setFault({}));
        QTRY_COMPARE_WITH_TIMEOUT(printer->status().link, Link::Online, 20'000);
        QTRY_VERIFY(printer->status().job);
        QCOMPARE(printer->status().job->runId, outcome->runId);
        QCOMPARE(history(harness).size(), 1);
        QVERIFY(history(harness).first().stage != RunStage::Ended);
    }

    void faults_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("kind"); // Error::Kind; -1: it works all the same
        const auto row = [](const char *model, const char *fault, int kind) {
            QTest::addRow("%s %s", model, fault)
                << QString::fromLatin1(model) << QString::fromLatin1(fault) << kind;
        };
        using Kind = Error::Kind;
        for (const char *model : {"adventurer-3", "adventurer-4"}) {
            row(model, "drop", int(Kind::Unreachable));
            row(model, "lost-bytes", int(Kind::Refused));
        }
        row("adventurer-3", "bad-packet", int(Kind::Refused));
        row("adventurer-3", "full", int(Kind::StorageFull));
        row("adventurer-3", "busy", int(Kind::Refused));
        row("adventurer-3", "no-start", int(Kind::TimedOut));
        row("adventurer-3", "no-list", -1);
        row("adventurer-3", "pieces", -1);
        row("adventurer-4", "late-list", -1);
        row("adventurer-4", "bare-ok", -1);
        row("finder", "no-ok", -1);
    }
    void faults()
    {
        QFETCH(QString, model);
        QFETCH(QString, fault);
        QFETCH(int, kind);
        FleetHarness harness(olderMachines());
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(model, &machine);
        QVERIFY(printer);
        machine->setSpeed(60);
        QVERIFY(machine->setFault(fault));
        const QString path = harness.writeGcode(u"Box.gcode"_s, 20'000, 60'000);
        const auto outcome = print(harness, *printer, path);
        if (kind < 0) {
            QVERIFY2(outcome, qPrintable(said(outcome)));
            return;
        }
        QVERIFY(!outcome);
        QVERIFY2(
            outcome.error().kind == Error::Kind(kind),
            qPrintable(errorKindName(outcome.error().kind) + u": "_s + outcome.error().message));
        QVERIFY(!printer->status().activity);
        // The next try works.
        QVERIFY(machine->setFault({}));
        QTRY_COMPARE_WITH_TIMEOUT(printer->status().link, Link::Online, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(printer->status().state, State::Idle, 20'000);
        const auto again = print(harness, *printer, path);
        QVERIFY2(again, qPrintable(said(again)));
    }

    // The picture in the head of a .gx comes back from the machine in either dialect.
    void T10_pictureOfAStoredFile_data()
    {
        QTest::addColumn<QString>("model");
        QTest::newRow("T10 Adventurer 3") << u"adventurer-3"_s;
        QTest::newRow("T14 Adventurer 3 of the other dialect") << u"adventurer-3-echo"_s;
        QTest::newRow("T10 Adventurer 4") << u"adventurer-4"_s;
    }
    void T10_pictureOfAStoredFile()
    {
        QFETCH(QString, model);
        const QString path = fixturePath(u"flashforge/20mm_Box.gx"_s);
        if (path.isEmpty())
            QSKIP("the recording flashforge/20mm_Box.gx is not there (set FLOTILLA_FIXTURES)");
        QFile gx(path);
        QVERIFY(gx.open(QIODevice::ReadOnly));
        FleetHarness harness(olderMachines());
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(model, &machine);
        QVERIFY(printer);
        QVERIFY(machine->putFile(u"Box.gx"_s, gx.readAll()));
        const auto picture = await(printer->thumbnail(u"Box.gx"_s));
        QVERIFY2(picture, picture ? "" : qPrintable(picture.error().message));
        QVERIFY(picture->startsWith("BM"));
        QCOMPARE(printer->status().link, Link::Online);
        const auto missing = await(printer->thumbnail(u"Other.gx"_s));
        QVERIFY(!missing);
        const auto files = await(printer->files({}));
        QVERIFY2(files, files ? "" : qPrintable(files.error().message));
        QCOMPARE(files->size(), 1);
        QCOMPARE(printer->status().link, Link::Online);
    }

    // Whatever the person does meanwhile, nothing else goes to a machine that receives.
    void T1_nothingElseWhileItReceives()
    {
        FleetHarness harness(olderMachines());
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-3"_s, &machine);
        QVERIFY(printer);
        RunTask *task
            = harness.jobs().send({.printer = printer->id(),
                                   .filePath = harness.writeGcode(u"Big.gcode"_s, 600, 60'000'000)},
                                  this);
        QTRY_VERIFY(printer->status().activity && printer->status().activity->bytesDone > 0);
        const auto listed = await(printer->files({}));
        QVERIFY(!listed);
        QCOMPARE(listed.error().kind, Error::Kind::Busy);
        const auto picture = await(printer->thumbnail(u"Box.gx"_s));
        QVERIFY(!picture);
        QCOMPARE(picture.error().kind, Error::Kind::Busy);
        QElapsedTimer sinceCancel;
        sinceCancel.start();
        task->cancel();
        const auto outcome = finish(task);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Canceled);
        QVERIFY2(sinceCancel.elapsed() < 1'000, qPrintable(QString::number(sinceCancel.elapsed())));
        QTRY_COMPARE_WITH_TIMEOUT(printer->status().link, Link::Online, 10'000);
        QVERIFY(await(printer->files({})));
        QCOMPARE(machine->log().violationTexts().join(u"; "_s), QString());
    }
};

FLOTILLA_TEST(tst_LegacyFleet)
#include "tst_legacyfleet.moc"
