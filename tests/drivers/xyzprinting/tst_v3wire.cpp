// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/tcptransport.h"
#include "drivers/xyzprinting/v3channel.h"
#include "drivers/xyzprinting/v3requests.h"
#include "support/quickxyztimes.h"
#include "support/testmain.h"
#include "v3peer.h"

#include <QSignalSpy>
#include <QThreadPool>

using namespace flotilla;
using namespace flotilla::xyzprinting;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A channel to a scripted printer in the network.
struct World
{
    explicit World(const Times &t = quickXyzTimes())
        : times(t)
    {
        auto transport = std::make_unique<TcpTransport>(u"127.0.0.1"_s, peer.port(), times.connect);
        channel = std::make_unique<V3Channel>(std::move(transport), &pool, times);
    }

    template<typename T> Result<T> wait(const Command<T> &command)
    {
        if (!QTest::qWaitFor([&] { return command.isFinished(); }, 5'000))
            return failure(Error::Kind::Internal, u"in vain"_s);
        return *command.result();
    }

    Times times;
    QThreadPool pool;
    V3TcpPeer peer;
    std::unique_ptr<V3Channel> channel;
};

} // namespace

class tst_V3Wire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pollsOverOneConnection()
    {
        World world;
        for (int i = 0; i < 3; ++i) {
            const auto report = world.wait(world.channel->poll());
            QVERIFY(report);
            QCOMPARE(report->modelId, u"dv1MW0A000"_s);
        }
        QCOMPARE(world.peer.connections, 1);
        QVERIFY2(world.peer.script.wrongs.isEmpty(),
                 qPrintable(world.peer.script.wrongs.join(u'\n')));
    }

