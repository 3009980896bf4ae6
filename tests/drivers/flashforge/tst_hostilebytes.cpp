// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "drivers/flashforge/discoverycodec.h"
#include "drivers/flashforge/errorcodes.h"
#include "drivers/flashforge/tcpbinary.h"
#include "drivers/flashforge/tcpreplies.h"
#include "support/testmain.h"

#include <QRandomGenerator>

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;

// Whatever arrives, every parser ends, with a value or an error, and the sanitizers have nothing to
// say.
class tst_HostileBytes : public QObject
{
    Q_OBJECT

    static void readHttp(const QByteArray &bytes)
    {
        if (const auto reply = parseReply(bytes, sampleCredentials())) {
            const Detail detail = detailFromReply(*reply);
            Detail merged;
            merged.merge(detail);
            nozzlesOf(merged);
            modelOf(merged);
            if (detail.errorCode)
                meaningOf(*detail.errorCode);
            productFromReply(*reply);
            filesFromReply(*reply);
            static_cast<void>(thumbnailFromReply(*reply));
        }
        static_cast<void>(parseRunningThumbnail(bytes, sampleCredentials()));
    }

    static void readTcp(const QByteArray &bytes)
    {
        for (const char *code : {"M601", "M115", "M119", "M105", "M27", "M114", "M661", "M662"}) {
            TcpReplyParser parser(code);
            parser.feed(bytes);
            parser.finishOnSilence(TcpReplyParser::Silence::EndsBareOk);
            parser.finishOnSilence(TcpReplyParser::Silence::EndsAnyLine);
            const TcpReply &reply = parser.reply();
            loginVerdict(reply);
            static_cast<void>(parseMachineInfo(reply));
            static_cast<void>(parseMachineState(reply));
            static_cast<void>(parseTemperatures(reply));
            static_cast<void>(parseProgress(reply));
            static_cast<void>(parsePosition(reply));
            static_cast<void>(uploadVerdict(reply));
            FileListParser list;
            list.feed(parser.takeRemainder());
        }
        FileListParser list;
        list.feed(bytes);
        ImageBlobParser image;
        image.feed(bytes);
        image.finishOnSilence();
    }

    static QByteArray randomBytes(QRandomGenerator &random, qsizetype size)
    {
        QByteArray bytes(size, '\0');
        for (char &byte : bytes)
            byte = char(random.bounded(256));
        return bytes;
    }

    static QByteArrayList goodMessages()
    {
        return {
            printingDetail(),
            stationDetail(),
            R"({"code":1,"message":"Access code is different"})",
            R"({"code":0,"gcodeList":["a.gx",{"gcodeFileName":"b"}],"imageData":"iVBORw0KGgo="})",
            "CMD M115 Received.\r\nMachine Type: AD5X\r\nFirmware: v1\r\nX: 1 Y: 2 Z: 3\r\nok\r\n",
            "CMD M119 Received.\r\nMachineStatus: READY\r\nMoveMode: READY\r\nLED: 1\r\nok\r\n",
            "CMD M105 Received.\r\nT0:17.9/0.0 T1:0.0/0.0 B:18.5/0.0\r\nok\r\n",
            "CMD M27 Received.\r\nSD printing byte 45/100\r\nLayer: 1/2\r\nok\r\n",
            QByteArrayLiteral(
                "CMD M661 Received.\r\nok\r\n\x44\xaa\xaa\x44\0\0\0\1\x3a\x3a\xa3\xa3\0\0\0\2/a"),
            QByteArrayLiteral("\x2a\x2a\xa2\xa2\0\0\0\x09\x89PNG\r\n\x1a\n.")};
    }

private Q_SLOTS:
    void H13_everyPrefixOfAGoodMessage()
    {
        for (const QByteArray &message : goodMessages()) {
            for (qsizetype size = 0; size <= message.size(); ++size) {
                readHttp(message.first(size));
                readTcp(message.first(size));
            }
        }
    }

    void H13_goodMessagesWithOneByteChanged()
    {
        QRandomGenerator random(13);
        for (const QByteArray &message : goodMessages()) {
            for (int i = 0; i < 300; ++i) {
                QByteArray changed = message;
                changed[random.bounded(int(changed.size()))] = char(random.bounded(256));
                readHttp(changed);
                readTcp(changed);
            }
        }
    }

    void H13_truncatedJsonIsNeverAnAnswer()
    {
        const QByteArray message = printingDetail();
        for (qsizetype size = 0; size < message.size(); ++size) {
            const auto reply = parseReply(message.first(size), {});
            QVERIFY(!reply);
            QCOMPARE(reply.error().cause, ReplyCause::Unreadable);
        }
        QVERIFY(parseReply(message, {}).has_value());
    }

    void randomBytesOfAllSizes()
    {
        QRandomGenerator random(42);
        for (int i = 0; i < 400; ++i) {
            const QByteArray bytes = randomBytes(random, random.bounded(600));
            readHttp(bytes);
            readTcp(bytes);
            parseDiscoveryReply(bytes);
        }
    }

    void oversized()
    {
        QRandomGenerator random(7);
        const QByteArray bytes = randomBytes(random, 3'000'000);
        readHttp(bytes);
        readTcp(bytes);
        readHttp("{\"code\":0,\"detail\":{\"name\":\"" + QByteArray(900'000, 'x') + "\"}}");
        readHttp(QByteArray(1'000'000, '['));
        QCOMPARE(detailOf("{\"code\":0,\"detail\":{\"name\":\"" + QByteArray(900'000, 'x') + "\"}}")
                     .name->size(),
                 128);
    }

    void D4_everyPrefixOfAReply()
    {
        QByteArray datagram(276, 'x');
        for (qsizetype size = 0; size <= datagram.size(); ++size)
            QCOMPARE(parseDiscoveryReply(datagram.first(size)).has_value(), size >= 140);
    }

    void S1_errorsOfDamagedRepliesHoldNoSecret()
    {
        QByteArray message = printingDetail();
        message.replace("\"code\":0", "\"code\":9,\"checkCode\":\"C0D3S3CR3T\"");
        for (qsizetype size = 0; size <= message.size(); ++size) {
            const auto reply = parseReply(message.first(size), sampleCredentials());
            QVERIFY(!reply);
            const QString text = reply.error().error.message + reply.error().error.detail;
            for (const char *secret : {"C0D3S3CR3T", "R3G1ST3R", "P0L4RR3G"})
                QVERIFY2(!text.contains(QLatin1StringView(secret)), qPrintable(text));
        }
    }
};

FLOTILLA_TEST(tst_HostileBytes)
#include "tst_hostilebytes.moc"
