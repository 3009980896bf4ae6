// SPDX-License-Identifier: GPL-3.0-or-later
#include "uploadtest.h"

using namespace flotilla;
using namespace flotilla::test;

// Each stage of an upload × each way it can fail.
class tst_HttpUploadFaults : public UploadTest
{
    Q_OBJECT

private Q_SLOTS:
    void U6_cutConnectionsAreFailures_data()
    {
        QTest::addColumn<qint64>("after");
        QTest::addColumn<bool>("hard");
        for (const qint64 after :
             {qint64(0), qint64(1), qint64(200), qint64(500), 64 * 1024 + 1ll, 2 * megabyte}) {
            QTest::addRow("closed after %lld bytes", static_cast<long long>(after))
                << after << false;
            QTest::addRow("reset after %lld bytes", static_cast<long long>(after)) << after << true;
        }
    }
    void U6_cutConnectionsAreFailures()
    {
        QFETCH(qint64, after);
        QFETCH(bool, hard);
        RawPeer peer;
        if (after < 1000)
            peer.setBytesPerTurn(qMax<qint64>(1, after));
        peer.onBytes = [&] {
            if (peer.receivedBytes() < after)
                return;
            if (hard)
                peer.reset();
            else
                peer.close();
        };
        Outcome outcome;
        HttpUploadRequest request = requestTo(peer, 40 * megabyte);
        // A reset before our side has noticed the connection makes Qt connect again, until its time
        // is up.
        request.connectTimeout = after == 0 ? 200ms : 5s;
        start(request, outcome);
        QTRY_VERIFY(outcome.result);
        QCOMPARE(outcome.error().kind, Error::Kind::Unreachable);
        QVERIFY(!outcome.allBytesSent);
        QVERIFY(!outcome.reply);
        if (after > 0) {
            QVERIFY2(outcome.error().message.contains("40.0 MB"_L1),
                     qPrintable(outcome.error().message));
            QCOMPARE(peer.connections(), 1); // nothing is tried again by itself
        }

        RawPeer back;
        answerAtTheEnd(back, okReply);
        HttpUploadRequest again = request;
        again.port = back.port();
        again.connectTimeout = 5s;
        again.filePath = sparseFile(megabyte);
        Outcome second;
        start(again, second);
        QTRY_VERIFY(second.result);
        QVERIFY(*second.result);
    }

