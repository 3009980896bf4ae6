// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprinter.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

// What a run needs of its printer: a clear plate, the claim, the upload, the start that is seen.
class tst_PrinterRuns : public FakePrinterTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        setUp();
        m_record.capabilities = {.storesFiles = true, .startsStored = true};
    }
    void cleanup() { tearDown(); }

    // The plate

    void aPrinterThatWantsToHearItIsToldThatThePlateIsClear()
    {
        m_record.capabilities.clearsPlate = true;
        online(printing(u"a.gcode"_s));
        driver()->report(State::Finished);
        const Command<void> clear = m_printer->clearPlate();
        QCOMPARE(driver()->told, QStringList({u"clear"_s}));
        QCOMPARE(m_printer->status().plate, Plate::Occupied); // not before it is seen
        driver()->answers.back().finish(stateIs(State::Idle));
        letHandlersRun();
        driver()->report(State::Idle);
        QTRY_VERIFY(clear.isFinished());
        QVERIFY(*clear.result());
        QTRY_COMPARE(m_printer->status().plate, Plate::Clear);
        QCOMPARE(m_printer->status().state, State::Idle);
    }

    void aPrinterThatWantsToHearItMustBeReachable()
    {
        m_record.capabilities.clearsPlate = true;
        online(printing(u"a.gcode"_s));
        driver()->report(State::Finished);
        driver()->loseSession();
        const Command<void> clear = m_printer->clearPlate();
        QTRY_VERIFY(clear.isFinished());
        QCOMPARE(errorOf(clear)->kind, Error::Kind::Unreachable);
        QCOMPARE(m_printer->status().plate, Plate::Occupied);
    }

    void anyOtherPlateIsOursToKnow()
    {
        online(printing(u"a.gcode"_s));
        driver()->report(State::Finished);
        driver()->loseSession(); // while it is away, too
        const Command<void> clear = m_printer->clearPlate();
        QVERIFY(clear.isFinished());
        QVERIFY(*clear.result());
        QVERIFY(driver()->told.isEmpty());
        QCOMPARE(m_printer->status().plate, Plate::Clear);
    }

    void aPlateIsNotClearWhileItPrints()
    {
        online(printing(u"a.gcode"_s));
        const auto error = errorOf(m_printer->clearPlate());
        QCOMPARE(error->kind, Error::Kind::Refused);
        QVERIFY(error->message.contains(u"“Hall 3”"_s));
    }

    void aClaimHasOneHolder()
    {
        make();
        {
            auto claim = m_printer->claim(u"bracket.gcode"_s);
            QVERIFY(claim && claim->isHeld());
            const auto second = m_printer->claim(u"gear.gcode"_s);
            QCOMPARE(second.error().kind, Error::Kind::Busy);
            QVERIFY(second.error().message.contains(u"“bracket.gcode”"_s));
            QVERIFY(second.error().message.contains(u"“Hall 3”"_s));
            const Claim moved = std::move(*claim);
            QVERIFY(moved.isHeld());
            QVERIFY(!m_printer->claim(u"gear.gcode"_s));
        }
        QVERIFY(m_printer->claim(u"gear.gcode"_s));
    }

    void aClaimWithoutANameHoldsToo()
    {
        make();
        const auto claim = m_printer->claim({});
        QVERIFY(!m_printer->claim(u"gear.gcode"_s));
    }

    void aClaimMayOutliveThePrinter()
    {
        make();
        const auto claim = m_printer->claim(u"a"_s);
        m_printer.reset();
        QVERIFY(!claim->isHeld());
    }

    void readyToStartSaysWhatIsInTheWay_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("kind");
        QTest::newRow("idle") << State::Idle << QString();
        QTest::newRow("printing") << State::Printing << u"busy"_s;
        QTest::newRow("busy") << State::Busy << u"busy"_s;
        QTest::newRow("attention") << State::Attention << u"busy"_s;
        QTest::newRow("error") << State::Error << u"busy"_s;
        QTest::newRow("updating") << State::Updating << u"busy"_s;
        QTest::newRow("unknown") << State::Unknown << u"busy"_s;
        QTest::newRow("finished") << State::Finished << u"refused"_s;
    }
    void readyToStartSaysWhatIsInTheWay()
    {
        QFETCH(State, state);
        QFETCH(QString, kind);
        online({.state = state});
        const auto ready = m_printer->readyToStart();
        QCOMPARE(ready ? QString() : errorKindName(ready.error().kind), kind);
        if (!ready)
            QVERIFY(ready.error().message.contains(u"“Hall 3”"_s));
    }

    void notReadyWhileSilentOrOnAnOccupiedPlate()
    {
        online(printing(u"a.gcode"_s));
        driver()->report(State::Idle);
        QCOMPARE(m_printer->readyToStart().error().kind, Error::Kind::Refused);
        m_printer->clearPlate();
        QVERIFY(m_printer->readyToStart());
        driver()->loseSession();
        QCOMPARE(m_printer->readyToStart().error().kind, Error::Kind::Unreachable);
    }

    void aPrinterThatWantsToHearItIsNotReadyBefore()
    {
        m_record.capabilities.clearsPlate = true;
        online(printing(u"a.gcode"_s));
        driver()->report(State::Finished);
        QCOMPARE(m_printer->readyToStart().error().kind, Error::Kind::Refused);
        driver()->report(State::Idle); // cleared at its panel
        QVERIFY(m_printer->readyToStart());
    }

    void uploadsAreCheckedBeforeTheFirstByte_data()
    {
        QTest::addColumn<bool>("stores");
        QTest::addColumn<bool>("startsOnUpload");
        QTest::addColumn<bool>("start");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("stores, to store") << true << false << false << true;
        QTest::newRow("stores, to start") << true << false << true << true;
        QTest::newRow("can only start, to start") << false << true << true << true;
        QTest::newRow("can only start, to store") << false << true << false << false;
        QTest::newRow("can receive nothing") << false << false << true << false;
    }
    void uploadsAreCheckedBeforeTheFirstByte()
    {
        QFETCH(bool, stores);
        QFETCH(bool, startsOnUpload);
        QFETCH(bool, start);
        QFETCH(bool, allowed);
        m_record.capabilities.storesFiles = stores;
        m_record.capabilities.startsOnUpload = startsOnUpload;
        online();
        std::optional<Error> error;
        const QPointer<TransferJob> job
            = m_printer->upload({.filePath = {}, .fileName = u"a.gcode"_s, .start = start}, this);
        connect(job, &TransferJob::finished, this,
                [&](const Result<TransferResult> &result) { error = result.error(); });
        QCOMPARE(driver()->told.size(), allowed ? 1 : 0);
        if (allowed)
            driver()->transfer->cancel();
        QTRY_VERIFY(error);
        QCOMPARE(error->kind, allowed ? Error::Kind::Canceled : Error::Kind::Unsupported);
        QTRY_VERIFY(job.isNull());
    }

    void aSilentMachineReceivesNothing()
    {
        online();
        driver()->loseSession();
        std::optional<Error> error;
        connect(m_printer->upload({.filePath = {}, .fileName = u"a.gcode"_s}, this),
                &TransferJob::finished, this,
                [&](const Result<TransferResult> &result) { error = result.error(); });
        QTRY_VERIFY(error);
        QCOMPARE(error->kind, Error::Kind::Unreachable);
        QCOMPARE(m_printer->storedName(u"a.gcode"_s).error().kind, Error::Kind::Unreachable);
    }

    void aStartIsFollowedUntilItIsSeen()
    {
        online();
        const Command<Shown> start = m_printer->startStored(u"a.gcode"_s, {});
        driver()->answers.back().finish(stateIs(State::Printing));
        const Command<void> seen = m_printer->follow(**start.result(), 1h, u"It never printed."_s);
        driver()->report(State::Idle);
        QVERIFY(!seen.isFinished());
        driver()->report(printing(u"a.gcode"_s));
        QVERIFY(seen.isFinished());
        QVERIFY(*seen.result());
    }

    void nothingToSeeIsSeenAtOnce()
    {
        online();
        const Command<void> seen = m_printer->follow({}, 1h, u"never"_s);
        QVERIFY(seen.isFinished());
        driver()->report(State::Idle);
    }
};

FLOTILLA_TEST(tst_PrinterRuns)
#include "tst_printerruns.moc"
