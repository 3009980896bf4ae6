// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/tcptransport.h"
#include "drivers/xyzprinting/v3channel.h"
#include "support/quickxyztimes.h"
#include "support/testmain.h"
#include "v3peer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>

using namespace flotilla;
using namespace flotilla::xyzprinting;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 block = 8192;

struct World
{
    World()
    {
        auto transport = std::make_unique<TcpTransport>(u"127.0.0.1"_s, peer.port(), times.connect);
        channel = std::make_unique<V3Channel>(std::move(transport), &pool, times);
    }

    QString write(qint64 size)
    {
        bytes.resize(size);
        for (qint64 i = 0; i < size; ++i)
            bytes[i] = char(i * 31 + i / 8192);
        QFile file(folder.filePath(u"a.3w"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != size)
            qFatal("no file");
        return file.fileName();
    }

    TransferJob *send(qint64 size)
    {
        job = channel->sendFile(write(size), u"a.3w"_s, channel.get());
        QObject::connect(job, &TransferJob::finished, channel.get(),
                         [this](const Result<TransferResult> &r) { result = r; });
        return job;
    }

    bool wait()
    {
        return QTest::qWaitFor([this] { return result.has_value(); }, 5'000);
    }

    bool isClean() const
    {
        for (const QString &wrong : peer.script.wrongs)
            qWarning() << wrong;
        return peer.script.wrongs.isEmpty() && peer.mostOpen == 1;
    }

    Times times = quickXyzTimes();
    QThreadPool pool;
    QTemporaryDir folder;
    QByteArray bytes;
    V3TcpPeer peer;
    std::unique_ptr<V3Channel> channel;
    QPointer<TransferJob> job;
    std::optional<Result<TransferResult>> result;
};

} // namespace

class tst_V3Upload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void U1_sizesAndIndices_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<int>("blocks");
        QTest::newRow("U1 one byte") << qint64(1) << 1;
        QTest::newRow("U1 a block and a bit") << block + 17 << 2;
        QTest::newRow("U2 one whole block") << block << 1;
        QTest::newRow("U2 four whole blocks") << 4 * block << 4;
        QTest::newRow("U1 a megabyte") << qint64(1'000'000) << 123;
    }
    void U1_sizesAndIndices()
    {
        QFETCH(qint64, size);
        QFETCH(int, blocks);
        World world;
        world.send(size);
        QVERIFY(world.wait());
        QVERIFY(*world.result);
        QVERIFY(world.isClean()); // indices and check sums (U3) are the peer's to see
        const auto &file = world.peer.script.files.constLast();
        QCOMPARE(file.name, QByteArray("a.3w"));
        QCOMPARE(file.size, size);
        QCOMPARE(file.bytes, world.bytes);
        QCOMPARE(file.lengths.size(), blocks);
        for (qsizetype i = 0; i + 1 < file.lengths.size(); ++i)
            QCOMPARE(file.lengths[i], quint32(block));
        QCOMPARE(file.lengths.constLast(), quint32(size - (blocks - 1) * block));
        QCOMPARE(file.ends, 1);
        QCOMPARE((*world.result)->bytes, size);
        QCOMPARE((*world.result)->sha256.size(), 32);
    }

    void U2_noEmptyBlock()
    {
        World world;
        world.send(2 * block);
        QVERIFY(world.wait());
        QCOMPARE(world.peer.script.files.constLast().lengths, (QList<quint32> {8192, 8192}));
    }

    void otherBlockSize()
    {
        World world;
        world.peer.script.set('o', "p4,t1,c1,a+");
        const auto poll = world.channel->poll();
        QVERIFY(QTest::qWaitFor([&] { return poll.isFinished(); }));
        world.send(10'000);
        QVERIFY(world.wait());
        QCOMPARE(world.peer.script.files.constLast().lengths, (QList<quint32> {4096, 4096, 1808}));
    }

    void U3_checkSums()
    {
        World world;
        world.send(3 * block + 5);
        QVERIFY(world.wait());
        QVERIFY(*world.result && world.isClean());
    }

    void U4_waitsForEachOk()
    {
        World world;
        world.peer.script.delay = 30ms; // a block before the ok is noted as wrong
        world.send(4 * block);
        QVERIFY(world.wait());
        QVERIFY(*world.result && world.isClean());
    }

    void U4_troubles_data()
    {
        QTest::addColumn<int>("at"); // -1 = the request
        QTest::addColumn<QByteArray>("answer"); // null = silence
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("U4 request refused") << -1 << QByteArray("E1$\n") << Error::Kind::Refused;
        QTest::newRow("U4 request unheard") << -1 << QByteArray() << Error::Kind::TimedOut;
        QTest::newRow("U4 first block refused") << 0 << QByteArray("E4$\n") << Error::Kind::Refused;
        QTest::newRow("U4 third block refused") << 2 << QByteArray("E7$\n") << Error::Kind::Refused;
        QTest::newRow("U4 first block unheard") << 0 << QByteArray() << Error::Kind::TimedOut;
        QTest::newRow("U4 last block unheard") << 3 << QByteArray() << Error::Kind::TimedOut;
    }
    void U4_troubles()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, answer);
        QFETCH(Error::Kind, kind);
        World world;
        if (at < 0)
            world.peer.script.instead
                = [&](const QByteArray &command) -> std::optional<QByteArray> {
                return command.startsWith("XYZv3/upload") ? std::optional(answer) : std::nullopt;
            };
        world.peer.script.insteadOfBlock = [&](quint32 index) -> std::optional<QByteArray> {
            return int(index) == at ? std::optional(answer) : std::nullopt;
        };
        world.send(4 * block);
        QVERIFY(world.wait());
        QVERIFY(!*world.result);
        QCOMPARE(world.result->error().kind, kind);
        QCOMPARE(world.peer.script.files.size() <= 1, true); // never sent a second time
        QVERIFY(!world.channel->isSending());
    }

    void stalledForGood()
    {
        World world;
        bool dead = false;
        world.peer.script.insteadOfBlock = [&](quint32 index) -> std::optional<QByteArray> {
            dead = dead || index == 2;
            return dead ? std::optional(QByteArray()) : std::nullopt;
        };
        world.peer.script.instead = [&](const QByteArray &) -> std::optional<QByteArray> {
            return dead ? std::optional(QByteArray()) : std::nullopt;
        };
        world.send(4 * block);
        QVERIFY(world.wait());
        QCOMPARE(world.result->error().kind, Error::Kind::TimedOut);
        QVERIFY(world.result->error().message.contains(u"Switch the printer off and on"));
        QCOMPARE(world.peer.script.files.size(), 1);
    }

    void U5_endOnceAndWithoutOk()
    {
        World world;
        world.peer.script.endOks = 0;
        world.send(2 * block);
        QVERIFY(world.wait());
        QVERIFY(*world.result);
        QCOMPARE(world.peer.script.files.constLast().ends, 1);
        QVERIFY(!world.channel->wasEndAcknowledged());
    }

    void U6_secondOkIsNoReply()
    {
        World world;
        world.send(block);
        QVERIFY(world.wait());
        QVERIFY(world.channel->wasEndAcknowledged());
        const auto poll = world.channel->poll();
        QVERIFY(QTest::qWaitFor([&] { return poll.isFinished(); }));
        QVERIFY(*poll.result());
        QCOMPARE((*poll.result())->state, 9520);
        const auto set = world.channel->ask("z");
        QVERIFY(QTest::qWaitFor([&] { return set.isFinished(); }));
        QCOMPARE((*set.result())->zOffsetHundredths, 245);
    }

    void U7_onceAgainFromTheBeginning()
    {
        World world;
        bool cut = false;
        world.peer.script.insteadOfBlock = [&](quint32 index) -> std::optional<QByteArray> {
            if (index != 2 || std::exchange(cut, true))
                return std::nullopt;
            QMetaObject::invokeMethod(
                &world.peer, [&] { world.peer.cut(); }, Qt::QueuedConnection);
            return QByteArray();
        };
        world.send(4 * block);
        QVERIFY(world.wait());
        QVERIFY(*world.result);
        QCOMPARE(world.peer.script.files.size(), 2);
        QCOMPARE(world.peer.script.files.constLast().bytes, world.bytes);
        QCOMPARE(world.peer.script.files.constFirst().ends, 0);
        QVERIFY(world.isClean());
    }

    void U7_lostConnections_data()
    {
        QTest::addColumn<int>("at"); // -1 = the request
        QTest::addColumn<bool>("orderly");
        QTest::addColumn<QByteArray>("stateAfter"); // empty = gone for good
        for (const int at : {-1, 0, 1, 3}) {
            QTest::addRow("U7 cut at %d, again and again", at) << at << false << QByteArray("9511");
            QTest::addRow("U7 closed at %d, again and again", at)
                << at << true << QByteArray("9511");
            QTest::addRow("U7 cut at %d, at work after", at) << at << false << QByteArray("9520");
            QTest::addRow("U7 cut at %d, gone after", at) << at << false << QByteArray();
        }
    }
    void U7_lostConnections()
    {
        QFETCH(int, at);
        QFETCH(bool, orderly);
        QFETCH(QByteArray, stateAfter);
        World world;
        const auto breakOff = [&]() -> std::optional<QByteArray> {
            QMetaObject::invokeMethod(
                &world.peer,
                [&] {
                    if (stateAfter.isEmpty())
                        world.peer.goAway();
                    else if (orderly)
                        world.peer.hangUp();
                    else
                        world.peer.cut();
                },
                Qt::QueuedConnection);
            world.peer.script.set('j', stateAfter.isEmpty() ? QByteArray("9511") : stateAfter);
            return QByteArray();
        };
        world.peer.script.instead = [&](const QByteArray &command) -> std::optional<QByteArray> {
            return at < 0 && command.startsWith("XYZv3/upload") ? breakOff() : std::nullopt;
        };
        world.peer.script.insteadOfBlock = [&](quint32 index) -> std::optional<QByteArray> {
            return int(index) == at ? breakOff() : std::nullopt;
        };
        world.send(4 * block);
        QVERIFY(world.wait());
        QVERIFY(!*world.result); // never reported as complete
        const int tries = int(std::count_if(
            world.peer.script.commands.cbegin(), world.peer.script.commands.cend(),
            [](const QByteArray &command) { return command.startsWith("XYZv3/upload"); }));
        QCOMPARE(tries, stateAfter == "9511" ? 2 : 1);
        for (const auto &file : world.peer.script.files)
            QCOMPARE(file.ends, 0);
    }

    void U10_cancel_data()
    {
        QTest::addColumn<int>("at");
        QTest::newRow("U10 before the first byte") << -2;
        QTest::newRow("U10 at the request") << -1;
        QTest::newRow("U10 at the second block") << 1;
    }
    void U10_cancel()
    {
        QFETCH(int, at);
        World world;
        bool there = at == -2;
        world.peer.script.instead = [&](const QByteArray &command) -> std::optional<QByteArray> {
            if (at != -1 || !command.startsWith("XYZv3/upload"))
                return std::nullopt;
            there = true;
            return QByteArray();
        };
        world.peer.script.insteadOfBlock = [&](quint32 index) -> std::optional<QByteArray> {
            if (int(index) != at)
                return std::nullopt;
            there = true;
            return QByteArray();
        };
        world.send(4 * block);
        QTRY_VERIFY(there);
        QElapsedTimer clock;
        clock.start();
        world.job->cancel();
        QVERIFY(world.wait());
        QVERIFY(clock.elapsed() < 1'000);
        QCOMPARE(world.result->error().kind, Error::Kind::Canceled);
        QTRY_COMPARE(world.peer.openNow(), 0);
        QVERIFY(world.peer.script.files.isEmpty() || world.peer.script.files.constLast().ends == 0);
        world.peer.script.instead = {};
        const auto poll = world.channel->poll();
        QVERIFY(QTest::qWaitFor([&] { return poll.isFinished(); }));
        QVERIFY(*poll.result());
    }

    void X16_nothingElseDuringAFile()
    {
        World world;
        world.peer.script.delay = 10ms;
        world.send(20 * block);
        QTRY_VERIFY(world.peer.script.isReceiving());
        const auto poll = world.channel->poll();
        const auto pause = world.channel->pause();
        QVERIFY(QTest::qWaitFor([&] { return poll.isFinished() && pause.isFinished(); }));
        QCOMPARE(poll.result()->error().kind, Error::Kind::Busy);
        QCOMPARE(pause.result()->error().kind, Error::Kind::Busy);
        QVERIFY(world.wait());
        QVERIFY(*world.result && world.isClean());
        QCOMPARE(world.peer.script.commands.size(), 1);
    }

    void fileThatShrinks()
    {
        World world;
        const QString path = world.write(0);
        world.job = world.channel->sendFile(path, u"a.3w"_s, world.channel.get());
        connect(world.job, &TransferJob::finished, this,
                [&](const Result<TransferResult> &r) { world.result = r; });
        QVERIFY(world.wait());
        QCOMPARE(world.result->error().kind, Error::Kind::BadFile);
        QCOMPARE(world.peer.script.received, 0);
    }
};

FLOTILLA_TEST(tst_V3Upload)
#include "tst_v3upload.moc"