    void X1_nothingOfAHalfReply()
    {
        World world;
        world.peer.script.instead = [](const QByteArray &) { return QByteArray("b:99\nj:9505\n"); };
        const auto report = world.wait(world.channel->poll());
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::TimedOut);
        QVERIFY(!world.channel->report().bed);
    }

    void X2_noWaitForAMark()
    {
        Times slow = quickXyzTimes();
        slow.lettersSilence = slow.query = 5s;
        World world(slow);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(world.wait(world.channel->ask("jt")));
        QVERIFY(clock.elapsed() < 2'000);
        QCOMPARE(world.channel->report().state, 9511);
    }

    void X3_pieces_data()
    {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 2, 7, 64})
            QTest::addRow("X3 %d", piece) << piece;
    }
    void X3_pieces()
    {
        QFETCH(int, piece);
        World world;
        world.peer.script.piece = piece;
        const auto report = world.wait(world.channel->poll());
        QVERIFY(report);
        QCOMPARE(report->serial, u"3FM1WPUS5CA6700001"_s);
    }

    void X5_busyIsNoSilence()
    {
        World world;
        world.peer.script.instead = [](const QByteArray &) { return QByteArray("E4$\n"); };
        const auto report = world.wait(world.channel->poll());
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::Busy);
    }

    void X14_closedAfterEachReply()
    {
        World world;
        world.peer.closesAfterReply = true;
        QSignalSpy lost(world.channel.get(), &ProtocolChannel::lost);
        for (int i = 0; i < 4; ++i)
            QVERIFY(world.wait(world.channel->poll()));
        QTRY_COMPARE(world.peer.openNow(), 0);
        QCOMPARE(world.peer.connections, 4);
        QCOMPARE(world.peer.mostOpen, 1);
        QCOMPARE(lost.size(), 0);
    }

    void X14_closedAsTheNextIsWritten()
    {
        World world;
        QVERIFY(world.wait(world.channel->poll()));
        world.peer.hangUp();
        QVERIFY(world.wait(world.channel->poll())); // asked again on a new connection
        QCOMPARE(world.peer.connections, 2);
    }

    void hungUpInTheMiddle()
    {
        World world;
        world.peer.script.instead = [&](const QByteArray &) -> std::optional<QByteArray> {
            QMetaObject::invokeMethod(
                &world.peer, [&] { world.peer.hangUp(); }, Qt::QueuedConnection);
            return QByteArray("b:99\nj:9505\n");
        };
        QCOMPARE(world.wait(world.channel->poll()).error().kind, Error::Kind::BadReply);
        world.peer.script.instead = {};
        QVERIFY(world.wait(world.channel->poll()));
    }

    void X15_refused()
    {
        World world;
        world.peer.goAway();
        const auto report = world.wait(world.channel->poll());
        QCOMPARE(report.error().kind, Error::Kind::Unreachable);
        world.peer.comeBack();
        QVERIFY(world.wait(world.channel->poll()));
    }

    void X16_oneCommandAtATime()
    {
        World world;
        world.peer.script.delay = 20ms;
        QList<Command<MachineReport>> asked;
        for (int i = 0; i < 5; ++i)
            asked.append(world.channel->poll());
        const auto set = world.channel->set("buzzer:off");
        for (const auto &command : asked)
            QVERIFY(world.wait(command));
        QVERIFY(world.wait(set));
        QVERIFY2(world.peer.script.wrongs.isEmpty(),
                 qPrintable(world.peer.script.wrongs.join(u'\n')));
        QCOMPARE(world.peer.mostOpen, 1);
    }

    void X17_settingsHaveNoReply()
    {
        World world;
        QElapsedTimer clock;
        clock.start();
        QVERIFY(world.wait(world.channel->set("buzzer:off")));
        QVERIFY(clock.elapsed() < 250); // less than the patience for an "ok"
        QVERIFY(world.wait(world.channel->ask("s")));
        QCOMPARE(world.channel->report().switches.buzzer, false);
    }

    void S2_nonsenseThenSense_data()
    {
        QTest::addColumn<QByteArray>("nonsense");
        QTest::newRow("S2 long line") << "n:" + QByteArray(70'000, 'x');
        QTest::newRow("S2 no end") << QByteArray("n:x\n").repeated(30'000);
        QTest::newRow("S2 bad UTF-8") << QByteArray("\xff\xfe\xfd\n\xc3(\n");
        QTest::newRow("S2 cut line") << QByteArray("b:20\nd:6");
        QTest::newRow("S2 binary") << QByteArray(5'000, '\0');
    }
    void S2_nonsenseThenSense()
    {
        QFETCH(QByteArray, nonsense);
        World world;
        world.peer.script.instead = [&](const QByteArray &) { return nonsense; };
        const auto report = world.wait(world.channel->poll());
        QVERIFY(!report);
        QVERIFY(report.error().kind == Error::Kind::BadReply
                || report.error().kind == Error::Kind::TimedOut);
        world.peer.script.instead = {};
        const auto good = world.wait(world.channel->poll());
        QVERIFY(good);
        QCOMPARE(good->name, u"miniMaker"_s);
    }

    void closingEndsAllAsCanceled()
    {
        World world;
        world.peer.script.instead = [](const QByteArray &) { return QByteArray(); };
        const auto first = world.channel->poll();
        const auto second = world.channel->poll();
        QTRY_COMPARE(world.peer.script.commands.size(), 1);
        world.channel->close();
        QCOMPARE(world.wait(first).error().kind, Error::Kind::Canceled);
        QCOMPARE(world.wait(second).error().kind, Error::Kind::Canceled);
        QTRY_COMPARE(world.peer.openNow(), 0);
    }

    void X19_jogValuesAreTexts()
    {
        QCOMPARE(*jogText(u'x', 10),
                 QByteArray("jog:{\"axis\":\"x\",\"dir\":\"+\",\"len\":\"10\"}"));
        QCOMPARE(*jogText(u'z', -0.5),
                 QByteArray("jog:{\"axis\":\"z\",\"dir\":\"-\",\"len\":\"0.5\"}"));
        QVERIFY(!jogText(u'e', 1));
        QVERIFY(!jogText(u'x', 0));
        QVERIFY(!jogText(u'x', 5'000));
    }

    void names()
    {
        QCOMPARE(*wireFileName(u"cube.gcode"_s), u"cube.3w"_s);
        QCOMPARE(*wireFileName(u"Mein Würfel, 2 Stück.GCO"_s), u"Mein_W_rfel_2_St_ck.3w"_s);
        QCOMPARE(*wireFileName(u"../../etc/passwd"_s), u".._.._etc_passwd.3w"_s);
        QCOMPARE(*wireFileName(QString(300, u'x') + u".3w"_s), QString(57, u'x') + u".3w"_s);
        QCOMPARE(*wireFileName(*wireFileName(u"a b.g"_s)), u"a_b.3w"_s);
        QVERIFY(!wireFileName(u"😀.gcode"_s));
        QCOMPARE(*renameText(u"Hall 3"_s), QByteArray("name:[Hall 3]"));
        QVERIFY(!renameText(u"a]b"_s));
        QVERIFY(!renameText(u"a\nXYZv3/config=restoredefault:on"_s));
        QVERIFY(!renameText(u"Würfel"_s));
    }
};

FLOTILLA_TEST(tst_V3Wire)
#include "tst_v3wire.moc"
