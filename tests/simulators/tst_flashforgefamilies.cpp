// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgesimulator.h"

#include "simulators/simulatorclient.h"
#include "support/manualclock.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// What the machines with a command port alone have in common, and in what their words differ.
class tst_FlashForgeFamilies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_printer.reset(); }

    void T6_identities_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QByteArray>("granted");
        QTest::addColumn<QByteArray>("identity");
        QTest::newRow("Finder") << u"finder"_s << QByteArray("Control Success.\r\n")
                                << QByteArray("Machine Type: Flashforge Finder\r\n"
                                              "Machine Name: Hall\r\nFirmware: v1.5\r\nSN: SN1\r\n"
                                              "X: 140 Y: 140 Z: 140\r\nTool Count:1\r\n");
        QTest::newRow("Adventurer 3")
            << u"adventurer-3"_s << QByteArray("Control Success.\r\n")
            << QByteArray("Machine Type: FlashForge Adventurer III\r\nMachine Name: Hall\r\n"
                          "Firmware: v1.1.7\r\nSN: SN1\r\nX: 150 Y: 150 Z: 150\r\n"
                          "Tool Count: 1\r\nMac Address: 88:A9:A7:00:00:01\r\n \r\n");
        QTest::newRow("Adventurer 4")
            << u"adventurer-4"_s << QByteArray("Control Success V2.1.\r\n")
            << QByteArray("Machine Type: Flashforge Adventurer 4\r\nMachine Name: Hall\r\n"
                          "Firmware: v2.0.9\r\nSN: SN1\r\nX: 220 Y: 200 Z: 250\r\n"
                          "Tool Count: 1\r\nMac Address:88:A9:A7:00:00:01\r\n \r\n");
        QTest::newRow("Guider IIs")
            << u"guider-2s"_s << QByteArray("Control Success.\r\n")
            << QByteArray("Machine Type: FlashForge Guider IIs\r\nMachine Name: Hall\r\n"
                          "Firmware: v1.2.6\r\nSN: SN1\r\nX: 280 Y: 250 Z: 300\r\n"
                          "Tool Count: 1\r\nMac Address: 88:A9:A7:00:00:01\r\n");
    }
    void T6_identities()
    {
        QFETCH(QString, model);
        QFETCH(QByteArray, granted);
        QFETCH(QByteArray, identity);
        start(model);
        RawClient client(m_printer->tcpPort());
        QCOMPARE(client.command("~M601 S1"), "CMD M601 Received.\r\n" + granted + "ok\r\n");
        QCOMPARE(client.command("~M115"), "CMD M115 Received.\r\n" + identity + "ok\r\n");
        RawClient second(m_printer->tcpPort());
        const QByteArray refused = second.command("~M601 S1");
        QVERIFY(refused.contains("Control failed.") || refused.contains("have been connected"));
        QCOMPARE(client.command("~M602"), "CMD M602 Received.\r\nControl Release.\r\nok\r\n");
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void T5_words_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QByteArray>("question");
        QTest::addColumn<QByteArray>("answer");
        const QByteArray finder = "T0:25 /0 B:0/0\r\n";
        QTest::newRow("Finder M105") << u"finder"_s << QByteArray("M105") << finder;
        QTest::newRow("Adventurer 4 M105")
            << u"adventurer-4"_s << QByteArray("M105") << QByteArray("T0:25/0 B:25/0\r\n");
        QTest::newRow("Guider M105")
            << u"guider-2s"_s << QByteArray("M105") << QByteArray("T0:25 /0 B:25/0\r\n");
        QTest::newRow("Finder M27")
            << u"finder"_s << QByteArray("M27") << QByteArray("SD printing byte 0/100\r\n");
        QTest::newRow("Guider M27")
            << u"guider-2s"_s << QByteArray("M27") << QByteArray("SD printing byte 0/0\r\n");
        QTest::newRow("Finder M119")
            << u"finder"_s << QByteArray("M119")
            << QByteArray("Endstop: X-max:1 Y-max:0 Z-max:1\r\nMachineStatus: READY\r\n"
                          "MoveMode: READY\r\nStatus: S:1 L:0 J:0 F:0\r\n");
        QTest::newRow("Adventurer 4 M119")
            << u"adventurer-4"_s << QByteArray("M119")
            << QByteArray("Endstop: X-max:0 Y-max:0 Z-max:0\r\nMachineStatus: READY\r\n"
                          "MoveMode: READY\r\nStatus: S:1 L:0 J:0 F:0\r\nLED: 1\r\n"
                          "CurrentFile: \r\n");
        QTest::newRow("Adventurer 4 M114") << u"adventurer-4"_s << QByteArray("M114")
                                           << QByteArray("X:110.05 Y:110.05 Z:200 A:0 B:0\r\n");
    }
    void T5_words()
    {
        QFETCH(QString, model);
        QFETCH(QByteArray, question);
        QFETCH(QByteArray, answer);
        start(model);
        RawClient client(m_printer->tcpPort());
        QCOMPARE(client.command("~" + question),
                 "CMD " + question + " Received.\r\n" + answer + "ok\r\n");
    }

    void U3_rawUploadNeedsASilence_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("tooSoon");
        QTest::addColumn<int>("enough");
        QTest::newRow("U3 Guider IIs") << u"guider-2s"_s << 100 << 550;
        QTest::newRow("U3 Adventurer 4") << u"adventurer-4"_s << 1000 << 2100;
    }
    void U3_rawUploadNeedsASilence()
    {
        QFETCH(QString, model);
        QFETCH(int, tooSoon);
        QFETCH(int, enough);
        start(model);
        const QByteArray content = sampleGcode(600, 300);
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        QVERIFY(client.command(begin(content)).contains("Writing to file: 0:/user/a.gcode\r\nok"));
        client.send(content);
        silence(client, tooSoon);
        client.send("~M29\r\n");
        QVERIFY(silence(client, enough).endsWith("ok\r\n")); // of M28, nothing since
        QCOMPARE(m_printer->log().violationTexts(),
                 QStringList {u"tcp: M29 sent with the data is swallowed"_s});
        QVERIFY(client.command("~M29").contains("Done saving file.\r\nok"));
        QCOMPARE(m_printer->file(u"a.gcode"_s)->sha256,
                 QCryptographicHash::hash(content, QCryptographicHash::Sha256));
    }

    void U7_rawUploadOfTheWrongSizeIsNoFile()
    {
        start(u"guider-2s"_s);
        const QByteArray content = sampleGcode();
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        client.command(begin(content));
        client.send(content.chopped(1));
        silence(client, 550);
        client.forget();
        QVERIFY(client.command("~M29", 300).contains("Error: File Is Not Available"));
        QVERIFY(m_printer->files().isEmpty());
    }

    void U6_cutAtAnyByte_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("at");
        for (const int at : {0, 1, 15, 16, 4095, 4111, 4112, 5000})
            QTest::addRow("U6 raw, byte %d", at) << u"adventurer-4"_s << at;
        for (const int at : {0, 1, 15, 16, 4095, 4111, 4112, 5000})
            QTest::addRow("U6 framed, byte %d", at) << u"finder"_s << at;
    }
    void U6_cutAtAnyByte()
    {
        QFETCH(QString, model);
        QFETCH(int, at);
        SimulatorOptions options;
        options.dropAtByte = at;
        start(model, options);
        QVERIFY(m_printer->setFault(u"drop"_s));
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        client.command(begin(QByteArray(20'000, 'x')));
        client.send("\x5a\x5a\xa5\xa5" + QByteArray(qMax(0, at - 4), 'x'));
        QVERIFY(client.waitForClose());
        QVERIFY(m_printer->files().isEmpty());
    }

    void wholeLife_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QByteArray>("paused");
        QTest::newRow("Finder") << u"finder"_s << QByteArray("BUILDING_FROM_SD");
        QTest::newRow("Adventurer 3") << u"adventurer-3"_s << QByteArray("BUILDING_FROM_SD");
        QTest::newRow("Adventurer 4") << u"adventurer-4"_s << QByteArray("PAUSED");
        QTest::newRow("Guider IIs") << u"guider-2s"_s << QByteArray("BUILDING_FROM_SD");
    }
    void wholeLife()
    {
        QFETCH(QString, model);
        QFETCH(QByteArray, paused);
        start(model);
        QVERIFY(m_printer->putFile(u"a.gcode"_s, sampleGcode(600, 20)));
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        QVERIFY(client.command("~M23 0:/user/b.gcode").contains("Error: File not exists"));
        QVERIFY(client.command("~M23 0:/user/a.gcode").contains("File selected\r\nok"));
        const QByteArray heating = client.command("~M119");
        QVERIFY(heating.contains("BUILDING_FROM_SD\r\nMoveMode: WAIT_ON_"));
        m_clock.advance(400s);
        QVERIFY(client.command("~M119").contains("MoveMode: MOVING"));
        const QByteArray progress = client.command("~M27");
        const QByteArray ratio = progress.sliced(progress.indexOf("byte ") + 5).trimmed();
        const double part = ratio.left(ratio.indexOf('/')).toDouble()
            / ratio.mid(ratio.indexOf('/') + 1, ratio.indexOf('\r') - ratio.indexOf('/') - 1)
                  .toDouble();
        QVERIFY2(part > 0.4 && part < 0.7, progress.constData());
        client.command("~M25");
        m_clock.advance(5s);
        const QByteArray words = "MachineStatus: " + paused + "\r\nMoveMode: PAUSED";
        QVERIFY(client.command("~M119").contains(words));
        client.command("~M24");
        QVERIFY(client.command("~M119").contains("MoveMode: MOVING"));
        client.command("~M26");
        m_clock.advance(10s);
        QVERIFY(client.command("~M119").contains("MachineStatus: READY"));
        QVERIFY(client.command("~M146 r0 g0 b0 F0").endsWith("ok\r\n"));
        QVERIFY(m_printer->panelStart({u"a.gcode"_s, false}));
        QVERIFY(client.command("~M119").contains("BUILDING_FROM_SD"));
        m_clock.advance(2000s);
        QVERIFY(client.command("~M119").contains("BUILDING_COMPLETED"));
        client.command("~M602");
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void T10_pictureOfAGxFileIsABitmap()
    {
        const QString path = fixturePath(u"flashforge/20mm_Box.gx"_s);
        if (path.isEmpty())
            QSKIP("the recording flashforge/20mm_Box.gx is not here");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        start(u"finder"_s);
        QVERIFY(m_printer->putFile(u"20mm_Box.gx"_s, file.readAll()));
        RawClient client(m_printer->tcpPort());
        client.send("~M662 /data/20mm_Box.gx\r\n");
        const qsizetype whole = 54 + 80 * 60 * 3;
        const QByteArray head("ok\r\n\x2a\x2a\xa2\xa2\0\0\x38\x76"
                              "BM",
                              14);
        const QByteArray answer = client.readUntil(
            [&](const QByteArray &b) { return b.size() >= b.indexOf(head) + 12 + whole; }, 2000);
        QVERIFY(answer.contains(head));
        QCOMPARE(answer.size(), answer.indexOf(head) + 12 + whole);
        QVERIFY(m_printer->setFault(u"no-list"_s));
        QVERIFY(client.command("~M661").contains("CMD M661 Error."));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void motionTheModelDoesNotKnow()
    {
        start(u"finder"_s);
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        client.command("~G91");
        client.command("~G28 X Y");
        client.command("~M140 S60"); // there is no heated bed
        QCOMPARE(m_printer->log().violations().size(), 3);
    }

private:
    void start(const QString &model, SimulatorOptions options = {})
    {
        options.model = model;
        options.name = u"Hall"_s;
        options.serialNumber = u"SN1"_s;
        options.clock = &m_clock;
        m_printer = std::make_unique<FlashForgeSimulator>(options);
        QVERIFY(m_printer->start());
    }

    static QByteArray begin(const QByteArray &content)
    {
        return "~M28 " + QByteArray::number(content.size()) + " 0:/user/a.gcode";
    }

    static QByteArray silence(RawClient &client, int milliseconds)
    {
        return client.readUntil([](const QByteArray &) { return false; }, milliseconds);
    }

    ManualClock m_clock;
    std::unique_ptr<FlashForgeSimulator> m_printer;
};

FLOTILLA_TEST(tst_FlashForgeFamilies)
#include "tst_flashforgefamilies.moc"
