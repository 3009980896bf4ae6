// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traymodel.h"

#include "models/actoffer.h"

#include "core/fakefleet.h"
#include "support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

class tst_TrayModel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeFleet> m_fleet;
    std::unique_ptr<TrayModel> m_tray;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    void begin()
    {
        m_tray = std::make_unique<TrayModel>(*m_fleet->fleet, QLocale(u"en_GB"_s));
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_tray.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void add(const QString &name, const DriverState &state)
    {
        const QUuid id = m_fleet->add(name);
        m_fleet->fleet->printer(id)->open();
        QTRY_VERIFY(m_fleet->driver(name));
        QTRY_COMPARE(m_fleet->driver(name)->connects, 1);
        m_fleet->driver(name)->openSession();
        Q_EMIT m_fleet->driver(name)->capabilitiesReported({.pause = true, .cancel = true});
        m_fleet->driver(name)->report(state);
    }
    static DriverState printing(double progress, qint64 left)
    {
        return {.state = State::Printing,
                .job = ReportedJob {
                    .name = u"stand.gcode"_s, .progress = progress, .remainingSeconds = left}};
    }
    static DriverState stopped(State state, double progress = 0.47)
    {
        return {.state = state,
                .job = ReportedJob {.name = u"stand.gcode"_s, .progress = progress},
                .faults = state == State::Paused
                    ? QList<Fault>()
                    : QList {Fault {u"E1"_s, u"Filament ran out."_s, {}}}};
    }
    static DriverState done()
    {
        return {.state = State::Finished,
                .job = ReportedJob {.name = u"stand.gcode"_s, .progress = 1},
                .jobResult = JobResult::Completed};
    }
    QString nameAt(int row) const
    {
        return m_tray->index(row).data(TrayModel::FaceRole).value<CardFace>().name;
    }
    Act quickActAt(int row) const
    {
        return m_tray->index(row).data(TrayModel::QuickActRole).value<Act>();
    }
    // In local time, as it is shown.
    QString clockIn(qint64 seconds) const
    {
        return m_fleet->world.clock.now().addSecs(seconds).toLocalTime().toString(u"HH:mm"_s);
    }

private Q_SLOTS:
    void init() { m_fleet = std::make_unique<FakeFleet>(); }
    void cleanup()
    {
        m_tester.reset();
        m_tray.reset();
        m_fleet.reset();
    }

    void nothingRuns()
    {
        add(u"Calypso"_s, {.state = State::Idle});
        begin();
        QCOMPARE(m_tray->rowCount(), 0);
        QCOMPARE(m_tray->head(), u"Nothing runs"_s);
        QCOMPARE(m_tray->caption(), QString());
        QCOMPARE(m_tray->more(), QString());
        QCOMPARE(m_tray->trayFace().toolTip, u"Flotilla: nothing runs"_s);
        QCOMPARE(m_tray->trayFace().mark, u"state-idle"_s);
        QCOMPARE(m_tray->trayFace().ring, 0.0);
    }

    void theRingIsThePrintThatEndsNext()
    {
        add(u"Calypso"_s, printing(0.64, 45 * 60));
        add(u"Beagle"_s, printing(0.91, 12 * 60));
        begin();
        QCOMPARE(m_tray->rowCount(), 2);
        QCOMPARE(nameAt(0), u"Beagle"_s);
        QCOMPARE(quickActAt(0), Act::Pause);
        QCOMPARE(m_tray->pausable().size(), 2);
        const TrayFace &face = m_tray->trayFace();
        QCOMPARE(face.ring, 0.91);
        QVERIFY(face.running);
        QCOMPARE(face.role, ColorRole::Printing);
        QCOMPARE(face.mark, u"state-printing"_s);
        QCOMPARE(face.toolTip, u"Beagle 91 %, 12 min, "_s + clockIn(12 * 60));
        QVERIFY2(m_tray->head().startsWith(u"2 printing"_s), qPrintable(m_tray->head()));
        QCOMPARE(m_tray->caption(), u"Next plate free at %1 (Beagle)"_s.arg(clockIn(12 * 60)));
    }

    void theCentreIsTheMostUrgent_data()
    {
        QTest::addColumn<QStringList>("present");
        QTest::addColumn<QString>("mark");
        QTest::addColumn<int>("role");
        QTest::addColumn<QString>("toolTip");
        const QStringList all {u"error"_s, u"attention"_s, u"finished"_s, u"paused"_s};
        QTest::newRow("error") << all << u"state-error"_s << int(ColorRole::Error)
                               << u"error: Filament ran out"_s;
        QTest::newRow("attention") << all.mid(1) << u"state-attention"_s << int(ColorRole::Amber)
                                   << u"attention: Filament ran out"_s;
        QTest::newRow("finished") << all.mid(2) << u"state-finished"_s << int(ColorRole::Finished)
                                  << u"finished: clear the plate"_s;
        QTest::newRow("paused") << all.mid(3) << u"state-paused"_s << int(ColorRole::Amber)
                                << u"paused paused at 47 %"_s;
    }
    void theCentreIsTheMostUrgent()
    {
        QFETCH(QStringList, present);
        QFETCH(QString, mark);
        QFETCH(int, role);
        QFETCH(QString, toolTip);
        const QMap<QString, DriverState> states {{u"error"_s, stopped(State::Error)},
                                                 {u"attention"_s, stopped(State::Attention)},
                                                 {u"finished"_s, done()},
                                                 {u"paused"_s, stopped(State::Paused)}};
        add(u"Calypso"_s, printing(0.3, 600));
        for (const QString &name : present)
            add(name, states[name]);
        begin();
        const TrayFace &face = m_tray->trayFace();
        QCOMPARE(face.mark, mark);
        QCOMPARE(int(face.role), role);
        QCOMPARE(face.toolTip, toolTip);
        QCOMPARE(face.ring, 0.3);
        QVERIFY(!face.running);
    }

    void ringsWithoutARunningPrint()
    {
        add(u"Terra Nova"_s, stopped(State::Paused));
        begin();
        QCOMPARE(m_tray->trayFace().ring, 0.47);
        QCOMPARE(quickActAt(0), Act::Resume);
        m_tester.reset();
        m_tray.reset();
        m_fleet->driver(u"Terra Nova"_s)->report(done());
        begin();
        QCOMPARE(m_tray->trayFace().ring, 1.0);
        QCOMPARE(quickActAt(0), Act::None);
    }

    void whatIsOnItsWayCanBeStopped()
    {
        add(u"Hall 3"_s, {.state = State::Idle});
        Printer *printer = *m_fleet->fleet->find(u"Hall 3"_s);
        begin();
        const auto showsAct = [&](ActivityKind kind, Act act) {
            printer->setActivity(
                Activity {.kind = kind, .file = u"a.gcode"_s, .bytesDone = 1, .bytesTotal = 2});
            return QTest::qWaitFor([&] { return m_tray->rowCount() == 1 && quickActAt(0) == act; },
                                   5'000);
        };
        QVERIFY(showsAct(ActivityKind::Converting, Act::CancelSending));
        QVERIFY(showsAct(ActivityKind::Starting, Act::None));
        QVERIFY(showsAct(ActivityKind::Sending, Act::CancelSending));
        for (const auto kind : {ActivityKind::Converting, ActivityKind::Sending}) {
            printer->setActivity(Activity {.kind = kind});
            QVERIFY(offerOf(*printer, Act::CancelSending).isEnabled());
        }
        printer->setActivity(Activity {.kind = ActivityKind::Starting});
        QVERIFY(!offerOf(*printer, Act::CancelSending).shown);
    }

    void silenceCountsOnlyInTheMiddleOfAPrint()
    {
        add(u"Santa Maria"_s, printing(0.3, 600));
        add(u"Argo"_s, {.state = State::Idle});
        for (const QString &name : {u"Santa Maria"_s, u"Argo"_s})
            Q_EMIT m_fleet->driver(name)->sessionLost(
                {{Error::Kind::Unreachable, u"gone"_s, {}}, AfterFailure::TryAgain});
        begin();
        QCOMPARE(m_tray->rowCount(), 1);
        QCOMPARE(m_tray->trayFace().toolTip, u"Santa Maria does not answer"_s);
        QCOMPARE(m_tray->trayFace().role, ColorRole::Grey);
        QCOMPARE(m_tray->trayFace().ring, 0.0);
    }

    void sevenRowsAndTheRestInASentence()
    {
        for (int i = 1; i <= 9; ++i)
            add(u"Printer %1"_s.arg(i), printing(0.1, i * 600));
        begin();
        QCOMPARE(m_tray->rowCount(), 7);
        QVERIFY2(m_tray->more().startsWith(u"2 more print"_s), qPrintable(m_tray->more()));
        QVERIFY(m_tray->more().endsWith(u"until "_s + clockIn(5400)));
        // Who needs a person comes first, and is in the menu.
        m_fleet->driver(u"Printer 9"_s)->report(stopped(State::Attention));
        QTRY_COMPARE_WITH_TIMEOUT(nameAt(0), u"Printer 9"_s, 3'000);
        QCOMPARE(m_tray->needy().size(), 1);
        QVERIFY2(m_tray->head().startsWith(u"8 printing, 1 need"_s), qPrintable(m_tray->head()));
    }

    // A fleet that chatters is told once a second.
    void newsAreCollected()
    {
        add(u"Calypso"_s, printing(0.1, 3600));
        begin();
        QSignalSpy changed(m_tray.get(), &TrayModel::changed);
        QElapsedTimer time;
        time.start();
        for (int i = 1; i <= 40; ++i) {
            m_fleet->driver(u"Calypso"_s)->report(printing(0.1 + i * 0.01, 3600 - i * 60));
            QCoreApplication::processEvents();
        }
        QCOMPARE(changed.size(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 3'000);
        QVERIFY(time.elapsed() >= 900);
        QCOMPARE(m_tray->trayFace().ring, 0.5);
    }

    void aPrinterThatGoesLeavesItsRow()
    {
        add(u"Calypso"_s, printing(0.1, 3600));
        begin();
        QCOMPARE(m_tray->rowCount(), 1);
        const QUuid id(m_tray->index(0).data(TrayModel::PrinterIdRole).toString());
        QVERIFY(ended(m_fleet->fleet->remove(id)));
        QTRY_COMPARE_WITH_TIMEOUT(m_tray->rowCount(), 0, 3'000);
    }
};

FLOTILLA_TEST(tst_TrayModel)
#include "tst_traymodel.moc"