    void U6_cutAfterTheLastByteLeavesTheOutcomeOpen_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("no reply") << QByteArray();
        QTest::newRow("half a reply") << okReply.chopped(3);
    }
    void U6_cutAfterTheLastByteLeavesTheOutcomeOpen()
    {
        QFETCH(QByteArray, reply);
        RawPeer peer;
        answerAtTheEnd(peer, reply);
        const auto answer = peer.onBytes;
        peer.onBytes = [&] {
            answer();
            if (peer.receivedBytes() > 0 && peer.receivedBytes() == totalBytes(peer))
                peer.close();
        };
        Outcome outcome;
        start(requestTo(peer, megabyte), outcome);
        QTRY_VERIFY(outcome.result);
        QCOMPARE(outcome.error().kind, Error::Kind::BadReply);
        QVERIFY(outcome.allBytesSent);
        QVERIFY(!outcome.reply);
    }

    // The printer says "busy" without wanting the file. Most cut the line at once, which resets it,
    // because they have not read what we sent.
    void U5_anEarlyReplyStopsTheSending_data()
    {
        QTest::addColumn<qint64>("after");
        QTest::addColumn<QString>("then");
        for (const qint64 after : {qint64(1), qint64(1000), 2 * megabyte}) {
            for (const char *then : {"wait", "close", "read on", "reset"})
                QTest::addRow("%s after %lld bytes", then, static_cast<long long>(after))
                    << after << QString::fromLatin1(then);
        }
    }
    void U5_anEarlyReplyStopsTheSending()
    {
        QFETCH(qint64, after);
        QFETCH(QString, then);
        RawPeer peer;
        bool answered = false;
        peer.onBytes = [&] {
            if (peer.receivedBytes() < after || std::exchange(answered, true))
                return;
            if (then != u"read on"_s)
                peer.setReading(false);
            peer.send(busyReply);
            if (then != u"wait"_s && then != u"read on"_s)
                peer.close();
        };
        Outcome outcome;
        start(requestTo(peer, 64 * megabyte), outcome);
        QTRY_VERIFY(outcome.result);
        const bool cut = then == u"reset"_s || then == u"close"_s;
        if (cut && !outcome.reply) {
            // On a busy machine the reset overtakes the reply, and the system throws that away: all
            // that can be known then is the cut.
            QCOMPARE(outcome.error().kind, Error::Kind::Unreachable);
            QCOMPARE(outcome.ends, 1);
            return;
        }
        QVERIFY2(outcome.reply, qPrintable(outcome.error().message + outcome.error().detail));
        QCOMPARE(outcome.reply->body, QByteArray("{\"code\":2,\"message\":\"busy\"}"));
        QCOMPARE(outcome.error().kind, Error::Kind::Refused);
        QVERIFY(!outcome.allBytesSent);
        QVERIFY(peer.receivedBytes() < 32 * megabyte);
        QCOMPARE(outcome.ends, 1);
    }

    void badRepliesAfterTheLastByte_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<bool>("hangs");
        QTest::newRow("garbage") << QByteArray("\xff\xfe\r\n\r\n") << false;
        QTest::newRow("over the ceiling")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n") << false;
        QTest::newRow("silence") << QByteArray() << true;
        QTest::newRow("half a reply, silence") << okReply.chopped(1) << true;
    }
    void badRepliesAfterTheLastByte()
    {
        QFETCH(QByteArray, reply);
        QFETCH(bool, hangs);
        RawPeer peer;
        answerAtTheEnd(peer, reply);
        HttpUploadRequest request = requestTo(peer, 3 * megabyte);
        if (hangs)
            request.replyTimeout = 80ms;
        Outcome outcome;
        start(request, outcome);
        QTRY_VERIFY(outcome.result);
        QCOMPARE(outcome.error().kind, hangs ? Error::Kind::TimedOut : Error::Kind::BadReply);
        QVERIFY(outcome.allBytesSent);
    }

    void noByteMoves()
    {
        RawPeer peer;
        peer.setReading(false);
        HttpUploadRequest request = requestTo(peer, 64 * megabyte);
        request.idleTimeout = 100ms;
        Outcome outcome;
        start(request, outcome);
        QTRY_VERIFY(outcome.result);
        QCOMPARE(outcome.error().kind, Error::Kind::TimedOut);
        QVERIFY(outcome.error().message.contains("64.0 MB"_L1));
        QVERIFY(!outcome.allBytesSent);
    }

    void failsBeforeTheFirstByte_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("kind");
        QTest::newRow("nobody listens") << u"dead"_s << u"unreachable"_s;
        QTest::newRow("no answer to connect") << u"far"_s << u"unreachable"_s;
        QTest::newRow("no file") << u"missing"_s << u"badFile"_s;
        QTest::newRow("folder") << u"folder"_s << u"badFile"_s;
        QTest::newRow("quote in the name") << u"a\".gcode"_s << u"wrongUse"_s;
        QTest::newRow("line end in the name") << u"a\r\nb.gcode"_s << u"wrongUse"_s;
        QTest::newRow("empty name") << u""_s << u"wrongUse"_s;
        QTest::newRow("line end in a header") << u"header"_s << u"wrongUse"_s;
    }
    void failsBeforeTheFirstByte()
    {
        QFETCH(QString, how);
        QFETCH(QString, kind);
        RawPeer peer;
        const FullListener full;
        HttpUploadRequest request = requestTo(peer, 1000);
        if (how == u"dead"_s) {
            request.port = deadPort();
        } else if (how == u"far"_s) {
            request.port = full.port();
            request.connectTimeout = 50ms;
        } else if (how == u"missing"_s) {
            request.filePath += u".not"_s;
        } else if (how == u"folder"_s) {
            request.filePath = m_folder.path();
        } else if (how == u"header"_s) {
            request.headers = {{"fileSize", "1\r\nprintNow: true"}};
        } else {
            request.fileName = how;
        }
        Outcome outcome;
        start(request, outcome);
        QTRY_VERIFY(outcome.result);
        QCOMPARE(errorKindName(outcome.error().kind), kind);
        QVERIFY(outcome.error().message.endsWith(u'.'));
        QCOMPARE(peer.receivedBytes(), 0);
        QCOMPARE(outcome.ends, 1);
    }

    void aFileThatShrinksMeanwhileFails()
    {
        RawPeer peer;
        peer.setReading(false);
        const HttpUploadRequest request = requestTo(peer, 48 * megabyte);
        Outcome outcome;
        HttpUpload *upload = start(request, outcome);
        QTRY_VERIFY(upload->bytesDone() > 0);
        QVERIFY(QFile::resize(request.filePath, 1));
        peer.setReading(true);
        QTRY_VERIFY(outcome.result);
        QCOMPARE(outcome.error().kind, Error::Kind::BadFile);
        QVERIFY(!outcome.allBytesSent);
        QTRY_VERIFY(!peer.hasConnection());
    }
};

FLOTILLA_TEST(tst_HttpUploadFaults)
#include "tst_httpuploadfaults.moc"
