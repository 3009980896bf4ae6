// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/tcpupload.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::flashforge;

class tst_TcpUpload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void U1_packetHasCounterLengthChecksumAndPadding()
    {
        const QByteArray packet = uploadPacket(0x26d, "123456789");
        QCOMPARE(packet.size(), 4112);
        // cbf43926 is the check value of CRC-32 for these nine digits.
        QCOMPARE(packet.first(16).toHex(' '),
                 QByteArray("5a 5a a5 a5 00 00 02 6d 00 00 00 09 cb f4 39 26"));
        QCOMPARE(packet.sliced(16, 9), QByteArray("123456789"));
        QCOMPARE(packet.sliced(25), QByteArray(4087, '\0'));
    }

    void U2_fullPacketHasNoPadding()
    {
        const QByteArray data(4096, 'x');
        const QByteArray packet = uploadPacket(0, data);
        QCOMPARE(packet.size(), 4112);
        QCOMPARE(packet.sliced(8, 4).toHex(), QByteArray("00001000"));
        QCOMPARE(packet.sliced(16), data);
    }

    void U1_acknowledgements_data()
    {
        using Status = UploadAckParser::Status;
        QTest::addColumn<quint32>("counter");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, quint32 counter, const QByteArray &bytes, Status is) {
            QTest::newRow(name) << counter << bytes << int(is);
        };
        row("first", 0, "N0000 ok.\r\n", Status::Acknowledged);
        row("five digits", 12345, "N12345 ok.\r\n", Status::Acknowledged);
        row("no line end", 7, "N0007 ok.", Status::Acknowledged);
        row("late one before", 7, "N0006 ok.\r\nN0007 ok.\r\n", Status::Acknowledged);
        row("late one alone", 7, "N0006 ok.\r\n", Status::Waiting);
        row("half", 7, "N0007 o", Status::Waiting);
        row("blank lines", 7, "\r\n\r\n", Status::Waiting);
        row("ahead", 7, "N0008 ok.\r\n", Status::Failed);
        row("bare ok", 7, "ok\r\n", Status::Failed);
        row("error", 7, "N0007 error.\r\n", Status::Failed);
        row("too few digits", 7, "N7 ok.\r\n", Status::Failed);
        row("overflow", 7, "N99999999999999 ok.\r\n", Status::Failed);
        row("endless", 7, QByteArray(9000, 'x'), Status::Failed);
    }
    void U1_acknowledgements()
    {
        QFETCH(quint32, counter);
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        UploadAckParser whole;
        whole.expect(counter);
        QCOMPARE(int(whole.feed(bytes)), status);
        UploadAckParser pieces;
        pieces.expect(counter);
        auto last = UploadAckParser::Status::Waiting;
        for (const char c : bytes)
            last = pieces.feed(QByteArrayView(&c, 1));
        QCOMPARE(int(last), status);
        if (last == UploadAckParser::Status::Failed)
            QVERIFY(!pieces.error().message.isEmpty());
    }

    void refusalWhileBytesAreSent()
    {
        QVERIFY(!rawUploadRefusal(""));
        QVERIFY(!rawUploadRefusal("ok\r\n"));
        QVERIFY(rawUploadRefusal("Error: Not enough space\r\n"));
        QVERIFY(rawUploadRefusal("\r\nwrite failed\r\n"));
    }

    void U7_saveVerdict()
    {
        QVERIFY(saveVerdict({"M29", {"Done saving file."}}));
        QVERIFY(saveVerdict({"M29", {}}));
        const auto refused = saveVerdict({"M29", {"File Is Not Available"}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Refused);
    }

    void openedSizeIsRead()
    {
        QCOMPARE(openedSize({"M23", {"File opened: Size: 3.gx Size: 1234", "File selected"}}),
                 1234);
        QVERIFY(!openedSize({"M23", {"File opened: a.gx"}}));
        QVERIFY(!openedSize({"M23", {"Size: 5"}}));
        QVERIFY(!openedSize({"M23", {"File opened: a.gx Size: -5"}}));
    }
};

FLOTILLA_TEST(tst_TcpUpload)
#include "tst_tcpupload.moc"
