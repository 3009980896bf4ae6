// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgesimulator.h"

#include "simulators/simulatorclient.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QtEndian>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

// Bit by bit, unlike the table of the simulator.
quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xffffffffU;
    for (const char c : bytes) {
        crc ^= uchar(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) ? (crc >> 1U) ^ 0xedb88320U : crc >> 1U;
    }
    return ~crc;
}

struct Packet
{
    quint32 counter = 0;
    QByteArray data;

    QByteArray bytes() const
    {
        return "\x5a\x5a\xa5\xa5" + bigEndian(counter) + bigEndian(quint32(data.size()))
            + bigEndian(crc32(data)) + data + QByteArray(4096 - data.size(), '\0');
    }
};

QByteArray begin(const QByteArray &content, const QByteArray &name = "a.gx")
{
    return "~M28 " + QByteArray::number(content.size()) + " 0:/user/" + name;
}

QByteArray sha256(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256);
}

} // namespace

class tst_FlashForgeFramed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(u"adventurer-3"_s); }
    void cleanup() { m_printer.reset(); }

    void U1_packetsAreAcknowledged()
    {
        const QByteArray content = sampleGcode(600, 200) + QByteArray("~M29\r\n");
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        QVERIFY(client.command(begin(content)).contains("Writing to file: 0:/user/a.gx"));
        QVERIFY(sendAll(client, content));
        QVERIFY(client.command("~M29").contains("Done saving file.\r\nok"));
        const StoredFile *file = m_printer->file(u"a.gx"_s);
        QVERIFY(file);
        QCOMPARE(file->sha256, sha256(content));
        QVERIFY(client.command("~M119").contains("MachineStatus: READY"));
        const QByteArray size = "Size: " + QByteArray::number(content.size());
        QVERIFY(client.command("~M23 0:/user/a.gx").contains(size));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void U1_wrongPacketsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("packet");
        QTest::addColumn<QString>("reason");
        const QByteArray data(4096, 'x');
        QByteArray good = Packet {1, data}.bytes();
        QTest::newRow("counter again") << Packet {0, data}.bytes() << u"counter"_s;
        QTest::newRow("counter ahead") << Packet {2, data}.bytes() << u"counter"_s;
        QTest::newRow("mark") << "\xa5" + good.sliced(1) << u"5a 5a"_s;
        QTest::newRow("CRC") << good.first(12) + "abcd" + good.sliced(16) << u"CRC"_s;
        QTest::newRow("one byte flipped") << good.chopped(1) + 'y' << u"CRC"_s;
        QTest::newRow("length short") << Packet {1, data.first(4000)}.bytes() << u"length"_s;
        QTest::newRow("length huge")
            << good.first(8) + "\xff\xff\xff\xff" + good.sliced(12) << u"length"_s;
        QTest::newRow("no packet at all") << data << u"5a 5a"_s;
        QTest::newRow("another command") << QByteArray("~M27\r\n") << u"between"_s;
    }
    void U1_wrongPacketsAreRefused()
    {
        QFETCH(QByteArray, packet);
        QFETCH(QString, reason);
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        const QByteArray content(3 * 4096, 'x');
        client.command(begin(content));
        QCOMPARE(send(client, Packet {0, content.first(4096)}.bytes()),
                 QByteArray("N0000 ok.\r\n"));
        QCOMPARE(send(client, packet), QByteArray("N0001 error.\r\n"));
        QCOMPARE(m_printer->log().violations().size(), 1);
        const QString said = m_printer->log().violations().constFirst().reason;
        QVERIFY2(said.contains(reason), qPrintable(said));
        // What follows is thrown away, and so is the file.
        client.send(Packet {2, content.first(4096)}.bytes());
        client.forget();
        client.readUntil([](const QByteArray &) { return false; }, 50);
        client.send("~M29\r\n");
        QVERIFY(client.readUntil([](const QByteArray &b) { return b.contains("Available"); })
                    .contains("Error: File Is Not Available"));
        QVERIFY(m_printer->files().isEmpty());
    }

    void U1_breachesThatDoNotHurt()
    {
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        const QByteArray content(4096 + 10, 'x');
        client.command(begin(content));
        client.send(Packet {0, content.first(4096)}.bytes()
                    + Packet {1, content.sliced(4096)}.bytes().chopped(1) + 'z');
        QVERIFY(client.readUntil([](const QByteArray &b) { return b.contains("N0001 ok."); })
                    .contains("N0000 ok.\r\nN0001 ok.\r\n"));
        QCOMPARE(m_printer->log().violationTexts(),
                 (QStringList {u"tcp: sent on before the packet was acknowledged"_s,
                               u"tcp: the padding is not zero"_s}));
        QVERIFY(client.command("~M29").contains("Done saving file."));
    }

    void U2_sizes_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 4095, 4096, 4097, 8192})
            QTest::addRow("U2 %d bytes", size) << size;
    }
    void U2_sizes()
    {
        QFETCH(int, size);
        const QByteArray content(size, 'G');
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        client.command(begin(content));
        QVERIFY(sendAll(client, content));
        QVERIFY(client.command("~M29").contains("Done saving file."));
        QCOMPARE(m_printer->file(u"a.gx"_s)->sha256, sha256(content));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void U2_anExtraPacketIsRefused()
    {
        const QByteArray content(4096, 'x');
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        client.command(begin(content));
        QVERIFY(sendAll(client, content));
        QCOMPARE(send(client, Packet {1, {}}.bytes()), QByteArray("N0001 error.\r\n"));
        client.command("~M29", 300);
        QVERIFY(m_printer->files().isEmpty());
    }

    void U7_tooFewBytesAreNoFile()
    {
        const QByteArray content(2 * 4096, 'x');
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        client.command(begin(content));
        QCOMPARE(send(client, Packet {0, content.first(4096)}.bytes()),
                 QByteArray("N0000 ok.\r\n"));
        QVERIFY(client.command("~M29", 300).contains("Error: File Is Not Available"));
        QVERIFY(m_printer->files().isEmpty());
        QCOMPARE(m_printer->log().violations().size(), 1);
    }

    void U6_cutAndTriedAgain()
    {
        const QByteArray content(40'000, 'x');
        QVERIFY(m_printer->setFault(u"drop"_s));
        {
            RawClient client(m_printer->tcpPort());
            client.command("~M601 S1");
            client.command(begin(content));
            QVERIFY(!sendAll(client, content));
            QVERIFY(client.waitForClose());
        }
        QVERIFY(m_printer->files().isEmpty());
        QVERIFY(m_printer->setFault({}));
        RawClient client(m_printer->tcpPort());
        // Nobody gave the control back.
        QVERIFY(client.command("~M601 S1").contains("Error: have been connected"));
        client.command("~M602");
        QVERIFY(client.command("~M601 S1").contains("Control Success."));
        client.command(begin(content));
        QVERIFY(sendAll(client, content));
        QVERIFY(client.command("~M29").contains("Done saving file."));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void faultsOfUploads_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QByteArray>("afterM28");
        QTest::addColumn<QByteArray>("afterPackets");
        QTest::addColumn<QByteArray>("afterM29");
        QTest::addColumn<bool>("stored");
        const QByteArray none;
        QTest::newRow("full") << u"full"_s << QByteArray("Error: Not enough space") << none << none
                              << false;
        QTest::newRow("busy") << u"busy"_s << QByteArray("open failed") << none << none << false;
        QTest::newRow("no acknowledgement")
            << u"no-packet-ack"_s << QByteArray("ok\r\n") << none << none << false;
        QTest::newRow("a packet is refused")
            << u"bad-packet"_s << QByteArray("ok\r\n") << QByteArray("N0001 error.")
            << QByteArray("Error: File Is Not") << false;
        QTest::newRow("bytes are lost")
            << u"lost-bytes"_s << QByteArray("ok\r\n") << QByteArray("N0001 ok.")
            << QByteArray("Error: File Is Not") << false;
        QTest::newRow("the last answer is lost")
            << u"lost-ack"_s << QByteArray("ok\r\n") << QByteArray("N0001 ok.") << none << true;
        QTest::newRow("yes said and nothing stored")
            << u"ignore"_s << QByteArray("ok\r\n") << QByteArray("N0001 ok.")
            << QByteArray("Done saving file.") << false;
    }
    void faultsOfUploads()
    {
        QFETCH(QString, fault);
        QFETCH(QByteArray, afterM28);
        QFETCH(QByteArray, afterPackets);
        QFETCH(QByteArray, afterM29);
        QFETCH(bool, stored);
        const QByteArray content(5000, 'x');
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        QVERIFY(m_printer->setFault(fault));
        QVERIFY(client.command(begin(content), 300).contains(afterM28));
        if (!afterPackets.isEmpty()) {
            QCOMPARE(send(client, Packet {0, content.first(4096)}.bytes()),
                     QByteArray("N0000 ok.\r\n"));
            QVERIFY(send(client, Packet {1, content.sliced(4096)}.bytes()).contains(afterPackets));
            const QByteArray answer = client.command("~M29", 300);
            QVERIFY2(afterM29.isEmpty() ? answer.isEmpty() : answer.contains(afterM29),
                     answer.constData());
        } else if (afterM28 == "ok\r\n") {
            client.send(Packet {0, content.first(4096)}.bytes());
            QVERIFY(!client.readUntil([](const QByteArray &) { return false; }, 200).contains('N'));
        }
        QCOMPARE(!m_printer->files().isEmpty(), stored);
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
        if (fault == "lost-ack"_L1) {
            // Asked once more, it says so.
            QVERIFY(m_printer->setFault({}));
            QVERIFY(client.command("~M29").contains("Done saving file."));
            QCOMPARE(m_printer->log().violationTexts(), QStringList());
        }
    }

    void hostileBytesLeaveItAlive()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 60; ++i) {
            QByteArray bytes = Packet {0, QByteArray(4096, 'x')}.bytes();
            for (int n = 0; n < 1 + i % 20; ++n)
                bytes[random.bounded(i % 2 ? 16 : int(bytes.size()))] = char(random.bounded(256));
            bytes = bytes.left(random.bounded(1, int(bytes.size()) + 1)) + "\n~M29\r\n~";
            RawClient client(m_printer->tcpPort());
            client.command("~M602");
            client.command("~M601 S1");
            client.command(begin(QByteArray(5000, 'x')));
            client.send(bytes);
            client.readUntil([](const QByteArray &b) { return b.contains("N0"); }, 20);
            client.socket().abort();
        }
        QTRY_COMPARE(m_printer->tcpConnections(), 0);
        QVERIFY(m_printer->files().isEmpty());
        QVERIFY(RawClient(m_printer->tcpPort()).command("~M119").contains("READY"));
    }

    void slowAcknowledgements()
    {
        QVERIFY(m_printer->setFault(u"slow"_s));
        const QByteArray content(10, 'x');
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        client.command(begin(content));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(sendAll(client, content));
        QVERIFY(timer.elapsed() >= 290);
    }

    void U3_theEchoingAdventurer3TakesRawBytes()
    {
        start(u"adventurer-3-echo"_s);
        const QByteArray content = sampleGcode();
        RawClient client(m_printer->tcpPort());
        client.send("~M601 S1\r\n");
        client.readUntil([](const QByteArray &b) { return b.endsWith("Success.\r\n"); });
        QVERIFY(client.command(begin(content)).endsWith("CMD M28 Received.\r\nok\r\n"));
        client.send(content);
        QVERIFY(!client.readUntil([](const QByteArray &) { return false; }, 600).contains('N'));
        QVERIFY(client.command("~M29").contains("CMD M29 Received.\r\nok\r\n"));
        QCOMPARE(m_printer->file(u"a.gx"_s)->sha256, sha256(content));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void refusedNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("3mf") << QByteArray("a.3mf");
        QTest::newRow("too long") << QByteArray(33, 'a') + ".gx" + "xx";
        QTest::newRow("folder") << QByteArray("b/a.gx");
    }
    void refusedNames()
    {
        QFETCH(QByteArray, name);
        RawClient client(m_printer->tcpPort());
        client.command("~M601 S1");
        QVERIFY(client.command(begin("x", name), 300).contains("Error: Cannot create file"));
        QCOMPARE(m_printer->log().violations().size(), 1);
    }

private:
    void start(const QString &model)
    {
        SimulatorOptions options;
        options.model = model;
        options.slowReply = 300ms;
        m_printer = std::make_unique<FlashForgeSimulator>(options);
        QVERIFY(m_printer->start());
    }

    // One packet and its answer.
    static QByteArray send(RawClient &client, const QByteArray &packet)
    {
        client.forget();
        client.send(packet);
        return client.readUntil([](const QByteArray &b) { return b.endsWith("\r\n"); }, 2000);
    }

    static bool sendAll(RawClient &client, const QByteArray &content)
    {
        quint32 counter = 0;
        for (qsizetype at = 0; at < content.size(); at += 4096, ++counter) {
            const QByteArray answer = send(client, Packet {counter, content.mid(at, 4096)}.bytes());
            if (answer != 'N' + QByteArray::number(counter).rightJustified(4, '0') + " ok.\r\n")
                return false;
        }
        return true;
    }

    std::unique_ptr<FlashForgeSimulator> m_printer;
};

FLOTILLA_TEST(tst_FlashForgeFramed)
#include "tst_flashforgeframed.moc"
