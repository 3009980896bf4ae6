// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgesimulator.h"

#include "simulators/simulatorclient.h"
#include "support/manualclock.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// An answer that has no ok: everything up to `end`.
QByteArray answerUpTo(RawClient &client, const QByteArray &line, const QByteArray &end)
{
    client.forget();
    client.send(line + "\r\n");
    return client.readUntil([&](const QByteArray &bytes) { return bytes.endsWith(end); }, 2000);
}

// Numbers, names and masked letters apart, two lines are alike.
QByteArray shapeOf(const QByteArray &line)
{
    QString text = QString::fromLatin1(line);
    const qsizetype colon = text.indexOf(u": ");
    if (text.startsWith("Machine Name"_L1) || text.startsWith("SN"_L1) || text.startsWith("Mac"_L1))
        text = text.first(colon + 2);
    return text.replace(QRegularExpression(u"\\d+"_s), u"0"_s).toLatin1();
}

} // namespace

class tst_FlashForgeOlder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(u"adventurer-3"_s); }
    void cleanup() { m_printer.reset(); }

    void answersLikeTheRecording()
    {
        const QString path = fixturePath(u"flashforge/tcp-adventurer3-1.1.7.txt"_s);
        if (path.isEmpty())
            QSKIP("the recording flashforge/tcp-adventurer3-1.1.7.txt is not here");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(m_printer->putFile(u"20mm_Box.gx"_s, sampleGcode()));
        RawClient client(m_printer->tcpPort());
        QByteArray command;
        QList<QByteArray> recorded;
        const auto compare = [&] {
            // Uploads have tests of their own.
            if (command.isEmpty() || command.startsWith("~M28") || command.startsWith("~M29"))
                return;
            QList<QByteArray> lines = client.command(command).split('\n');
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
                command = line.sliced(2);
            } else if (!line.isEmpty()) {
                recorded.append(line);
            }
        }
        compare();
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void noHttpAndNoCode()
    {
        QCOMPARE(m_printer->httpPort(), quint16(0));
        QCOMPARE(m_printer->checkCode(), QString());
        QVERIFY(m_printer->tcpPort() != 0);
    }

    void aWantedPortIsThatOfTheOnlyDoor()
    {
        SimulatorOptions options;
        options.model = u"finder"_s;
        options.httpPort = m_printer->tcpPort();
        m_printer->stop();
        FlashForgeSimulator printer(options);
        QVERIFY(printer.start());
        QCOMPARE(printer.tcpPort(), options.httpPort);
        QCOMPARE(printer.settings()[u"tcpPort"_s].toInt(), int(options.httpPort));
    }

    void T2_oneControllerAtATime()
    {
        RawClient first(m_printer->tcpPort());
        RawClient second(m_printer->tcpPort());
        QVERIFY(first.command("~M601 S1").contains("Control Success.\r\nok"));
        QVERIFY(second.command("~M601 S1").contains("Error: have been connected"));
        QVERIFY(second.command("~M119").contains("MachineStatus: READY"));
        first.command("~M602");
        QVERIFY(second.command("~M601 S1").contains("Control Success."));
        QVERIFY(m_printer->setFault(u"occupied"_s));
        second.command("~M602");
        QVERIFY(second.command("~M601 S1").contains("Error: have been connected"));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void T4_answersInPieces()
    {
        QVERIFY(m_printer->setFault(u"pieces"_s));
        RawClient client(m_printer->tcpPort());
        int reads = 0;
        connect(&client.socket(), &QTcpSocket::readyRead, this, [&reads] { ++reads; });
        QVERIFY(client.command("~M119").endsWith("F:0\r\nok\r\n"));
        QVERIFY2(reads > 10, qPrintable(QString::number(reads)));
    }

    void T5_temperaturesWithABlank()
    {
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        client.command("~M104 S200");
        client.command("~M140 S60");
        m_clock.advance(std::chrono::seconds(300));
        QVERIFY(client.command("~M105").contains("\r\nT0:200 /200 B:60/60\r\nok\r\n"));
    }

    void T7_pausedIsToldByTheMoveMode()
    {
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        QVERIFY(m_printer->putFile(u"a.gx"_s, sampleGcode(600)));
        QVERIFY(client.command("~M23 0:/user/a.gx").contains("File selected"));
        QVERIFY(client.command("~M119").contains(
            "MachineStatus: BUILDING_FROM_SD\r\nMoveMode: WAIT_ON_PLATFORM\r\n"));
        QVERIFY(!client.command("~M119").contains("CurrentFile"));
        m_clock.advance(std::chrono::seconds(400));
        QVERIFY(client.command("~M119").contains("MoveMode: MOVING"));
        client.command("~M25");
        m_clock.advance(std::chrono::seconds(5));
        QVERIFY(client.command("~M119").contains(
            "MachineStatus: BUILDING_FROM_SD\r\nMoveMode: PAUSED\r\n"));
        client.command("~M24");
        QVERIFY(client.command("~M119").contains("MoveMode: MOVING"));
        QVERIFY(client.command("~M18").contains("printing can not send M18"));
    }

    void T8_progressStaysAfterTheEnd()
    {
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        QVERIFY(m_printer->putFile(u"a.gx"_s, sampleGcode(600)));
        QVERIFY(m_printer->panelStart({u"a.gx"_s, false}));
        m_clock.advance(std::chrono::seconds(1500));
        QVERIFY(client.command("~M119").contains("BUILDING_COMPLETED"));
        m_printer->panelClearPlate();
        QVERIFY(client.command("~M119").contains("MachineStatus: READY"));
        QVERIFY(client.command("~M27").contains("SD printing byte 100/100"));
        // The next job needs nobody to clear the plate.
        client.command("~M23 0:/user/a.gx");
        QVERIFY(client.command("~M27").contains("SD printing byte 0/100"));
        client.command("~M26");
        m_clock.advance(std::chrono::seconds(10));
        QVERIFY(client.command("~M119").contains("MachineStatus: READY"));
        QVERIFY(client.command("~M23 0:/user/a.gx").contains("File selected"));
    }

    void T9_fileListLikeTheRecording()
    {
        const QString path = fixturePath(u"flashforge/m661-adventurer3-payload.bin"_s);
        if (path.isEmpty())
            QSKIP("the recording flashforge/m661-adventurer3-payload.bin is not here");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray recorded = file.readAll();
        // The newest file stands first in the list.
        QStringList names;
        for (qsizetype at = recorded.indexOf("/data/"); at >= 0;
             at = recorded.indexOf("/data/", at + 1)) {
            const qsizetype length = uchar(recorded.at(at - 1));
            names.prepend(QString::fromUtf8(recorded.sliced(at + 6, length - 6)));
        }
        QVERIFY(!names.isEmpty());
        for (const QString &name : std::as_const(names))
            QVERIFY(m_printer->putFile(name, "G28\n"));
        RawClient client(m_printer->tcpPort());
        client.send("~M661\r\n");
        const QByteArray answer
            = client.readUntil([&](const QByteArray &b) { return b.endsWith(recorded); }, 2000);
        QVERIFY(answer == "CMD M661 Received.\r\nok\r\n" + recorded);
    }

    void T9_aLateList()
    {
        QVERIFY(m_printer->setFault(u"late-list"_s));
        RawClient client(m_printer->tcpPort());
        QElapsedTimer timer;
        timer.start();
        client.command("~M661");
        QVERIFY(timer.elapsed() < 290);
        QVERIFY(client.readUntil([](const QByteArray &b) { return b.contains("\x44\xaa\xaa\x44"); })
                    .endsWith(QByteArray(4, '\0')));
        QVERIFY(timer.elapsed() >= 290);
    }

    void T11_aSilentClientIsCutOff()
    {
        SimulatorOptions options;
        options.model = u"adventurer-3"_s;
        options.idleTime = 400ms;
        FlashForgeSimulator printer(options);
        QVERIFY(printer.start());
        RawClient client(printer.tcpPort());
        client.command("~M601 S1");
        QElapsedTimer timer;
        timer.start();
        // Asked from time to time, it lives for many times that.
        for (int i = 0; i < 8; ++i) {
            client.readUntil([](const QByteArray &) { return false; }, 200);
            QVERIFY(client.command("~M27").endsWith("ok\r\n"));
        }
        QVERIFY(timer.elapsed() > 1500);
        QCOMPARE(printer.log().violationTexts(), QStringList());
        QVERIFY(client.waitForClose(2000));
        QCOMPARE(printer.log().violations().size(), 1);
        QTRY_VERIFY(!printer.tcpControlled());
    }

    void endsOfAnswers()
    {
        RawClient client(m_printer->tcpPort());
        QVERIFY(m_printer->setFault(u"bare-ok"_s));
        QVERIFY(answerUpTo(client, "~M27", "0/100\r\nok").endsWith("0/100\r\nok"));
        QVERIFY(m_printer->setFault(u"no-ok"_s));
        QCOMPARE(client.command("~M27", 300),
                 QByteArray("CMD M27 Received.\r\nSD printing byte 0/100\r\n"));
    }

    void T14_theOtherDialectOfTheAdventurer3()
    {
        start(u"adventurer-3-echo"_s);
        RawClient client(m_printer->tcpPort());
        QVERIFY(answerUpTo(client, "~M601 S1", "Control Success.\r\n").contains("ok\r\n"));
        const QByteArray identity = answerUpTo(client, "~M115", "00:01\r\n");
        QVERIFY(identity.startsWith("echo: Machine Type: FlashForge Adventurer III\r\n"));
        QVERIFY(identity.contains("\r\nSerial Number: SN") && !identity.contains("ok"));
        const QByteArray status = answerUpTo(client, "~M119", "PrintFileName: \r\n");
        QVERIFY(status.startsWith("echo: Endstop: "));
        QVERIFY(status.contains("\r\nMachineStatus: IDLE\r\nMoveMode: 0.0\r\nFilamentStatus: "
                                "ok\r\nLEDStatus: on\r\n"));
        QCOMPARE(answerUpTo(client, "~M105", "B:25/0\r\n"), QByteArray("ok T0:25/0 B:25/0\r\n"));
        QCOMPARE(answerUpTo(client, "~M146 0", "\"\r\n"), QByteArray("ack: \"M146 0\"\r\n"));
        QVERIFY(answerUpTo(client, "~M119", "PrintFileName: \r\n").contains("LEDStatus: off"));
        QCOMPARE(answerUpTo(client, "~M661", "\r\n"), QByteArray("CMD M661 Error.\r\n"));
        QCOMPARE(client.command("~G90", 100), QByteArray());
        QVERIFY(m_printer->putFile(u"a.gx"_s, sampleGcode()));
        QCOMPARE(answerUpTo(client, "~M661", "a.gx\r\n"),
                 QByteArray("CMD M661 Received.\r\ninfo_list.size: 1\r\na.gx\r\n"));
        const QByteArray picture = answerUpTo(client, "~M662 /data/a.gx", "xyz");
        QVERIFY(picture.startsWith("CMD M662 Received.\r\nack header length: 11\r\n"));
        QVERIFY(picture.contains(QByteArray("\xa2\xa2\x2a\x2a\0\0\0\x0b\x89PNG", 12)));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void T14_chosenByM23AndStartedByM24()
    {
        start(u"adventurer-3-echo"_s);
        QVERIFY(m_printer->putFile(u"a.gx"_s, sampleGcode()));
        RawClient client(m_printer->tcpPort());
        answerUpTo(client, "~M601 S1", "Success.\r\n");
        QVERIFY(client.command("~M23 0:/user/a.gx").contains("Done printing file\r\nok"));
        QCOMPARE(m_printer->statusWord(), u"ready"_s);
        client.command("~M24");
        QCOMPARE(m_printer->statusWord(), u"heating"_s);
        QVERIFY(answerUpTo(client, "~M119", "a.gx\r\n").contains("MachineStatus: PRINTING"));
        client.command("~M26");
        m_clock.advance(std::chrono::seconds(10));
        QVERIFY(answerUpTo(client, "~M119", "\r\n\r\n").contains("MachineStatus: IDLE"));
        client.command("~M24");
        QVERIFY(answerUpTo(client, "~M119", "\r\n\r\n").contains("MachineStatus: IDLE"));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void faultsOfCommands()
    {
        QVERIFY(m_printer->putFile(u"a.gx"_s, sampleGcode()));
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        QVERIFY(m_printer->setFault(u"ignore"_s));
        QVERIFY(client.command("~M104 S200").endsWith("ok\r\n"));
        QVERIFY(client.command("~M105").contains("T0:25 /0"));
        QVERIFY(m_printer->setFault(u"no-start"_s));
        QVERIFY(client.command("~M23 0:/user/a.gx").contains("File selected"));
        QVERIFY(client.command("~M119").contains("MachineStatus: READY"));
        QVERIFY(m_printer->setFault(u"busy"_s));
        QVERIFY(client.command("~M23 0:/user/a.gx").contains("Error: busy"));
        QVERIFY(m_printer->setFault(u"lost-ack"_s));
        QCOMPARE(client.command("~M23 0:/user/a.gx", 200), QByteArray());
        QCOMPARE(m_printer->statusWord(), u"heating"_s);
        QVERIFY(m_printer->setFault(u"silent"_s));
        RawClient other(m_printer->tcpPort());
        QCOMPARE(other.command("~M119", 200), QByteArray());
        QVERIFY(m_printer->setFault(u"reboot"_s));
        QVERIFY(other.waitForClose());
        QTRY_COMPARE(m_printer->fault(), QString());
        RawClient back(m_printer->tcpPort());
        QVERIFY(back.command("~M601 S1").contains("Control Success."));
        QVERIFY(back.command("~M119").contains("MachineStatus: READY"));
    }

private:
    void start(const QString &model)
    {
        SimulatorOptions options;
        options.model = model;
        options.clock = &m_clock;
        options.slowReply = 300ms;
        options.rebootTime = 200ms;
        m_printer = std::make_unique<FlashForgeSimulator>(options);
        QVERIFY(m_printer->start());
    }

    ManualClock m_clock;
    std::unique_ptr<FlashForgeSimulator> m_printer;
};

FLOTILLA_TEST(tst_FlashForgeOlder)
#include "tst_flashforgeolder.moc"
