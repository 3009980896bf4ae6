// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprinter.h"

#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

// What a printer publishes: capabilities, the composed status, cameras.
class tst_PrinterPublished : public FakePrinterTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    // Capabilities and pace

    void capabilitiesAreKeptWhileAway()
    {
        online();
        QSignalSpy changed(m_printer.get(), &Printer::capabilitiesChanged);
        QSignalSpy recorded(m_printer.get(), &Printer::recordChanged);
        const Capabilities can {.pause = true, .light = true};
        Q_EMIT driver()->capabilitiesReported(can);
        Q_EMIT driver()->capabilitiesReported(can);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(recorded.size(), 1);
        driver()->loseSession();
        driver()->failConnect();
        m_printer->close();
        QCOMPARE(m_printer->capabilities(), can);
        QCOMPARE(m_printer->record().capabilities, can);
    }

    void watchTokensAreCounted()
    {
        make();
        std::optional<WatchToken> early = m_printer->watch();
        m_printer->open();
        QTRY_VERIFY(driver());
        QVERIFY(driver()->watched);
        const int changes = driver()->watchChanges;
        {
            const WatchToken second = m_printer->watch();
            WatchToken third = m_printer->watch();
            const WatchToken moved = std::move(third);
            early.reset();
            QVERIFY(driver()->watched);
            QCOMPARE(driver()->watchChanges, changes);
        }
        QVERIFY(!driver()->watched);
        QCOMPARE(driver()->watchChanges, changes + 1);
        WatchToken again = m_printer->watch();
        QVERIFY(driver()->watched);
        again = WatchToken();
        QVERIFY(!driver()->watched);
    }

    void aWatchTokenMayOutliveThePrinter()
    {
        online();
        const WatchToken token = m_printer->watch();
        m_printer.reset();
    }

    // The composed status

    void aStatusReachesASubscriberInTheSameCall()
    {
        online();
        QList<State> heard;
        connect(m_printer.get(), &Printer::statusChanged, this,
                [&] { heard << m_printer->status().state; });
        driver()->report(printing(u"a.gcode"_s));
        QCOMPARE(heard, QList<State>({State::Printing}));
    }

    void onlyRealChangeIsTold()
    {
        online();
        DriverState report = printing(u"a.gcode"_s);
        report.heaters.insert(u"bed"_s, {60, 60});
        driver()->report(report);
        QSignalSpy changed(m_printer.get(), &Printer::statusChanged);
        for (int i = 0; i < 10; ++i) {
            m_world->clock.advance(3s);
            driver()->report(report);
        }
        QCOMPARE(changed.size(), 0);
        QCOMPARE(m_printer->status().observedAt, m_world->clock.now());
        report.heaters[u"bed"_s].actual = 61;
        driver()->report(report);
        QCOMPARE(changed.size(), 1);
    }

    void aStateKeepsTheTimeItBegan()
    {
        online();
        const QDateTime began = m_world->clock.now();
        driver()->report(printing(u"a.gcode"_s));
        m_world->clock.advance(60s);
        DriverState report = printing(u"a.gcode"_s);
        report.job->progress = 0.5;
        driver()->report(report);
        QCOMPARE(m_printer->status().stateSince, began);
        driver()->report(State::Paused);
        QCOMPARE(m_printer->status().stateSince, m_world->clock.now());
    }

    void reportsOutsideASessionAreNotHeard()
    {
        connecting();
        driver()->report(State::Printing);
        QCOMPARE(m_printer->status().state, State::Unknown);
        driver()->openSession();
        driver()->report(State::Idle);
        driver()->loseSession();
        driver()->report(State::Printing);
        QCOMPARE(m_printer->status().state, State::Idle);
    }

    void idleWithAnOccupiedPlateIsFinished()
    {
        online();
        driver()->report(printing(u"a.gcode"_s));
        driver()->report({.state = State::Idle, .jobResult = JobResult::Completed});
        QCOMPARE(m_printer->status().state, State::Finished);
        QVERIFY(m_printer->status().stateText.contains(u"plate is not cleared"_s));
        QCOMPARE(m_printer->status().plate, Plate::Occupied);
        QCOMPARE(m_printer->record().plate, Plate::Occupied);
        QVERIFY(*m_printer->clearPlate().result());
        QCOMPARE(m_printer->status().state, State::Idle);
        QCOMPARE(m_printer->status().stateText, u"Idle"_s);
        QCOMPARE(m_printer->status().plate, Plate::Clear);
    }

    void finishedForOnePollIsInLastJob()
    {
        online();
        driver()->report(printing(u"a.gcode"_s));
        driver()->report(State::Finished);
        driver()->report(State::Idle);
        QCOMPARE(m_printer->status().lastJob->result, JobResult::Completed);
        QCOMPARE(m_printer->status().state, State::Finished);
    }

    void aClearedPlateIsClearThoughThePrinterGoesOnSayingFinished()
    {
        online();
        driver()->report(printing(u"a.gcode"_s));
        driver()->report(State::Finished);
        QCOMPARE(m_printer->status().state, State::Finished);
        QVERIFY(!m_printer->readyToStart());
        QVERIFY(*m_printer->clearPlate().result());
        driver()->report(State::Finished);
        QCOMPARE(m_printer->status().plate, Plate::Clear);
        QCOMPARE(m_printer->status().state, State::Idle);
        QVERIFY(m_printer->readyToStart());
    }

    void thePrintersOwnWordsForAStateAreShown()
    {
        online();
        driver()->report({.state = State::Preparing, .stateText = u"Levelling the bed"_s});
        QCOMPARE(m_printer->status().stateText, u"Levelling the bed"_s);
        driver()->report(State::Attention);
        QCOMPARE(m_printer->status().stateText, u"Waits for you"_s);
    }

    void jobsBeginAndEndWithEverythingConsistent()
    {
        online();
        QStringList heard;
        connect(m_printer.get(), &Printer::jobStarted, this,
                [&] { heard << u"started "_s + m_printer->status().job->name; });
        connect(m_printer.get(), &Printer::jobEnded, this,
                [&] { heard << u"ended "_s + m_printer->status().lastJob->name; });
        driver()->report(State::Idle);
        driver()->report(printing(u"a.gcode"_s));
        driver()->report(printing(u"b.gcode"_s));
        driver()->report(State::Finished);
        QCOMPARE(heard,
                 QStringList({u"started a.gcode"_s, u"ended a.gcode"_s, u"started b.gcode"_s,
                              u"ended b.gcode"_s}));
    }

    void aRunIsPublishedWithItsJob()
    {
        online();
        driver()->report(printing(u"a.gcode"_s));
        m_printer->attachRun(u"run-1"_s, JobSource::Queue);
        QCOMPARE(m_printer->status().job->runId, u"run-1"_s);
        QCOMPARE(m_printer->status().job->source, JobSource::Queue);
    }

    void anActivityKeepsTheTimeItBegan()
    {
        online();
        const QDateTime began = m_world->clock.now();
        m_printer->setActivity(Activity {.kind = ActivityKind::Sending, .bytesTotal = 100});
        QCOMPARE(m_printer->status().state, State::Idle); // never a state
        m_world->clock.advance(5s);
        m_printer->setActivity(
            Activity {.kind = ActivityKind::Sending, .bytesDone = 50, .bytesTotal = 100});
        QCOMPARE(m_printer->status().activity->since, began);
        QCOMPARE(m_printer->status().activity->bytesDone, 50);
        m_printer->setActivity(Activity {.kind = ActivityKind::Starting});
        QCOMPARE(m_printer->status().activity->since, m_world->clock.now());
        m_printer->setActivity(std::nullopt);
        QVERIFY(!m_printer->status().activity);
    }

    void theLastStatusIsThereAfterARestart()
    {
        online();
        DriverState report = printing(u"a.gcode"_s);
        report.heaters.insert(u"bed"_s, {60, 60});
        driver()->report(report);
        m_printer->setActivity(Activity {.kind = ActivityKind::Pausing});
        m_record.lastStatus = PrinterStatus::fromJson(m_printer->status().toJson());
        m_record.plate = m_printer->record().plate;
        const QDateTime heard = m_printer->status().observedAt;

        m_world->clock.advance(8h);
        make();
        const PrinterStatus status = m_printer->status();
        QCOMPARE(status.link, Link::Closed);
        QCOMPARE(status.state, State::Printing);
        QCOMPARE(status.job->name, u"a.gcode"_s);
        QCOMPARE(*status.reported.heaters[u"bed"_s].actual, 60.0);
        QCOMPARE(status.observedAt, heard);
        QVERIFY(!status.activity);
    }

    void anOccupiedPlateIsThereAfterARestart()
    {
        online();
        driver()->report(printing(u"a.gcode"_s));
        driver()->report(State::Idle);
        m_record.lastStatus = PrinterStatus::fromJson(m_printer->status().toJson());
        m_record.plate = m_printer->record().plate;
        make();
        QCOMPARE(m_printer->status().state, State::Finished);
        QVERIFY(*m_printer->clearPlate().result()); // while it is away, too
        QCOMPARE(m_printer->status().state, State::Idle);
        QCOMPARE(m_printer->status().plate, Plate::Clear);
    }

    // Cameras

    void theFirstLeaseLetsTheDriverOpenTheCamera()
    {
        online();
        CameraLease first = m_printer->acquireCamera(u"top"_s);
        const CameraLease second = m_printer->acquireCamera(u"top"_s);
        QCOMPARE(driver()->told, QStringList({u"open camera top"_s}));
        QCOMPARE((*second.source().result())->kind, u"top"_s);
        first.release();
        {
            const CameraLease other = m_printer->acquireCamera(u"side"_s);
        }
        QCOMPARE(
            driver()->told,
            QStringList({u"open camera top"_s, u"open camera side"_s, u"close camera side"_s}));
    }

    void aCameraIsClosedWithThePrinter()
    {
        online();
        QStringList closed;
        driver()->whenCameraCloses = [&](const QString &id) { closed << id; };
        const CameraLease lease = m_printer->acquireCamera(u"top"_s);
        m_printer.reset();
        QCOMPARE(closed, QStringList({u"top"_s}));
        QVERIFY(!lease.isValid());
        QCOMPARE(lease.source().result()->error().kind, Error::Kind::Canceled);
    }

    void aCameraOfASilentPrinterSaysSo()
    {
        online();
        driver()->loseSession();
        const CameraLease lease = m_printer->acquireCamera(u"top"_s);
        QCOMPARE(lease.source().result()->error().kind, Error::Kind::Unreachable);
        driver()->openSession();
        const CameraLease next = m_printer->acquireCamera(u"top"_s);
        QVERIFY(*next.source().result());
    }
};

FLOTILLA_TEST(tst_PrinterPublished)
#include "tst_printerpublished.moc"
