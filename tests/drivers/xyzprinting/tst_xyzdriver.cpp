// SPDX-License-Identifier: GPL-3.0-or-later
#include "driverbench.h"
#include "support/testmain.h"
#include "v3peer.h"

#include <QLoggingCategory>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct World
{
    explicit World(const xyzprinting::Times &times = quickXyzTimes())
        : bench(DriverBench::lan(peer.port()), times)
    {
    }

    bool isClean() const
    {
        for (const QString &wrong : peer.script.wrongs)
            qWarning() << wrong;
        return peer.script.wrongs.isEmpty() && peer.mostOpen <= 1;
    }

    V3TcpPeer peer;
    DriverBench bench;
};

QStringList logged;

void keepLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    logged.append(text);
}

} // namespace

class tst_XyzDriver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportsAWholePrinter()
    {
        World world;
        QVERIFY(world.bench.connect());
        QCOMPARE(world.bench.identities.constFirst().serial, u"3FM1WPUS5CA6700001"_s);
        const DriverState &state = world.bench.now();
        QCOMPARE(state.state, State::Idle);
        QCOMPARE(state.model, u"da Vinci mini w"_s);
        QCOMPARE(state.heaters.keys(), QStringList {u"tool0"_s}); // the constant of no bed
        QCOMPARE(state.materials.size(), 1);
        QCOMPARE(state.materials[0].material, u"PLA"_s);
        QVERIFY(state.materials[0].remainingPercent);
        const Capabilities &can = world.bench.can;
        QVERIFY(can.pause && can.cancel && can.home && can.jog && can.startsOnUpload);
        QVERIFY(!can.storesFiles && can.heaters.isEmpty());
        QCOMPARE(can.conversions.value(u"gcode"_s), u"3w"_s);
        QCOMPARE(can.buildVolume->x, 150.0);
        QVERIFY(can.action(u"calibrate"_s));
        QVERIFY(world.isClean());
    }

    void X5_busyKeepsTheLastValues()
    {
        World world;
        QVERIFY(world.bench.connect());
        world.peer.script.instead = [](const QByteArray &) { return QByteArray("E7$\n"); };
        QTRY_VERIFY(world.bench.now().stateText.contains(u"busy"));
        QCOMPARE(world.bench.now().serial, u"3FM1WPUS5CA6700001"_s);
        QCOMPARE(world.bench.now().state, State::Idle);
        world.peer.script.instead = {};
        QTRY_VERIFY(!world.bench.now().stateText.contains(u"busy"));
        QVERIFY(world.bench.missed.isEmpty() && world.bench.losses.isEmpty());
    }

    void X10_noJobBeforeThePlateIsClear()
    {
        World world;
        world.peer.script.set('j', "9509,0");
        QVERIFY(world.bench.connect());
        QCOMPARE(world.bench.now().state, State::Finished);
        QVERIFY(world.bench.can.clearsPlate);
        world.bench.upload(world.bench.gcode());
        QVERIFY(world.bench.waitForUpload());
        QCOMPARE(world.bench.result->error().kind, Error::Kind::Refused);
        QVERIFY(world.peer.script.files.isEmpty());
        QCOMPARE(world.peer.script.count("XYZv3/config=print[complete]"), 0);

        const auto shown = world.bench.wait(world.bench.driver.clearPlate());
        QVERIFY(shown);
        QCOMPARE(world.peer.script.count("XYZv3/config=print[complete]"), 1);
        QTRY_VERIFY((*shown)(world.bench.now()));
        QCOMPARE(world.bench.now().state, State::Idle);
    }

    void X13_unknownModel()
    {
        World world;
        world.peer.script.set('p', "dv9ZZ0A000");
        world.peer.script.set('i', "9ZZZZZUS5CA6700001");
        world.peer.script.set('j', "4711");
        QVERIFY(world.bench.connect());
        QCOMPARE(world.bench.now().model, u"dv9ZZ0A000"_s);
        QVERIFY(world.bench.now().stateText.contains(u"4711"));
        QCOMPARE(world.bench.can.fileTypes, QStringList {u"3w"_s});
        QVERIFY(!world.bench.can.jog);
    }

    void X14_closingAfterRepliesIsNoLoss()
    {
        World world;
        world.peer.closesAfterReply = true;
        QVERIFY(world.bench.connect());
        const qsizetype before = world.bench.states.size();
        QTRY_VERIFY(world.bench.states.size() > before + 5);
        QVERIFY(world.bench.missed.isEmpty() && world.bench.losses.isEmpty());
        QCOMPARE(world.peer.mostOpen, 1);
    }

    void X15_silenceIsMissedBeatByBeat()
    {
        World world;
        QVERIFY(world.bench.connect());
        world.peer.script.instead = [](const QByteArray &) { return QByteArray(); };
        QTRY_VERIFY(world.bench.missed.size() >= 3);
        QVERIFY(world.bench.losses.isEmpty());
        world.peer.script.instead = {};
        const qsizetype before = world.bench.states.size();
        QTRY_VERIFY(world.bench.states.size() > before);
    }

    void X15_refusedIsALossAtOnce()
    {
        World world;
        QVERIFY(world.bench.connect());
        world.peer.goAway();
        QTRY_COMPARE(world.bench.losses.size(), 1);
        QVERIFY(!world.bench.connect());
        QVERIFY(!world.bench.failures.isEmpty());
        world.peer.comeBack();
        QVERIFY(world.bench.connect());
    }

    void X16_pollsKeepTheirDistance()
    {
        xyzprinting::Times times = quickXyzTimes();
        times.watchedPoll = 1ms;
        times.shortestPoll = 150ms;
        times.watchedPoll = 150ms;
        World world(times);
        QVERIFY(world.bench.connect());
        for (int i = 0; i < 10; ++i) // whatever happens meanwhile
            world.bench.wait(world.bench.driver.act(u"dimLights"_s, {{u"minutes"_s, 3}}));
        QTRY_VERIFY(world.peer.script.pollTimes.size() >= 5);
        const auto &at = world.peer.script.pollTimes;
        for (qsizetype i = 1; i < at.size(); ++i)
            QVERIFY2(at[i] - at[i - 1] >= 140ms,
                     qPrintable(QString::number((at[i] - at[i - 1]).count())));
        QVERIFY(world.isClean());
    }

    void X16_noPollsDuringAFile()
    {
        World world;
        QVERIFY(world.bench.connect());
        world.peer.script.delay = 30ms;
        world.bench.upload(world.bench.gcode(8'000));
        QTRY_VERIFY(world.peer.script.isReceiving());
        const qsizetype polls = world.peer.script.pollTimes.size();
        QTRY_VERIFY(!world.peer.script.isReceiving());
        QCOMPARE(world.peer.script.pollTimes.size(), polls);
        QVERIFY(world.bench.waitForUpload());
        QVERIFY(*world.bench.result);
        QVERIFY(world.bench.missed.isEmpty() && world.bench.losses.isEmpty());
        QVERIFY(world.isClean());
    }

    void X17_settingsAreReadBack()
    {
        World world;
        QVERIFY(world.bench.connect());
        QVERIFY(world.bench.wait(world.bench.driver.act(u"buzzer"_s, {{u"on"_s, false}})));
        QCOMPARE(world.peer.script.count("XYZv3/config=buzzer:off"), 1);
        QVERIFY(world.peer.script.count("XYZv3/query=s") >= 1);
        QVERIFY(world.bench.wait(world.bench.driver.act(u"rename"_s, {{u"name"_s, u"Hall 3"_s}})));
        QVERIFY(world.bench.wait(world.bench.driver.act(u"zOffset"_s, {{u"offset"_s, -1.25}})));
        QCOMPARE(world.peer.script.count("XYZv3/config=zoffset:set[-125]"), 1);

        world.peer.script.acceptsSettings = false;
        const auto ignored
            = world.bench.wait(world.bench.driver.act(u"buzzer"_s, {{u"on"_s, true}}));
        QVERIFY(!ignored);
        QCOMPARE(ignored.error().kind, Error::Kind::Refused);
    }

    void X19_movesOnlyWhereTheyAreAllowed()
    {
        World world;
        QVERIFY(world.bench.connect());
        QVERIFY(world.bench.wait(world.bench.driver.jog({{u'x', 10}, {u'y', -5}})));
        QCOMPARE(world.peer.script.count(
                     "XYZv3/action=jog:{\"axis\":\"x\",\"dir\":\"+\",\"len\":\"10\"}"),
                 1);
        QCOMPARE(world.peer.script.count(
                     "XYZv3/action=jog:{\"axis\":\"y\",\"dir\":\"-\",\"len\":\"5\"}"),
                 1);
        QVERIFY(world.bench.wait(world.bench.driver.home(u"xyz"_s)));
        QCOMPARE(world.bench.wait(world.bench.driver.home(u"x"_s)).error().kind,
                 Error::Kind::Unsupported);
        world.peer.script.set('j', "9505,0");
        QVERIFY(world.bench.waitFor(State::Printing));
        const qsizetype before = world.peer.script.commands.size();
        QCOMPARE(world.bench.wait(world.bench.driver.jog({{u'x', 10}})).error().kind,
                 Error::Kind::Refused);
        QCOMPARE(world.bench.wait(world.bench.driver.act(u"loadFilament"_s, {})).error().kind,
                 Error::Kind::Refused);
        for (qsizetype i = before; i < world.peer.script.commands.size(); ++i)
            QVERIFY(!world.peer.script.commands[i].contains("action"));
    }

    void X19_noMovesWithAMenu()
    {
        World world;
        world.peer.script.set('p', "dv1JW0A000");
        QVERIFY(world.bench.connect());
        QVERIFY(!world.bench.can.jog && !world.bench.can.home);
        QVERIFY(!world.bench.can.action(u"loadFilament"_s));
        QVERIFY(world.bench.can.action(u"buzzer"_s));
        QCOMPARE(world.bench.wait(world.bench.driver.jog({{u'x', 10}})).error().kind,
                 Error::Kind::Unsupported);
    }

    void X20_gcodeIsConverted()
    {
        World world;
        QVERIFY(world.bench.connect());
        const QString path = world.bench.gcode();
        world.bench.upload(path);
        QVERIFY(world.bench.waitForUpload());
        QVERIFY2(*world.bench.result,
                 *world.bench.result ? "" : qPrintable(world.bench.result->error().message));
        QCOMPARE(world.bench.phases,
                 (QList<TransferPhase> {TransferPhase::Converting, TransferPhase::Moving}));
        const auto &file = world.peer.script.files.constLast();
        QCOMPARE(file.name, QByteArray("part.3w"));
        QVERIFY(file.bytes.startsWith("3DPFNKG13WTW\x01\x02")); // mini w of 2018
        const TransferResult &result = **world.bench.result;
        QCOMPARE(result.format, u"3w"_s);
        QCOMPARE(result.given->bytes, QFileInfo(path).size());
        QCOMPARE(result.given->sha256.size(), 32);
        QCOMPARE(result.bytes, file.size);
        QVERIFY(world.bench.waitFor(State::Printing));
        QCOMPARE(world.bench.now().job->name, u"part.3w"_s);
    }

    void nothingIsSentWithoutAStart()
    {
        World world;
        QVERIFY(world.bench.connect());
        world.bench.upload(world.bench.gcode(), false);
        QVERIFY(world.bench.waitForUpload());
        QCOMPARE(world.bench.result->error().kind, Error::Kind::Unsupported);
        QVERIFY(world.peer.script.files.isEmpty());
    }

    void noPrintFile()
    {
        World world;
        QVERIFY(world.bench.connect());
        QFile file(world.bench.folder.filePath(u"cat.gcode"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(40'000, '\x89'));
        file.close();
        world.bench.upload(file.fileName());
        QVERIFY(world.bench.waitForUpload());
        QCOMPARE(world.bench.result->error().kind, Error::Kind::BadFile);
        QVERIFY(world.peer.script.files.isEmpty());
    }

    void U5_missingOkIsDecidedByTheState_data()
    {
        QTest::addColumn<bool>("ok");
        QTest::addColumn<bool>("starts");
        QTest::newRow("U5 no ok, prints") << false << true;
        QTest::newRow("U5 no ok, idle") << false << false;
        QTest::newRow("U5 ok, idle") << true << false;
    }
    void U5_missingOkIsDecidedByTheState()
    {
        QFETCH(bool, ok);
        QFETCH(bool, starts);
        World world;
        world.peer.script.endOks = ok ? 2 : 0;
        if (!starts)
            world.peer.script.statesAfterFile = {"9511,0"};
        QVERIFY(world.bench.connect());
        world.bench.upload(world.bench.gcode());
        QVERIFY(world.bench.waitForUpload());
        QCOMPARE(world.bench.result->has_value(), starts);
        if (!starts)
            QCOMPARE(world.bench.result->error().kind, Error::Kind::TimedOut);
        QCOMPARE(world.peer.script.files.size(), 1);
        QCOMPARE(world.peer.script.files[0].ends, 1);
    }

    void U8_otherVersionOnce_data()
    {
        QTest::addColumn<int>("refusals");
        QTest::newRow("U8 takes the other") << 1;
        QTest::newRow("U8 takes neither") << 9;
    }
    void U8_otherVersionOnce()
    {
        QFETCH(int, refusals);
        World world;
        int left = refusals;
        world.peer.script.fileEnded = [&] {
            if (left-- > 0) {
                world.peer.script.values['j'] = {"9520,0", "9511,0"};
                world.peer.script.values['e'] = {"0", "525"};
            } else {
                world.peer.script.set('e', "0");
            }
        };
        QVERIFY(world.bench.connect());
        world.bench.upload(world.bench.gcode());
        QVERIFY(world.bench.waitForUpload());
        QCOMPARE(world.peer.script.files.size(), 2);
        QCOMPARE(world.peer.script.files[0].bytes[13], '\x02');
        QCOMPARE(world.peer.script.files[1].bytes[13], '\x05');
        if (refusals == 1) {
            QVERIFY(*world.bench.result);
            QCOMPARE(world.bench.learnt.value(u"fileVersion"_s).toString(), u"5"_s);
        } else {
            QCOMPARE(world.bench.result->error().kind, Error::Kind::Refused);
            QVERIFY(world.bench.result->error().message.contains(u"version"));
            QVERIFY(world.bench.learnt.isEmpty());
        }
        QVERIFY(world.isClean());
    }

    void otherRefusalsAreToldInWords()
    {
        World world;
        world.peer.script.fileEnded = [&] {
            world.peer.script.values['j'] = {"9520,0", "9511,0"};
            world.peer.script.values['e'] = {"0", "1073742342"};
        };
        QVERIFY(world.bench.connect());
        world.bench.upload(world.bench.gcode());
        QVERIFY(world.bench.waitForUpload());
        QCOMPARE(world.bench.result->error().kind, Error::Kind::Refused);
        QVERIFY(world.bench.result->error().message.contains(u"cartridge"));
        QCOMPARE(world.peer.script.files.size(), 1);
    }

    void U9_refusedWhilePrinting()
    {
        World world;
        world.peer.script.set('j', "9505,0");
        QVERIFY(world.bench.connect());
        world.bench.upload(world.bench.gcode());
        QVERIFY(world.bench.waitForUpload());
        QCOMPARE(world.bench.result->error().kind, Error::Kind::Busy);
        QVERIFY(world.peer.script.files.isEmpty());
    }

    void U9_startedAtThePanelMeanwhile()
    {
        xyzprinting::Times times = quickXyzTimes();
        times.watchedPoll = 5s;
        World world(times);
        QVERIFY(world.bench.connect());
        world.peer.script.set('j', "9505,0"); // not seen yet
        world.bench.upload(world.bench.gcode());
        QVERIFY(world.bench.waitForUpload());
        QCOMPARE(world.bench.result->error().kind, Error::Kind::Busy);
        QVERIFY(world.peer.script.files.isEmpty());
    }

    void U10_cancelLeavesNoJob()
    {
        World world;
        QVERIFY(world.bench.connect());
        world.peer.script.delay = 20ms;
        world.bench.upload(world.bench.gcode(8'000));
        QTRY_VERIFY(world.peer.script.isReceiving());
        world.bench.job->cancel();
        QVERIFY(world.bench.waitForUpload());
        QCOMPARE(world.bench.result->error().kind, Error::Kind::Canceled);
        world.peer.script.delay = 0ms;
        const qsizetype before = world.bench.states.size();
        QTRY_VERIFY(world.bench.states.size() > before);
        QVERIFY(!world.bench.now().job);
        QCOMPARE(world.peer.script.files.constLast().ends, 0);
    }

    void pauseResumeCancel()
    {
        World world;
        world.peer.script.set('j', "9505,0");
        world.peer.script.set('d', "40,20,30");
        QVERIFY(world.bench.connect());
        const auto paused = world.bench.wait(world.bench.driver.pause());
        QTRY_VERIFY((*paused)(world.bench.now()));
        const auto resumed = world.bench.wait(world.bench.driver.resume());
        QTRY_VERIFY((*resumed)(world.bench.now()));
        const auto canceled = world.bench.wait(world.bench.driver.cancelJob());
        QTRY_VERIFY((*canceled)(world.bench.now()));
        QCOMPARE(world.bench.now().jobResult, JobResult::Canceled);
    }

    void S1_logsTellNoSerial()
    {
        QLoggingCategory::setFilterRules(u"flotilla.*=true"_s);
        logged.clear();
        const auto before = qInstallMessageHandler(keepLog);
        {
            World world;
            world.bench.connect();
            world.bench.upload(world.bench.gcode());
            world.bench.waitForUpload();
        }
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        QVERIFY(!logged.isEmpty());
        for (const QString &line : std::as_const(logged)) {
            QVERIFY(!line.contains(u"3FM1WPUS5CA6700001"));
            QVERIFY(!line.contains(u"PMP6QTH64R0001"));
        }
    }

    void S3_slowRepliesAreNoSilence()
    {
        xyzprinting::Times times = quickXyzTimes();
        times.query = 1s;
        times.watchedPoll = 100ms;
        World world(times);
        world.peer.script.delay = 400ms; // of 5 s it would be 2 s
        QVERIFY(world.bench.connect());
        QTRY_VERIFY(world.bench.states.size() >= 4);
        QVERIFY(world.bench.missed.isEmpty() && world.bench.losses.isEmpty());
        QVERIFY(world.isClean()); // one command at a time
    }

    void addressIsMissing()
    {
        DriverBench bench({{u"transport"_s, u"lan"_s}});
        bench.driver.connectToPrinter();
        QTRY_COMPARE(bench.failures.size(), 1);
        QCOMPARE(bench.failures[0].setting, u"host"_s);
        QCOMPARE(bench.failures[0].after, AfterFailure::AskPerson);
    }
};

FLOTILLA_TEST(tst_XyzDriver)
#include "tst_xyzdriver.moc"
