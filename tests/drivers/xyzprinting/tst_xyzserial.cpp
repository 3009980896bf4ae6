// SPDX-License-Identifier: GPL-3.0-or-later
#include "driverbench.h"
#include "support/testmain.h"
#include "v3peer.h"

#include <QDir>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The printer is looked at for as long as it takes to pull the cable.
xyzprinting::Times patientTimes()
{
    xyzprinting::Times times = quickXyzTimes();
    times.startSeen = times.startWithoutOk = 10s;
    return times;
}

struct World
{
    World()
        : peer(folder.path())
        , bench(DriverBench::serial(peer.device()), patientTimes())
    {
        peer.script.set('p', "dv1MX0A000");
    }

    QTemporaryDir folder;
    V3PtyPeer peer;
    DriverBench bench;
};

// How many serial lines this process has open.
int openLines()
{
    int count = 0;
    const QDir open(u"/proc/self/fd"_s);
    for (const QString &name : open.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot))
        count += QFile::symLinkTarget(open.filePath(name)).startsWith(u"/dev/pts/");
    return count;
}

} // namespace

class tst_XyzSerial : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void polls()
    {
        World world;
        QVERIFY(world.bench.connect());
        QCOMPARE(world.bench.now().model, u"da Vinci miniMaker"_s);
        const qsizetype before = world.bench.states.size();
        QTRY_VERIFY(world.bench.states.size() > before + 3);
        QVERIFY(world.peer.script.wrongs.isEmpty());
    }

    void X3_bytesOneByOne()
    {
        World world;
        world.peer.script.piece = 1;
        QVERIFY(world.bench.connect());
        QCOMPARE(world.bench.now().serial, u"3FM1WPUS5CA6700001"_s);
    }

    void X18_actionsTalkBetweenReplies()
    {
        World world;
        QVERIFY(world.bench.connect());
        world.peer.script.instead = [&](const QByteArray &command) -> std::optional<QByteArray> {
            if (command == "XYZv3/action=load:new") {
                world.peer.script.set('j', "9530,11");
                return "load:{\"stat\":\"start\"}\n$\nload:{\"stat\":\"heat\",\"extemp\":\"60\"}\n$"
                       "\n";
            }
            return std::nullopt;
        };
        const auto shown = world.bench.wait(world.bench.driver.act(u"loadFilament"_s, {}));
        QVERIFY(shown);
        QVERIFY(world.bench.waitFor(State::Busy));
        QVERIFY((*shown)(world.bench.now()));
        world.peer.script.send("load:{\"stat\":\"load\"}\n$\n");
        const qsizetype before = world.bench.states.size();
        QTRY_VERIFY(world.bench.states.size() > before + 1);
        world.peer.script.set('j', "9511,0");
        world.peer.script.send("load:{\"stat\":\"fail\"}\n$\n");
        QVERIFY(world.bench.waitFor(State::Idle));
        QTRY_VERIFY(world.bench.now().worstFault());
        QVERIFY(world.bench.now().worstFault()->text.contains(u"filament"));
        QVERIFY(world.bench.missed.isEmpty());
    }

    void settingsAreAnswered()
    {
        World world;
        QVERIFY(world.bench.connect());
        QVERIFY(world.bench.wait(world.bench.driver.act(u"buzzer"_s, {{u"on"_s, false}})));
        world.peer.script.instead = [](const QByteArray &command) -> std::optional<QByteArray> {
            return command.startsWith("XYZv3/config") ? std::optional(QByteArray("E0$\n"))
                                                      : std::nullopt;
        };
        QCOMPARE(
            world.bench.wait(world.bench.driver.act(u"buzzer"_s, {{u"on"_s, true}})).error().kind,
            Error::Kind::Refused);
    }

    void calibrationStepByStep()
    {
        World world;
        QVERIFY(world.bench.connect());
        world.peer.script.instead = [&](const QByteArray &command) -> std::optional<QByteArray> {
            if (command == "XYZv3/action=calibratejr:new") {
                world.peer.script.set('j', "9535,41");
                return "calibratejr:{\"stat\":\"start\"}\n$\ncalibratejr:{\"stat\":"
                       "\"pressdetector\"}\n$\n";
            }
            if (command == "XYZv3/action=calibratejr:detectorok") {
                world.peer.script.set('j', "9535,44");
                return "calibratejr:{\"stat\":\"processing\"}\n$\ncalibratejr:{\"stat\":\"ok\",1,2,"
                       "3,4,5,6,7,8,9}\n$\n";
            }
            if (command == "XYZv3/action=calibratejr:release") {
                world.peer.script.set('j', "9511,0");
                return "calibratejr:{\"stat\":\"complete\"}\n$\n";
            }
            return std::nullopt;
        };
        QVERIFY(world.bench.wait(world.bench.driver.act(u"calibrate"_s, {})));
        QVERIFY(world.bench.waitFor(State::Attention));
        QVERIFY(world.bench.now().stateText.contains(u"Lower"));
        QVERIFY(world.bench.wait(world.bench.driver.act(u"calibrateDetectorLowered"_s, {})));
        QTRY_VERIFY(world.bench.now().stateText.contains(u"Raise"));
        QVERIFY(world.bench.wait(world.bench.driver.act(u"calibrateDetectorRaised"_s, {})));
        QVERIFY(world.bench.waitFor(State::Idle));
    }

    void uploads()
    {
        World world;
        QVERIFY(world.bench.connect());
        world.bench.upload(world.bench.gcode(3'000));
        QVERIFY(world.bench.waitForUpload());
        QVERIFY2(*world.bench.result,
                 *world.bench.result ? "" : qPrintable(world.bench.result->error().message));
        QVERIFY(world.peer.script.files.constLast().bytes.startsWith("3DPFNKG13WTW"));
        QCOMPARE(world.peer.script.files.constLast().ends, 1);
        QVERIFY(world.peer.script.wrongs.isEmpty());
        QVERIFY(world.bench.waitFor(State::Printing));
    }

    void pulledWhileIdle()
    {
        World world;
        QVERIFY(world.bench.connect());
        QCOMPARE(openLines(), 1);
        world.peer.pull();
        QTRY_COMPARE(world.bench.losses.size(), 1);
        QVERIFY(world.bench.losses[0].error.message.contains(u"cable"));
        QTRY_COMPARE(openLines(), 0);
        world.bench.driver.connectToPrinter();
        QTRY_COMPARE(world.bench.failures.size(), 1);
        QCOMPARE(world.bench.failures[0].error.kind, Error::Kind::Unreachable);
        world.peer.plugIn();
        QVERIFY(world.bench.connect());
    }

    void U7_cablePulledAtAnyByte_data()
    {
        QTest::addColumn<qint64>("at");
        const auto row = [](qint64 at) { QTest::addRow("U7 pulled at byte %lld", at) << at; };
        // The poll before the request, the request itself, head, data and trailer of each block,
        // the end, and the looks at what became of it.
        for (qint64 at = 0; at < 48; at += 3)
            row(at);
        for (const qint64 at :
             {60,    500,   4'000, 8'190, 8'230, 8'235,  8'238,  8'240,  8'241,  8'242, 8'243,
              8'246, 8'249, 8'250, 8'260, 9'000, 12'000, 16'420, 16'440, 16'450, 16'460})
            row(at);
    }
    void U7_cablePulledAtAnyByte()
    {
        QFETCH(qint64, at);
        World world;
        world.peer.script.statesAfterFile = {"9520,0"}; // looks on and on
        QVERIFY(world.bench.connect());
        const QString path = world.bench.gcode(220); // two blocks
        world.peer.pullsAfter = world.peer.script.received + at;
        world.bench.upload(path);
        QVERIFY(world.bench.waitForUpload());
        QVERIFY(!*world.bench.result);
        QCOMPARE(world.bench.result->error().kind, Error::Kind::Unreachable);
        QVERIFY(!world.bench.result->error().message.isEmpty());
        QTRY_VERIFY(!world.bench.losses.isEmpty());
        QTRY_COMPARE(openLines(), 0); // the port is free
        QCOMPARE(world.peer.script.files.size() <= 1, true);

        world.peer.pullsAfter = -1;
        world.peer.script.set('j', "9511,0");
        world.peer.plugIn();
        QVERIFY(world.bench.connect());
        QCOMPARE(world.bench.now().state, State::Idle);
    }
};

FLOTILLA_TEST(tst_XyzSerial)
#include "tst_xyzserial.moc"
