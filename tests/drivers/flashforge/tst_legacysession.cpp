// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedprinter.h"

#include "base/clock.h"
#include "drivers/flashforge/legacysession.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;
using namespace Qt::StringLiterals;

namespace {

struct World
{
    SystemClock clock;
    ScriptedPrinter printer;
    LegacySession session;
    QSignalSpy opened {&session, &LegacySession::opened};
    QSignalSpy failed {&session, &LegacySession::failed};
    QSignalSpy lost {&session, &LegacySession::lost};
    QSignalSpy reported {&session, &LegacySession::reported};
    QSignalSpy pollFailed {&session, &LegacySession::pollFailed};

    explicit World(const Times &times = flotilla::test::quickTimes())
        : session(u"127.0.0.1"_s, printer.port(), clock, times, nullptr)
    {
    }
};

Error errorOf(const QSignalSpy &spy)
{
    return spy.value(0).value(0).value<Error>();
}

} // namespace

class tst_LegacySession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void T2_logsInThenAsksWhoItIs()
    {
        World world;
        world.session.open();
        QTRY_COMPARE(world.opened.size(), 1);
        QTRY_COMPARE(world.reported.size(), 2);
        QCOMPARE(world.printer.commands.first(6),
                 QByteArrayList({"M601 S1", "M115", "M119", "M105", "M119", "M105"}));
        QCOMPARE(world.session.status().info.serialNumber, u"SNOLD1"_s);
        QCOMPARE(world.session.model().name, "Adventurer 4"_L1);
        QVERIFY(world.session.status().inControl);
        QCOMPARE(world.printer.wrongs, QByteArrayList());
    }

    void T3_logsOutBeforeItCloses()
    {
        World world;
        world.session.open();
        QTRY_COMPARE(world.opened.size(), 1);
        world.session.close();
        QTRY_COMPARE(world.printer.open, 0);
        QCOMPARE(world.printer.commands.last(), QByteArray("M602"));
        QCOMPARE(world.lost.size(), 0);
    }

    void T4_repliesInPiecesOfThreeBytes()
    {
        World world;
        world.printer.piece = 3;
        world.session.open();
        QTRY_COMPARE(world.reported.size(), 2);
        QCOMPARE(world.session.status().heaters.size(), 2);
    }

    void T2_refusedLoginIsTriedAgain()
    {
        World world;
        world.printer.refusals = 3;
        world.session.open();
        QTRY_COMPARE(world.opened.size(), 1);
        QVERIFY(world.session.status().inControl);
        QCOMPARE(world.printer.count("M601"), 4);
        QCOMPARE(world.printer.count("M602"), 3);
    }

    void T2_refusalWithoutOkIsUnderstood()
    {
        World world;
        world.printer.refusals = 2;
        world.printer.refusal = "CMD M601 Received.\r\nError: have been connected\r\n";
        world.session.open();
        QTRY_COMPARE(world.opened.size(), 1);
        QVERIFY(world.session.status().inControl);
        QCOMPARE(world.printer.count("M601"), 3);
        QCOMPARE(world.printer.connections, 1);
    }

    void T2_anotherControllerIsSaidAndQueriesGoOn()
    {
        World world;
        world.printer.refusals = 1000;
        world.session.open();
        QTRY_COMPARE(world.opened.size(), 1);
        QCOMPARE(world.printer.count("M601"), 4);
        QVERIFY(!world.session.status().inControl);
        QTRY_VERIFY(world.reported.size() >= 3);
        const auto refused = flotilla::test::await(world.session.channel().send(u"M25"_s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Busy);
        QVERIFY2(refused.error().message.contains(u"Another program"),
                 qPrintable(refused.error().message));
        QCOMPARE(world.printer.count("M25"), 0);
        // Once it lets go the next command finds out by itself.
        world.printer.refusals = 0;
        QVERIFY(flotilla::test::await(world.session.channel().send(u"M25"_s)));
        QCOMPARE(world.printer.mostOpen, 1);
        QTRY_VERIFY(world.session.status().inControl);
    }

    // A hundredth of life: the machine drops what is silent for 30 s, and we are idle for 2 min.
    void T11_twoMinutesOfIdleKeepTheSession()
    {
        World world;
        world.printer.idleLimit = 300;
        world.session.open();
        QTRY_COMPARE(world.opened.size(), 1);
        QElapsedTimer idle;
        idle.start();
        QTRY_VERIFY_WITH_TIMEOUT(idle.elapsed() > 1'200, 5'000);
        QCOMPARE(world.printer.idleDrops, 0);
        QCOMPARE(world.printer.connections, 1);
        QCOMPARE(world.lost.size(), 0);
        const Times life;
        QVERIFY(life.slowPoll <= std::chrono::seconds(25));
    }

    void T8_progressIsAskedOnlyWithAJob()
    {
        World world;
        world.printer.replies["M27"] = "SD printing byte 100/100\r\n";
        world.session.open();
        QTRY_COMPARE(world.reported.size(), 2);
        QCOMPARE(world.printer.count("M27"), 0);
        QVERIFY(!world.session.status().progress.progress);
        world.printer.replies["M119"] = "MachineStatus: BUILDING_FROM_SD\r\nMoveMode: MOVING\r\n";
        QTRY_COMPARE(world.session.status().progress.progress, std::optional(1.0));
    }

    void T14_bareDialect()
    {
        Times times = flotilla::test::quickTimes();
        times.tcpOldSilence = times.tcpListSilence = std::chrono::milliseconds(40);
        World world(times);
        world.printer.bare = true;
        world.printer.replies
            = {{"M601", "echo: Control Success.\r\n"},
               {"M602", "echo: Control Release.\r\n"},
               {"M115", "echo: Machine Type: FlashForge Adventurer III\r\necho: SN: SNOLD3\r\n"},
               {"M119",
                "echo: Endstop: X-max: 0\r\nMachineStatus: PRINTING\r\nMoveMode: "
                "0.0\r\nLEDStatus: on\r\nPrintFileName: Box.gx\r\n"},
               {"M105", "ok T0:22/0 B:11/0\r\n"},
               {"M27", "SD printing byte 45/100\r\n"},
               {"M146", "ack: \"M146 0\"\r\n"},
               {"M661", "info_list.size: 2\r\nBox.gx\r\nCube.gcode\r\n"}};
        world.session.open();
        QTRY_COMPARE(world.reported.size(), 2);
        QCOMPARE(world.session.dialect(), LegacyDialect::Bare);
        QCOMPARE(world.session.status().machine.fileName, std::optional(u"Box.gx"_s));
        QCOMPARE(world.session.status().progress.progress, std::optional(0.45));
        QVERIFY(flotilla::test::await(world.session.channel().send(u"M146 0"_s)));
        // Moves get no reply at all.
        QVERIFY(flotilla::test::await(world.session.channel().send(u"G28"_s)));
        const auto files = flotilla::test::await(world.session.channel().listFiles());
        QVERIFY(files);
        QCOMPARE(files->size(), 2);
        QCOMPARE(world.printer.connections, 1);
        // Its list may begin like those of its kin, and still end without an "ok".
        world.printer.replies["M661"] = "CMD M661 Received.\r\ninfo_list.size: 1\r\nBox.gx\r\n";
        const auto begun = flotilla::test::await(world.session.channel().listFiles());
        QVERIFY(begun);
        QCOMPARE(begun->size(), 1);
    }

    void T12_lossIsSaidOnceAndTheNextSessionWorks()
    {
        World world;
        world.session.open();
        QTRY_COMPARE(world.opened.size(), 1);
        world.printer.cut();
        QTRY_COMPARE(world.lost.size(), 1);
        QVERIFY(!errorOf(world.lost).message.isEmpty());
        world.session.open();
        QTRY_COMPARE(world.opened.size(), 2);
        QCOMPARE(world.printer.count("M601"), 2);
        QCOMPARE(world.lost.size(), 1);
    }

    void silenceEndsTheSession()
    {
        Times times = flotilla::test::quickTimes();
        times.tcpCommand = std::chrono::milliseconds(100);
        World world(times);
        world.session.open();
        QTRY_COMPARE(world.opened.size(), 1);
        world.printer.silent = true;
        QTRY_COMPARE(world.lost.size(), 1);
        QCOMPARE(errorOf(world.lost).kind, Error::Kind::TimedOut);
    }

    void handshakeFailures_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("kind");
        QTest::newRow("garbage for M115")
            << QByteArray("M115") << QByteArray("Hello\r\n") << int(Error::Kind::BadReply);
        QTest::newRow("refused M115")
            << QByteArray("M115") << QByteArray("Error: no\r\n") << int(Error::Kind::Refused);
        QTest::newRow("garbage for M119")
            << QByteArray("M119") << QByteArray("Hello\r\n") << int(Error::Kind::BadReply);
        QTest::newRow("endless line")
            << QByteArray("M115") << QByteArray(20'000, 'x') << int(Error::Kind::BadReply);
    }
    void handshakeFailures()
    {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, reply);
        QFETCH(int, kind);
        World world;
        world.printer.replies[code] = reply;
        world.session.open();
        QTRY_COMPARE(world.failed.size(), 1);
        QCOMPARE(int(errorOf(world.failed).kind), kind);
        QCOMPARE(world.opened.size(), 0);
        QTRY_COMPARE(world.printer.open, 0);
    }

    void nobodyThere()
    {
        World world;
        world.printer.server.close();
        world.session.open();
        QTRY_COMPARE(world.failed.size(), 1);
        QCOMPARE(errorOf(world.failed).kind, Error::Kind::Unreachable);
    }

    void H13_oneBadReplyIsAMissedBeat()
    {
        World world;
        world.session.open();
        QTRY_COMPARE(world.opened.size(), 1);
        const QByteArray good
            = std::exchange(world.printer.replies["M119"], QByteArray("\x01\x02?\r\n"));
        QTRY_VERIFY(!world.pollFailed.isEmpty());
        world.printer.replies["M119"] = good;
        const qsizetype before = world.reported.size();
        QTRY_VERIFY(world.reported.size() > before);
        QCOMPARE(world.lost.size(), 0);
    }
};

FLOTILLA_TEST(tst_LegacySession)
#include "tst_legacysession.moc"
