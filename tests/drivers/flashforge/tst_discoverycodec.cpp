// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "drivers/flashforge/discoverycodec.h"
#include "support/testmain.h"

#include <QtEndian>

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;

class tst_DiscoveryCodec : public QObject
{
    Q_OBJECT

    static void putWord(QByteArray &datagram, qsizetype offset, quint16 value)
    {
        if (offset + 2 <= datagram.size())
            qToBigEndian(value, datagram.data() + offset);
    }

    static QByteArray datagram(qsizetype size, const QByteArray &name = "Hall 3",
                               const QByteArray &serial = "SNMOMC1")
    {
        QByteArray bytes(size, '\0');
        bytes.replace(0, name.size(), name);
        putWord(bytes, 0x84, 8899);
        putWord(bytes, 0x86, 0x2b71);
        putWord(bytes, 0x88, 0x24);
        putWord(bytes, 0x8a, 1);
        putWord(bytes, 0x8c, 0x5a02);
        putWord(bytes, 0x8e, 8898);
        if (size >= 0x92 + serial.size())
            bytes.replace(0x92, serial.size(), serial);
        return bytes;
    }

private Q_SLOTS:
    void D1_probes()
    {
        QCOMPARE(broadcastProbe().toHex(), QByteArray("7777772e757372226536c0000000000000000000"));
        QCOMPARE(broadcastProbe().size(), 20);
        QCOMPARE(multicastProbe(QHostAddress(u"192.168.1.12"_s), 18001).toHex(),
                 QByteArray("c0a8010c46510000"));
        QVERIFY(multicastProbe(QHostAddress(u"fe80::1"_s), 1).isEmpty());
        QVERIFY(emptyProbe().isEmpty());
        QCOMPARE(multicastGroup(), QHostAddress(u"225.0.0.9"_s));
        QCOMPARE(int(broadcastProbePort), 48899);
        QCOMPARE(int(multicastProbePort), 19000);
        QCOMPARE(int(oldMulticastProbePort), 8899);
    }

    void D2_modernReply()
    {
        const auto reply = parseDiscoveryReply(datagram(276));
        QVERIFY(reply);
        QCOMPARE(reply->form, DiscoveryReply::Form::Modern);
        QCOMPARE(reply->name, u"Hall 3"_s);
        QCOMPARE(reply->serialNumber, u"SNMOMC1"_s);
        QCOMPARE(int(reply->tcpPort), 8899);
        QCOMPARE(int(reply->httpPort), 8898);
        QCOMPARE(int(reply->vendorId), 0x2b71);
        QCOMPARE(modelByProductId(reply->productId).id, ModelId::Adventurer5MPro);
    }

    void D3_sizes_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("accepted");
        QTest::addColumn<bool>("hasSerial");
        for (const int size : {0, 1, 50, 139})
            QTest::addRow("%d", size) << size << false << false;
        for (const int size : {140, 195})
            QTest::addRow("%d", size) << size << true << false;
        for (const int size : {196, 275, 276, 1000, 65507})
            QTest::addRow("%d", size) << size << true << true;
    }
    void D3_sizes()
    {
        QFETCH(int, size);
        QFETCH(bool, accepted);
        QFETCH(bool, hasSerial);
        const auto reply = parseDiscoveryReply(datagram(qMax(size, 7)).first(size));
        QCOMPARE(reply.has_value(), accepted);
        if (accepted)
            QCOMPARE(!reply->serialNumber.isEmpty(), hasSerial);
    }

    void D3_legacyReply()
    {
        const auto reply = parseDiscoveryReply(datagram(140));
        QVERIFY(reply);
        QCOMPARE(reply->form, DiscoveryReply::Form::Legacy);
        QCOMPARE(reply->name, u"Hall 3"_s);
        QCOMPARE(int(reply->tcpPort), 8899);
        QCOMPARE(int(reply->httpPort), 0);
        QCOMPARE(reply->productId, 0x24);
        QCOMPARE(int(reply->status), 1);
    }

    void D3_recordedVoxelab()
    {
        FLASHFORGE_RECORDING(text, "udp-voxelab-aries.hex");
        QList<quint16> states;
        for (const QByteArray &line : text.trimmed().split('\n')) {
            const auto reply = parseDiscoveryReply(QByteArray::fromHex(line.split(' ').value(1)));
            QVERIFY(reply);
            QVERIFY(reply->name.isEmpty());
            QCOMPARE(int(reply->tcpPort), 8899);
            QCOMPARE(reply->productId, 0x1001);
            states.append(reply->status);
        }
        QCOMPARE(states, (QList<quint16> {0, 2}));
    }

    void D4_namesStayInTheirField()
    {
        // No NUL anywhere: the name ends with its field, the serial with its own.
        QByteArray bytes(276, 'n');
        const auto modern = parseDiscoveryReply(bytes);
        QCOMPARE(modern->name, QString(132, u'n'));
        QCOMPARE(modern->serialNumber, QString(130, u'n'));
        const auto legacy = parseDiscoveryReply(bytes.first(140));
        QCOMPARE(legacy->name, QString(128, u'n'));
        const auto shortest = parseDiscoveryReply(bytes.first(196));
        QCOMPARE(shortest->serialNumber, QString(50, u'n'));
    }

    void D4_invalidUtf8IsReplaced()
    {
        const auto reply = parseDiscoveryReply(datagram(276,
                                                        "H\xff\xfe \xe2\x80\xae"
                                                        "3",
                                                        "S\xc3"));
        QCOMPARE(reply->name, u"H\ufffd\ufffd 3"_s);
        QCOMPARE(reply->serialNumber, u"S\ufffd"_s);
    }

    void D5_oneKeyAMachine()
    {
        const QHostAddress one(u"192.0.2.1"_s);
        const QHostAddress other(u"192.0.2.2"_s);
        const auto modern = *parseDiscoveryReply(datagram(276));
        const auto sameWithoutPrefix = *parseDiscoveryReply(datagram(276, "Hall 3", "MOMC1"));
        const auto legacy = *parseDiscoveryReply(datagram(140));
        QCOMPARE(discoveryKey(modern, one), discoveryKey(modern, other));
        QCOMPARE(discoveryKey(modern, one), discoveryKey(sameWithoutPrefix, one));
        QCOMPARE(discoveryKey(legacy, one), discoveryKey(legacy, one));
        QVERIFY(discoveryKey(legacy, one) != discoveryKey(legacy, other));
        QVERIFY(replaces(modern, legacy));
        QVERIFY(!replaces(legacy, modern));
        QVERIFY(!replaces(modern, modern));
    }
};

FLOTILLA_TEST(tst_DiscoveryCodec)
#include "tst_discoverycodec.moc"
