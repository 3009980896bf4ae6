// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgesimulator.h"

#include "simulators/simulatorclient.h"
#include "support/manualclock.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QtEndian>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray lineOf(const QByteArray &answer, QByteArrayView begin)
{
    for (const QByteArray &line : answer.split('\n')) {
        if (line.startsWith(begin))
            return line.trimmed();
    }
    return {};
}

// The recorded words of a line without its numbers and names: its shape.
QByteArray shapeOf(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    return colon < 0 ? line : line.first(colon + 1);
}

} // namespace

class tst_FlashForgeTcp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(u"adventurer-5m-pro"_s); }
    void cleanup() { m_printer.reset(); }

    void answersLikeTheRecording()
    {
        const QString path = fixturePath(u"flashforge/tcp-5mpro-3.1.5.txt"_s);
        if (path.isEmpty())
            QSKIP("the recording flashforge/tcp-5mpro-3.1.5.txt is not here");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        RawClient client(m_printer->tcpPort());
        QByteArray answer;
        QList<QByteArray> recorded;
        const auto compare = [&] {
            QList<QByteArray> lines = answer.split('\n');
            lines.removeLast();
            QCOMPARE(lines.size(), recorded.size());
            for (qsizetype i = 0; i < lines.size(); ++i) {
                QVERIFY(lines.at(i).endsWith('\r'));
                QCOMPARE(shapeOf(lines.at(i).chopped(1)), shapeOf(recorded.at(i)));
            }
        };
        for (QByteArray line : file.readAll().split('\n')) {
            if (line.endsWith('\r'))
                line.chop(1);
            if (line.startsWith("> ")) {
                compare();
                recorded.clear();
                answer = client.command(line.sliced(2));
            } else if (!line.isEmpty()) {
                recorded.append(line);
            }
        }
        compare();
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void oneControllerAtATime()
    {
        RawClient first(m_printer->tcpPort());
        RawClient second(m_printer->tcpPort());
        QVERIFY(first.command("~M601 S1").contains("Control Success V2.1."));
        QVERIFY(m_printer->tcpControlled());
        QVERIFY(second.command("~M601 S1").contains("Control failed."));
        QVERIFY(second.command("~M602").contains("Control Release."));
        QVERIFY(second.command("~M601 S1").contains("Control failed."));
        // Questions need no control, acts do.
        QVERIFY(second.command("~M119").contains("MachineStatus: READY"));
        QVERIFY(second.command("~M104 S200").contains("Control failed."));
        QVERIFY(first.command("~M602").contains("Control Release."));
        QVERIFY(second.command("~M601 S1").contains("Control Success"));
    }

    void T3_aSessionThatLeavesWithoutM602KeepsTheControl()
    {
        {
            RawClient gone(m_printer->tcpPort());
            QVERIFY(gone.command("~M601 S1").contains("Control Success"));
            gone.socket().disconnectFromHost();
            QTRY_COMPARE(m_printer->tcpConnections(), 0);
        }
        QCOMPARE(m_printer->log().violationTexts(), QStringList {u"tcp: closed without M602"_s});
        RawClient next(m_printer->tcpPort());
        QVERIFY(next.command("~M601 S1").contains("Control failed."));
        next.command("~M602");
        QVERIFY(next.command("~M601 S1").contains("Control Success"));
    }

    void breachesAreNoted_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no tilde") << QByteArray("M119\r\n") << u"~"_s;
        QTest::newRow("LF") << QByteArray("~M119\n") << u"CRLF"_s;
        QTest::newRow("two at once") << QByteArray("~M119\r\n~M105\r\n") << u"two commands"_s;
        QTest::newRow("not ASCII") << QByteArray("~M610 H\xc3\xa4lle\r\n") << u"ASCII"_s;
        QTest::newRow("blocking wait") << QByteArray("~M109 S200\r\n") << u"never"_s;
        QTest::newRow("fraction") << QByteArray("~M104 S200.5\r\n") << u"whole"_s;
        QTest::newRow("light in capitals")
            << QByteArray("~M146 R255 G255 B255 F0\r\n") << u"small letters"_s;
        QTest::newRow("unknown") << QByteArray("~M999\r\n") << u"unknown"_s;
        QTest::newRow("endless line") << QByteArray(3000, 'x') << u"too long"_s;
        QTest::newRow("M29 alone") << QByteArray("~M29\r\n") << u"M28"_s;
    }
    void breachesAreNoted()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        client.send(bytes);
        QTRY_VERIFY(!m_printer->log().violations().isEmpty());
        QVERIFY2(m_printer->log().violations().constFirst().reason.contains(reason),
                 qPrintable(m_printer->log().violations().constFirst().reason));
    }

    void T1_aCommandBeforeTheAnswerEndedIsNoted()
    {
        QVERIFY(m_printer->putFile(u"a.gcode"_s, sampleGcode()));
        RawClient client(m_printer->tcpPort());
        client.command("~M661"); // its payload follows the ok
        client.send("~M119\r\n");
        QTRY_COMPARE(m_printer->log().violations().size(), 1);
        QVERIFY(client.readUntil([](const QByteArray &b) { return b.contains("MachineStatus"); })
                    .contains("\x44\xaa\xaa\x44"));
    }

    void lightTemperatureFanAndName()
    {
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        client.command("~M146 r0 g0 b0 F0");
        QCOMPARE(lineOf(client.command("~M119"), "LED:"), QByteArray("LED: 0"));
        QCOMPARE(detailOf(*m_printer)[u"lightStatus"_s].toString(), u"close"_s);
        client.command("~M104 S200");
        client.command("~M140 S60");
        QVERIFY(client.command("~M105").contains("/200.0 T1:0.0/0.0 B:"));
        m_clock.advance(std::chrono::seconds(300));
        QCOMPARE(lineOf(client.command("~M105"), "T0:"),
                 QByteArray("T0:200.0/200.0 T1:0.0/0.0 B:60.0/60.0"));
        client.command("~M106");
        QCOMPARE(detailOf(*m_printer)[u"coolingFanSpeed"_s].toInt(), 100);
        client.command("~M610 Hall 9");
        QCOMPARE(lineOf(client.command("~M115"), "Machine Name:"),
                 QByteArray("Machine Name: Hall 9"));
        client.command("~G28");
        QCOMPARE(lineOf(client.command("~M119"), "MoveMode:"), QByteArray("MoveMode: HOMING"));
        m_clock.advance(std::chrono::seconds(10));
        client.command("~G1 X10 Y20.5 Z30 F3000");
        QVERIFY(client.command("~M114").contains("X:10.000 Y:20.500 Z:30.000"));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void startPauseResumeCancel()
    {
        QVERIFY(m_printer->putFile(u"a.gcode"_s, sampleGcode(600, 20)));
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        QVERIFY(client.command("~M23 0:/user/absent.gcode").contains("Error:"));
        const QByteArray opened = client.command("~M23 0:/user/a.gcode");
        QVERIFY(opened.contains("File opened: a.gcode Size: ") && opened.contains("File selected"));
        QByteArray status = client.command("~M119");
        QCOMPARE(lineOf(status, "MachineStatus:"), QByteArray("MachineStatus: BUILDING_FROM_SD"));
        QCOMPARE(lineOf(status, "MoveMode:"), QByteArray("MoveMode: WAIT_ON_TOOL"));
        QCOMPARE(lineOf(status, "CurrentFile:"), QByteArray("CurrentFile: a.gcode"));
        m_clock.advance(std::chrono::seconds(100));
        client.command("~M119");
        m_clock.advance(std::chrono::seconds(300));
        const QByteArray progress = client.command("~M27");
        QVERIFY(lineOf(progress, "SD printing byte").endsWith("/100"));
        QVERIFY(lineOf(progress, "Layer:").endsWith("/20"));
        client.command("~M25");
        m_clock.advance(std::chrono::seconds(5));
        QCOMPARE(lineOf(client.command("~M119"), "MachineStatus:"),
                 QByteArray("MachineStatus: PAUSED"));
        client.command("~M24");
        m_clock.advance(std::chrono::seconds(5));
        QCOMPARE(lineOf(client.command("~M119"), "MoveMode:"), QByteArray("MoveMode: MOVING"));
        client.command("~M26");
        m_clock.advance(std::chrono::seconds(10));
        client.command("~M119");
        QCOMPARE(m_printer->statusWord(), u"cancel"_s);
        QVERIFY(client.command("~M23 0:/user/a.gcode").contains("Error:"));
    }

    void T9_fileListAndPictureAreTagged()
    {
        QVERIFY(m_printer->putFile(u"a.gcode"_s, sampleGcode()));
        QVERIFY(m_printer->putFile(u"Würfel 2.gcode"_s, "G28\n"));
        RawClient client(m_printer->tcpPort());
        client.send("~M661\r\n");
        const QByteArray name = "/data/" + u"Würfel 2.gcode"_s.toUtf8();
        QByteArray expected = "ok\r\n\x44\xaa\xaa\x44" + QByteArray("\0\0\0\2", 4);
        expected += "\x3a\x3a\xa3\xa3" + QByteArray("\0\0\0", 3) + char(name.size()) + name;
        expected += "\x3a\x3a\xa3\xa3" + QByteArray("\0\0\0\x0d", 4) + "/data/a.gcode";
        QVERIFY(client.readUntil([&](const QByteArray &b) { return b.endsWith(expected); })
                    .endsWith(expected));

        RawClient other(m_printer->tcpPort());
        other.send("~M662 /data/a.gcode\r\n");
        const QByteArray picture = "\x89PNG\r\n\x1a\nxyz";
        const QByteArray tagged
            = "ok\r\n\x2a\x2a\xa2\xa2" + QByteArray("\0\0\0", 3) + char(picture.size()) + picture;
        QVERIFY(other.readUntil([&](const QByteArray &b) { return b.endsWith(tagged); })
                    .endsWith(tagged));
        QVERIFY(RawClient(m_printer->tcpPort())
                    .command("~M662 /data/x.gcode")
                    .contains("Error: File not exists"));
    }

    void T13_modelsWithoutLists()
    {
        start(u"ad5x"_s);
        RawClient client(m_printer->tcpPort());
        client.command("~M661");
        client.command("~M662 /data/a");
        QCOMPARE(m_printer->log().violations().size(), 2);
        start(u"creator-5"_s);
        QCOMPARE(m_printer->tcpPort(), quint16(0));
        QCOMPARE(m_printer->settings()[u"tcpPort"_s].toInt(), 8899);
    }

    void U3_rawUploadAndM29Alone()
    {
        const QByteArray content = sampleGcode() + "~M29\r\n";
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        const QByteArray begin
            = "~M28 " + QByteArray::number(content.size()) + " 0:/user/raw.gcode";
        QVERIFY(client.command(begin).contains("Writing to file: 0:/user/raw.gcode"));
        client.send(content);
        QTRY_COMPARE(client.socket().bytesToWrite(), 0);
        // Too soon: it is swallowed.
        client.send("~M29\r\n");
        QTRY_COMPARE(m_printer->log().violations().size(), 1);
        QElapsedTimer silence;
        silence.start();
        QTRY_VERIFY(silence.elapsed() > 550);
        QVERIFY(client.command("~M29").contains("Done saving file."));
        const StoredFile *file = m_printer->file(u"raw.gcode"_s);
        QVERIFY(file);
        QCOMPARE(file->sha256, QCryptographicHash::hash(content, QCryptographicHash::Sha256));
        QVERIFY(client.command("~M119").contains("READY"));
    }

    void uploadsThatAreRefused_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::newRow("no path") << QByteArray("~M28 100");
        QTest::newRow("other folder") << QByteArray("~M28 100 /data/a.gcode");
        QTest::newRow("climbing") << QByteArray("~M28 100 0:/user/../a.gcode");
        QTest::newRow("zero bytes") << QByteArray("~M28 0 0:/user/a.gcode");
        QTest::newRow("negative") << QByteArray("~M28 -5 0:/user/a.gcode");
        QTest::newRow("too long a name")
            << QByteArray("~M28 5 0:/user/") + QByteArray(40, 'a') + ".gcode";
        QTest::newRow("no room") << QByteArray("~M28 9999999999999 0:/user/a.gcode");
    }
    void uploadsThatAreRefused()
    {
        QFETCH(QByteArray, command);
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        client.send(command + "\r\n");
        QVERIFY(client.readUntil([](const QByteArray &b) { return b.contains("Error"); })
                    .contains("Error:"));
        QVERIFY(m_printer->files().isEmpty());
    }

    void hostileBytesLeaveItAlive()
    {
        QRandomGenerator random(11);
        for (int i = 0; i < 60; ++i) {
            QByteArray bytes(random.bounded(1, 2000), '\0');
            for (char &c : bytes)
                c = random.bounded(20) == 0 ? '\n' : char(random.bounded(256));
            RawClient client(m_printer->tcpPort());
            QVERIFY(client.socket().waitForConnected());
            client.send("~M601 S1\r\n~M28 " + bytes);
            client.socket().flush();
            QCoreApplication::processEvents();
            client.socket().abort();
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(m_printer->tcpConnections(), 0);
        RawClient client(m_printer->tcpPort());
        QVERIFY(client.command("~M115").contains("Machine Type: Flashforge Adventurer 5M Pro"));
    }

private:
    void start(const QString &model)
    {
        SimulatorOptions options;
        options.model = model;
        options.clock = &m_clock;
        m_printer = std::make_unique<FlashForgeSimulator>(options);
        QVERIFY(m_printer->start());
    }

    ManualClock m_clock;
    std::unique_ptr<FlashForgeSimulator> m_printer;
};

FLOTILLA_TEST(tst_FlashForgeTcp)
#include "tst_flashforgetcp.moc"
