// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgediscovery.h"

#include "simulators/simulatorclient.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QFile>
#include <QNetworkDatagram>
#include <QUdpSocket>
#include <QtEndian>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace Qt::StringLiterals;

namespace {

quint16 numberAt(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<quint16>(bytes.constData() + at);
}

QByteArray ask(const FlashForgeSimulator &printer, const QByteArray &probe, int milliseconds = 3000)
{
    QUdpSocket socket;
    if (!socket.bind(QHostAddress(QHostAddress::LocalHost), 0))
        return "no socket";
    socket.writeDatagram(probe, printer.address(), printer.udpPort());
    if (!QTest::qWaitFor([&] { return socket.hasPendingDatagrams(); }, milliseconds))
        return "silence";
    return socket.receiveDatagram().data();
}

} // namespace

class tst_FlashForgeDiscovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void D2_modernReplyHasEachFieldAtItsOffset_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<quint16>("productId");
        QTest::newRow("5M") << u"adventurer-5m"_s << quint16(0x23);
        QTest::newRow("5M Pro") << u"adventurer-5m-pro"_s << quint16(0x24);
        QTest::newRow("AD5X") << u"ad5x"_s << quint16(0x26);
        QTest::newRow("Creator 5") << u"creator-5"_s << quint16(0x28);
        QTest::newRow("Creator 5 Pro") << u"creator-5-pro"_s << quint16(0x29);
    }
    void D2_modernReplyHasEachFieldAtItsOffset()
    {
        QFETCH(QString, model);
        QFETCH(quint16, productId);
        SimulatorOptions options;
        options.model = model;
        options.name = u"Halle 1 – Süd"_s;
        options.serialNumber = u"SNFLOT0000042"_s;
        FlashForgeSimulator printer(options);
        QVERIFY(printer.start());
        for (const QByteArray &probe : {QByteArray(), QByteArray("www.usr"), QByteArray(20, 'x')}) {
            const QByteArray reply = ask(printer, probe);
            QCOMPARE(reply.size(), 276);
            QCOMPARE(QString::fromUtf8(reply.constData()), u"Halle 1 – Süd"_s);
            QCOMPARE(numberAt(reply, 0x84), printer.tcpPort() ? printer.tcpPort() : quint16(8899));
            QCOMPARE(numberAt(reply, 0x86), quint16(0x2b71));
            QCOMPARE(numberAt(reply, 0x88), productId);
            QCOMPARE(numberAt(reply, 0x8c), quint16(0x5a02));
            QCOMPARE(numberAt(reply, 0x8e), printer.httpPort());
            QCOMPARE(QByteArray(reply.constData() + 0x92), QByteArray("SNFLOT0000042"));
        }
        QCOMPARE(printer.probesSeen(), 3);
    }

    void D3_otherKinds()
    {
        FlashForgeSimulator printer;
        QVERIFY(printer.start());
        printer.setDiscoveryReply(u"legacy"_s);
        const QByteArray legacy = ask(printer, "x");
        QCOMPARE(legacy.size(), 140);
        QCOMPARE(legacy.sliced(0x80, 4), QByteArray("\xe1\x00\x00\x09", 4));
        QCOMPARE(numberAt(legacy, 0x84), printer.tcpPort());
        QVERIFY(!legacy.contains("SNFLOT"));
        printer.setDiscoveryReply(u"short"_s);
        QCOMPARE(ask(printer, "x").size(), 196);
        printer.setDiscoveryReply(u"none"_s);
        QCOMPARE(ask(printer, "x", 200), QByteArray("silence"));
    }

    void D3_olderMachinesGiveTheShortReply_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<quint16>("productId");
        QTest::newRow("Finder") << u"finder"_s << quint16(0x07);
        QTest::newRow("Adventurer 3") << u"adventurer-3"_s << quint16(0x08);
        QTest::newRow("Adventurer 3, echoing") << u"adventurer-3-echo"_s << quint16(0x08);
        QTest::newRow("Guider IIs") << u"guider-2s"_s << quint16(0x09);
        QTest::newRow("Adventurer 4") << u"adventurer-4"_s << quint16(0x1e);
    }
    void D3_olderMachinesGiveTheShortReply()
    {
        QFETCH(QString, model);
        QFETCH(quint16, productId);
        SimulatorOptions options;
        options.model = model;
        FlashForgeSimulator printer(options);
        QVERIFY(printer.start());
        const QByteArray idle = ask(printer, {});
        QCOMPARE(idle.size(), 140);
        QCOMPARE(numberAt(idle, 0x84), printer.tcpPort());
        QCOMPARE(numberAt(idle, 0x88), productId);
        QCOMPARE(numberAt(idle, 0x8a), quint16(0));
        QVERIFY(printer.putFile(u"a.gx"_s, test::sampleGcode()));
        QVERIFY(printer.panelStart({u"a.gx"_s, false}));
        QCOMPARE(numberAt(ask(printer, {}), 0x8a), quint16(2));
    }

    void legacyReplyIsLikeTheRecording()
    {
        const QString path = test::fixturePath(u"flashforge/udp-voxelab-aries.hex"_s);
        if (path.isEmpty())
            QSKIP("the recording flashforge/udp-voxelab-aries.hex is not here");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QByteArray &line : file.readAll().trimmed().split('\n')) {
            const QByteArray recorded = QByteArray::fromHex(line.sliced(line.indexOf(' ') + 1));
            const DiscoveryFacts facts {.name = {},
                                        .serialNumber = {},
                                        .tcpPort = numberAt(recorded, 0x84),
                                        .httpPort = 0,
                                        .productId = numberAt(recorded, 0x88),
                                        .status = numberAt(recorded, 0x8a)};
            QCOMPARE(discoveryDatagram(DiscoveryReply::Legacy, facts).toHex(), recorded.toHex());
        }
    }

    void D4_aNameThatFillsItsFieldIsStillTerminated()
    {
        const DiscoveryFacts facts {.name = QString(400, u'ä'), .serialNumber = QString(400, u'S')};
        const QByteArray reply = discoveryDatagram(DiscoveryReply::Modern, facts);
        QCOMPARE(reply.size(), 276);
        QCOMPARE(reply[0x83], '\0');
        QCOMPARE(reply[0x113], '\0');
        QCOMPARE(numberAt(reply, 0x86), quint16(0x2b71));
    }

    void faultsAreHeardToo()
    {
        SimulatorOptions options;
        options.slowReply = std::chrono::milliseconds(100);
        FlashForgeSimulator printer(options);
        QVERIFY(printer.start());
        QVERIFY(printer.setFault(u"silent"_s));
        QCOMPARE(ask(printer, "x", 200), QByteArray("silence"));
        QVERIFY(printer.setFault(u"slow"_s));
        QCOMPARE(ask(printer, "x").size(), 276);
        QVERIFY(printer.setFault(u"other-serial"_s));
        QVERIFY(!ask(printer, "x").contains(printer.serialNumber().toUtf8()));
        QVERIFY(printer.setFault(u"garbage"_s));
        for (int i = 0; i < 3; ++i)
            QVERIFY(ask(printer, "x").size() < 140);
    }
};

FLOTILLA_TEST(tst_FlashForgeDiscovery)
#include "tst_flashforgediscovery.moc"
