// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/errorcodes.h"
#include "drivers/xyzprinting/statetracker.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::xyzprinting;
using namespace std::chrono_literals;

namespace {

MachineReport at(int state, std::optional<JobCount> job = {}, QList<quint32> errors = {})
{
    MachineReport report;
    report.state = state;
    report.job = job;
    report.errors = errors;
    return report;
}

} // namespace

class tst_XyzStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldNumbers()
    {
        QCOMPARE(wideStateNumber(2), 9502);
        QCOMPARE(wideStateNumber(5), 9506);
        QCOMPARE(wideStateNumber(8), 9509);
        QCOMPARE(wideStateNumber(10), 9511);
        QCOMPARE(wideStateNumber(17), 9517);
        QCOMPARE(wideStateNumber(30), 9700);
        QCOMPARE(wideStateNumber(9505), 9505);
        QCOMPARE(readState(wideStateNumber(11))->state, State::Preparing);
    }

    void numbers_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<State>("state");
        const std::pair<int, State> rows[] = {
            {9500, State::Preparing}, {9501, State::Preparing}, {9502, State::Printing},
            {9503, State::Preparing}, {9505, State::Printing},  {9506, State::Printing},
            {9508, State::Printing},  {9509, State::Finished},  {9510, State::Finished},
            {9511, State::Idle},      {9512, State::Canceling}, {9515, State::Preparing},
            {9517, State::Error},     {9520, State::Preparing}, {9530, State::Busy},
            {9532, State::Busy},      {9533, State::Error},     {9538, State::Printing},
            {9601, State::Paused},    {9602, State::Canceling}, {9800, State::Idle},
            {9801, State::Busy},
        };
        for (const auto &[number, state] : rows)
            QTest::addRow("%d", number) << number << state;
    }
    void numbers()
    {
        QFETCH(int, number);
        QFETCH(State, state);
        StateTracker tracker({});
        QCOMPARE(tracker.observe(at(number), 0ms).state, state);
    }

    void heatingFirst()
    {
        StateTracker tracker({});
        MachineReport report = at(9505, JobCount {0, 1, 2});
        report.tools = {100.0};
        report.toolTarget = 210;
        QCOMPARE(tracker.observe(report, 0ms).state, State::Preparing);
        report.tools = {207.0};
        QCOMPARE(tracker.observe(report, 1s).state, State::Printing);
        report.job->percent = 5;
        report.tools = {190.0};
        QCOMPARE(tracker.observe(report, 2s).state, State::Printing);
    }

    void X10_waitsForThePlate()
    {
        StateTracker tracker({});
        tracker.observe(at(9505, JobCount {94, 41, 2}), 0ms);
        const TrackedState ended = tracker.observe(at(9509), 3s);
        QCOMPARE(ended.state, State::Finished);
        QCOMPARE(ended.result, JobResult::Completed);
        QCOMPARE(tracker.observe(at(9509), 300s).state, State::Finished);
        // Told at the printer's own button, long after.
        QCOMPARE(tracker.observe(at(9511), 303s).state, State::Idle);
    }

    void X10_aMomentOfDoneIsNoClearedPlate()
    {
        StateTracker tracker({});
        tracker.observe(at(9505, JobCount {94, 41, 2}), 0ms);
        const TrackedState idle = tracker.observe(at(9511), 5s);
        QCOMPARE(idle.state, State::Idle);
        QCOMPARE(idle.result, JobResult::Completed);
        QCOMPARE(tracker.observe(at(9509), 10s).state, State::Finished);
        QCOMPARE(tracker.observe(at(9511), 15s).state, State::Finished);
        QCOMPARE(tracker.observe(at(9511), 900s).state, State::Finished);
        tracker.plateCleared();
        QCOMPARE(tracker.observe(at(9511), 905s).state, State::Idle);
    }

    void X11_ends_data()
    {
        QTest::addColumn<int>("percent");
        QTest::addColumn<int>("elapsed");
        QTest::addColumn<int>("left");
        QTest::addColumn<bool>("completedAtOnce");
        QTest::newRow("X11 95 %") << 95 << 41 << 3 << true;
        QTest::newRow("X11 90 %") << 90 << 41 << 5 << true;
        QTest::newRow("X11 two minutes left") << 85 << 41 << 2 << true;
        QTest::newRow("X11 two minutes left of three") << 40 << 1 << 2 << false;
        QTest::newRow("X11 40 %") << 40 << 20 << 30 << false;
    }
    void X11_ends()
    {
        QFETCH(int, percent);
        QFETCH(int, elapsed);
        QFETCH(int, left);
        QFETCH(bool, completedAtOnce);
        StateTracker tracker({});
        tracker.observe(at(9505, JobCount {percent, elapsed, left}), 0ms);
        const TrackedState gone = tracker.observe(at(9511), 3s);
        if (completedAtOnce) {
            QCOMPARE(gone.result, JobResult::Completed);
            QCOMPARE(gone.state, State::Idle);
            return;
        }
        QCOMPARE(gone.state, State::Printing); // not said yet
        QCOMPARE(tracker.observe(at(9511), 22s).state, State::Printing);
        const TrackedState stopped = tracker.observe(at(9511), 23s);
        QCOMPARE(stopped.state, State::Idle);
        QCOMPARE(stopped.result, JobResult::Canceled);
    }

    void X11_doneWithinTwentySeconds()
    {
        StateTracker tracker({});
        tracker.observe(at(9505, JobCount {40, 20, 30}), 0ms);
        QCOMPARE(tracker.observe(at(9511), 3s).state, State::Printing);
        const TrackedState done = tracker.observe(at(9510), 20s);
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(done.result, JobResult::Completed);
    }

    void X11_ourCancelAndErrors()
    {
        StateTracker canceled({});
        canceled.observe(at(9505, JobCount {95, 20, 1}), 0ms);
        canceled.cancelSent(1s);
        QCOMPARE(canceled.observe(at(9505, JobCount {95, 20, 1}), 2s).state, State::Canceling);
        QCOMPARE(canceled.observe(at(9511), 3s).result, JobResult::Canceled);

        StateTracker failed({});
        failed.observe(at(9505, JobCount {40, 20, 30}), 0ms);
        QCOMPARE(failed.observe(at(9511, {}, {0x40000203}), 3s).result, JobResult::Failed);

        StateTracker stopped({});
        stopped.observe(at(9505, JobCount {40, 20, 30}), 0ms);
        stopped.observe(at(9602), 2s);
        QCOMPARE(stopped.observe(at(9511), 3s).result, JobResult::Canceled);
    }

    void anOldCancelDoesNotTaintTheNextJob()
    {
        StateTracker tracker({});
        tracker.observe(at(9511), 0ms);
        tracker.cancelSent(1s);
        tracker.observe(at(9511), 2s);
        tracker.observe(at(9505, JobCount {95, 20, 1}), 60s);
        QCOMPARE(tracker.observe(at(9509), 63s).result, JobResult::Completed);
    }

    void X12_busyKeepsTheState()
    {
        StateTracker tracker({});
        QCOMPARE(tracker.observe(at(9700), 0ms).state, State::Preparing);
        tracker.observe(at(9505, JobCount {40, 20, 30}), 1s);
        const TrackedState busy = tracker.observe(at(9700), 4s);
        QCOMPARE(busy.state, State::Printing);
        QVERIFY(busy.text.contains(QLatin1String("busy")));
        QCOMPARE(tracker.observe(at(9509), 7s).result, JobResult::Completed);
        QCOMPARE(tracker.observe(at(9700), 9s).state, State::Finished);
    }

    void X13_unknownNumbers()
    {
        StateTracker tracker({});
        const TrackedState unknown = tracker.observe(at(12345), 0ms);
        QCOMPARE(unknown.state, State::Unknown);
        QVERIFY(unknown.text.contains(QLatin1String("12345")));
        tracker.observe(at(9511), 1s);
        QCOMPARE(tracker.observe(at(-7), 2s).state, State::Idle);
    }

    void pausingHasNoNumber()
    {
        StateTracker tracker({});
        tracker.observe(at(9505, JobCount {40, 20, 30}), 0ms);
        tracker.pauseSent(1s);
        QCOMPARE(tracker.observe(at(9505, JobCount {40, 20, 30}), 2s).state, State::Pausing);
        QCOMPARE(tracker.observe(at(9601), 5s).state, State::Paused);
        tracker.resumeSent(6s);
        QCOMPARE(tracker.observe(at(9601), 7s).state, State::Resuming);
        QCOMPARE(tracker.observe(at(9505, JobCount {40, 20, 30}), 9s).state, State::Printing);
        tracker.pauseSent(10s);
        QCOMPARE(tracker.observe(at(9505, JobCount {40, 20, 30}), 41s).state, State::Printing);
    }

    void errorCodes_data()
    {
        QTest::addColumn<quint32>("number");
        QTest::addColumn<QString>("code");
        QTest::addColumn<Severity>("severity");
        const auto row = [](const char *name, quint32 number, const char *code, Severity severity) {
            QTest::newRow(name) << number << QString::fromLatin1(code) << severity;
        };
        row("jam", 1073742339, "0x203", Severity::Error);
        row("no cartridge, extruder 2", 1073742342 - 536870912, "0x206-2", Severity::Error);
        row("file version", 525, "0x20D", Severity::Error);
        row("old: heater", 2, "0x101", Severity::Error);
        row("old: memory", 0x20B, "0x20C", Severity::Error);
        row("door", 1025, "0x401", Severity::Warning);
        row("filament low", 1073742851, "0x403", Severity::Warning);
        row("busy", 0x1B, "0x01B", Severity::Info);
        row("nobody knows", 0x7777, "0x7777", Severity::Error);
    }
    void errorCodes()
    {
        QFETCH(quint32, number);
        QFETCH(QString, code);
        QFETCH(Severity, severity);
        const Fault fault = faultOf(number);
        QCOMPARE(fault.code, code);
        QCOMPARE(fault.severity, severity);
        QVERIFY(!fault.text.isEmpty());
        QVERIFY(!fault.whatToDo.isEmpty());
        QCOMPARE(isWrongFileVersion(number), code == QLatin1String("0x20D"));
    }
};

FLOTILLA_TEST(tst_XyzStates)
#include "tst_xyzstates.moc"
