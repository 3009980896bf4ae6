// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "drivers/flashforge/states.h"
#include "drivers/flashforge/tcpreplies.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace Qt::StringLiterals;

class tst_States : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void httpWords_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<State>("withFile");
        QTest::addColumn<State>("withoutFile");
        const auto row = [](const char *word, State withFile, State withoutFile) {
            QTest::newRow(word) << QString::fromLatin1(word) << withFile << withoutFile;
        };
        row("ready", State::Idle, State::Idle);
        row("idle", State::Idle, State::Idle);
        row("downloading", State::Preparing, State::Preparing);
        row("sending", State::Preparing, State::Preparing);
        row("unzipping", State::Preparing, State::Preparing);
        row("cloud_slicing", State::Preparing, State::Preparing);
        row("preparing", State::Preparing, State::Preparing);
        row("calibrate_doing", State::Preparing, State::Busy);
        row("heating", State::Preparing, State::Busy);
        row("busy", State::Preparing, State::Busy);
        row("printing", State::Printing, State::Printing);
        row("pausing", State::Pausing, State::Pausing);
        row("pause", State::Paused, State::Paused);
        row("paused", State::Paused, State::Paused);
        row("canceling", State::Canceling, State::Canceling);
        row("cancel", State::Finished, State::Finished);
        row("cancelled", State::Finished, State::Finished);
        row("canceled", State::Finished, State::Finished);
        row("completed", State::Finished, State::Finished);
        row("error", State::Error, State::Error);
        row("Printing ", State::Printing, State::Printing);
    }
    void httpWords()
    {
        QFETCH(QString, word);
        QFETCH(State, withFile);
        QFETCH(State, withoutFile);
        const auto status = statusWordFromText(word);
        QVERIFY(status);
        QCOMPARE(readingOf(*status, true).state, withFile);
        QCOMPARE(readingOf(*status, false).state, withoutFile);
    }

    void H6_bothWordsForPaused()
    {
        QCOMPARE(statusWordFromText(u"pause"), statusWordFromText(u"paused"));
        QCOMPARE(readingOf(*statusWordFromText(u"pause"), true).state, State::Paused);
    }

    void H6_unknownWordsHaveNoMeaning()
    {
        QVERIFY(!statusWordFromText(u"dreaming"));
        QVERIFY(!statusWordFromText(u""));
    }

    void H12_endsKnowTheirResult()
    {
        QCOMPARE(readingOf(StatusWord::Completed, true).result, JobResult::Completed);
        QCOMPARE(readingOf(StatusWord::Canceled, true).result, JobResult::Canceled);
        QVERIFY(!readingOf(StatusWord::Ready, false).result);
        QVERIFY(!readingOf(StatusWord::Error, true).result);
    }

    void workWithoutAJobSaysWhat()
    {
        QCOMPARE(readingOf(StatusWord::Calibrating, false).text, u"Calibrating"_s);
        QCOMPARE(readingOf(StatusWord::Heating, false).text, u"Heating"_s);
    }

    void T7_tcpWords_data()
    {
        QTest::addColumn<QString>("machine");
        QTest::addColumn<QString>("move");
        QTest::addColumn<State>("expected");
        const auto row = [](const char *machine, const char *move, State expected) {
            QTest::addRow("%s %s", machine, move)
                << QString::fromLatin1(machine) << QString::fromLatin1(move) << expected;
        };
        row("READY", "READY", State::Idle);
        row("IDLE", "0.0", State::Idle);
        row("READY", "HOMING", State::Busy);
        row("READY", "MOVING", State::Busy);
        row("READY", "WAIT_ON_TOOL", State::Busy);
        row("BUILDING_FROM_SD", "WAIT_ON_TOOL", State::Preparing);
        row("BUILDING_FROM_SD", "WAIT_ON_PLATFORM", State::Preparing);
        row("PRINTING", "HOMING", State::Preparing);
        row("BUILDING_FROM_SD", "MOVING", State::Printing);
        row("BUILDING_FROM_SD", "READY", State::Printing);
        row("BUILDING_FROM_SD", "PAUSED", State::Paused);
        row("PAUSED", "READY", State::Paused);
        row("BUILDING_COMPLETED", "READY", State::Finished);
        row("BUSY", "READY", State::Busy);
        row("ERROR", "READY", State::Error);
    }
    void T7_tcpWords()
    {
        QFETCH(QString, machine);
        QFETCH(QString, move);
        QFETCH(State, expected);
        const auto reading = readingOf(machine, move, false);
        QVERIFY(reading);
        QCOMPARE(reading->state, expected);
    }

    void T7_unknownTcpWordsHaveNoMeaning() { QVERIFY(!readingOf(u"DREAMING", u"READY", false)); }

    void T8_progressNeverMakesAPrintingPrinter()
    {
        const TcpReply status {"M119", {"MachineStatus: READY", "MoveMode: READY"}};
        const TcpReply progress {"M27", {"SD printing byte 100/100"}};
        QCOMPARE(parseProgress(progress)->progress, 1.0);
        QCOMPARE(parseMachineState(status)->state()->state, State::Idle);
    }
};

FLOTILLA_TEST(tst_States)
#include "tst_states.moc"
