// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpupload.h"

#include "rawpeer.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>

#include <unistd.h>

using namespace flotilla;
using namespace flotilla::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using flotilla::test::RawPeer;

#if defined(__SANITIZE_ADDRESS__)
// Freed memory that the sanitizer holds back would hide whether ours stays flat.
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=4";
}
#endif

namespace {

constexpr qint64 megabyte = 1'000'000;
const QByteArray busyReply
    = "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"code\":2,\"message\":\"busy\"}";
const QByteArray okReply = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"code\":0}";

qint64 residentBytes()
{
    QFile statm(u"/proc/self/statm"_s);
    if (!statm.open(QIODevice::ReadOnly))
        return -1;
    return statm.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

// What an upload came to, kept past its own end.
struct Outcome
{
    std::optional<Result<TransferResult>> result;
    std::optional<HttpReply> reply;
    bool allBytesSent = false;
    int ends = 0;

    Error error() const { return result && !*result ? result->error() : Error(); }
};

} // namespace

class tst_HttpUpload : public QObject
{
    Q_OBJECT

private:
    QString sparseFile(qint64 size)
    {
        QFile file(m_folder.filePath(u"job %1.gcode"_s.arg(size)));
        if (!file.open(QIODevice::WriteOnly) || !file.resize(size))
            qFatal("cannot write the test file");
        return file.fileName();
    }

    HttpUploadRequest requestTo(const RawPeer &peer, qint64 fileBytes)
    {
        HttpUploadRequest request;
        request.host = u"127.0.0.1"_s;
        request.port = peer.port();
        request.path = "/uploadGcode";
        request.filePath = sparseFile(fileBytes);
        request.fieldName = "gcodeFile";
        request.fileName = u"Benchy.gcode"_s;
        request.connectTimeout = 5s;
        request.idleTimeout = 10s;
        request.replyTimeout = 10s;
        return request;
    }

    HttpUpload *start(const HttpUploadRequest &request, Outcome &outcome)
    {
        auto *upload = new HttpUpload(request, &m_pool, this);
        connect(upload, &HttpUpload::finished, this, [upload, &outcome](const auto &result) {
            outcome.result = result;
            outcome.reply = upload->reply();
            outcome.allBytesSent = upload->allBytesSent();
            ++outcome.ends;
        });
        upload->start();
        return upload;
    }

    // Answers once everything has arrived.
    static void answerAtTheEnd(RawPeer &peer, const QByteArray &reply)
    {
        peer.onBytes = [&peer, reply, answered = false]() mutable {
            if (!answered && peer.receivedBytes() > 0 && peer.receivedBytes() == totalBytes(peer)) {
                answered = true;
                peer.send(reply);
            }
        };
    }

    static qint64 headBytes(const RawPeer &peer) { return peer.received().indexOf("\r\n\r\n") + 4; }
    static QByteArray header(const RawPeer &peer, const QByteArray &name)
    {
        const QByteArray start = "\r\n" + name + ": ";
        const qsizetype at = peer.received().indexOf(start);
        if (at < 0)
            return {};
        const qsizetype from = at + start.size();
        return peer.received().sliced(from, peer.received().indexOf("\r\n", from) - from);
    }
    static qint64 totalBytes(const RawPeer &peer)
    {
        return headBytes(peer) < 4 ? -1
                                   : headBytes(peer) + header(peer, "Content-Length").toLongLong();
    }

    QTemporaryDir m_folder;
    QThreadPool m_pool;

private Q_SLOTS:
    void cleanup() { QTRY_VERIFY(findChildren<HttpUpload *>().isEmpty()); }

    void U4_layoutIsThatOfVendorSoftware()
    {
        const QByteArray gcode = QByteArray("G28\nG1 X1\r\n\xff--") + QByteArray(3, '\0');
        QFile file(m_folder.filePath(u"local name.gcode"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(gcode);
        file.close();

        RawPeer peer;
        answerAtTheEnd(peer, okReply);
        HttpUploadRequest request = requestTo(peer, 0);
        request.filePath = file.fileName();
        request.headers = {{"serialNumber", "SN1"},
                           {"checkCode", "0042"},
                           {"fileSize", QByteArray::number(gcode.size())},
                           {"printNow", "false"},
                           {"levelingBeforePrint", "true"}};
        Outcome outcome;
        start(request, outcome);
        QTRY_VERIFY(outcome.result);
        QVERIFY(*outcome.result);

        const QByteArray type = header(peer, "Content-Type");
        QVERIFY(type.startsWith("multipart/form-data; boundary="));
        const QByteArray boundary = type.sliced(type.indexOf('=') + 1);
        QVERIFY(!boundary.contains('"'));
        QVERIFY(boundary.size() <= 70);
        const QByteArray body = "--" + boundary
            + "\r\nContent-Disposition: form-data; name=\"gcodeFile\"; "
              "filename=\"Benchy.gcode\"\r\n"
              "Content-Type: application/octet-stream\r\n\r\n"
            + gcode + "\r\n--" + boundary + "--\r\n";
        const QByteArray head
            = "POST /uploadGcode HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(peer.port())
            + "\r\nserialNumber: SN1\r\ncheckCode: 0042\r\nfileSize: "
            + QByteArray::number(gcode.size())
            + "\r\nprintNow: false\r\nlevelingBeforePrint: true\r\nContent-Type: " + type
            + "\r\nContent-Length: " + QByteArray::number(body.size())
            + "\r\nConnection: close\r\n\r\n";
        QCOMPARE(peer.received(), head + body);
        QCOMPARE((*outcome.result)->name, u"Benchy.gcode"_s);
        QCOMPARE((*outcome.result)->bytes, gcode.size());
        QCOMPARE((*outcome.result)->sha256,
                 QCryptographicHash::hash(gcode, QCryptographicHash::Sha256));
        QCOMPARE(outcome.reply->body, QByteArray("{\"code\":0}"));
        QVERIFY(outcome.allBytesSent);
    }

    void U7_whatArrivesIsTheFile_data()
    {
        QTest::addColumn<qint64>("size");
        const qint64 chunk = FileSource::chunkBytes;
        for (const qint64 size : {qint64(0), qint64(1), chunk, 2 * chunk + 1, 5 * megabyte})
            QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
    }
    void U7_whatArrivesIsTheFile()
    {
        QFETCH(qint64, size);
        RawPeer peer;
        answerAtTheEnd(peer, okReply);
        Outcome outcome;
        HttpUpload *upload = start(requestTo(peer, size), outcome);
        QSignalSpy progress(upload, &TransferJob::progressChanged);
        QTRY_VERIFY(outcome.result);
        QVERIFY(*outcome.result);
        QCOMPARE(peer.receivedBytes(), totalBytes(peer));
        if (size > 0)
            QCOMPARE(progress.last().first().toLongLong(), size);
        qint64 last = 0;
        for (const auto &values : progress) {
            QVERIFY(values[0].toLongLong() >= last);
            last = values[0].toLongLong();
            QCOMPARE(values[1].toLongLong(), size);
        }
    }

    void U8_memoryStaysFlatAndTheEventLoopAlive()
    {
        constexpr qint64 size = 64 * megabyte;
        constexpr qint64 allowedGrowth = 24 * megabyte;
        RawPeer peer;
        answerAtTheEnd(peer, okReply);
        qint64 longestGap = 0;
        QElapsedTimer sinceBeat;
        QTimer beat;
        connect(&beat, &QTimer::timeout, this,
                [&] { longestGap = qMax(longestGap, sinceBeat.restart()); });
        const qint64 before = residentBytes();
        qint64 most = before;
        Outcome outcome;
        HttpUpload *upload = start(requestTo(peer, size), outcome);
        connect(upload, &TransferJob::progressChanged, this,
                [&] { most = qMax(most, residentBytes()); });
        sinceBeat.start();
        beat.start(5);
        QTRY_VERIFY_WITH_TIMEOUT(outcome.result, 60'000);
        QVERIFY(*outcome.result);
        QCOMPARE(outcome.reply->status, 200);
        QVERIFY2(most - before < allowedGrowth, qPrintable(QString::number(most - before)));
        QVERIFY2(longestGap < 1000, qPrintable(QString::number(longestGap)));

        QCryptographicHash hash(QCryptographicHash::Sha256);
        const QByteArray zeros(megabyte, '\0');
        for (qint64 i = 0; i < size; i += zeros.size())
            hash.addData(zeros);
        QCOMPARE((*outcome.result)->sha256, hash.result());
    }

    void U8_aPeerThatReadsNothingFillsNoMemory()
    {
        RawPeer peer;
        peer.setReading(false);
        const qint64 before = residentBytes();
        Outcome outcome;
        HttpUpload *upload = start(requestTo(peer, 512 * megabyte), outcome);
        QSignalSpy progress(upload, &TransferJob::progressChanged);
        QTRY_VERIFY(upload->bytesDone() > 0);
        while (progress.wait(100)) { } // until everything is full
        QVERIFY2(residentBytes() - before < 16 * megabyte,
                 qPrintable(QString::number(residentBytes() - before)));
        upload->cancel();
        QTRY_VERIFY(outcome.result);
    }

    void aSlowReaderIsWaitedFor()
    {
        RawPeer peer;
        peer.setReading(false);
        answerAtTheEnd(peer, okReply);
        HttpUploadRequest request = requestTo(peer, 24 * megabyte);
        request.idleTimeout = 400ms;
        Outcome outcome;
        HttpUpload *upload = start(request, outcome);
        QTRY_VERIFY(upload->bytesDone() > 0);
        // Longer than the idle time altogether, but never without a byte for so long.
        QElapsedTimer elapsed;
        elapsed.start();
        QTimer trickle;
        connect(&trickle, &QTimer::timeout, this, [&] {
            if (elapsed.elapsed() > 1000)
                peer.setBytesPerTurn(64 * 1024);
            peer.setReading(true);
            peer.setReading(elapsed.elapsed() > 1000);
        });
        peer.setBytesPerTurn(2 * 1024 * 1024);
        trickle.start(20);
        QTRY_VERIFY_WITH_TIMEOUT(outcome.result, 30'000);
        QVERIFY2(*outcome.result, qPrintable(outcome.error().message));
    }

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

    void aReplyWithAnyStatusIsAReply()
    {
        RawPeer peer;
        answerAtTheEnd(peer, "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
        Outcome outcome;
        start(requestTo(peer, 1000), outcome);
        QTRY_VERIFY(outcome.result);
        QVERIFY(*outcome.result);
        QCOMPARE(outcome.reply->status, 500);
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
        const flotilla::test::FullListener full;
        HttpUploadRequest request = requestTo(peer, 1000);
        if (how == u"dead"_s) {
            request.port = flotilla::test::deadPort();
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

    void U8_cancelStopsAtOnce_data()
    {
        QTest::addColumn<QString>("when");
        for (const char *when :
             {"at once", "connecting", "connected", "sending", "stalled", "waiting for the reply"})
            QTest::newRow(when) << QString::fromLatin1(when);
    }
    void U8_cancelStopsAtOnce()
    {
        QFETCH(QString, when);
        RawPeer peer;
        const flotilla::test::FullListener full;
        HttpUploadRequest request
            = requestTo(peer, when.startsWith(u"waiting"_s) ? 1000 : 64 * megabyte);
        if (when == u"connecting"_s)
            request.port = full.port();
        if (when == u"stalled"_s)
            peer.setReading(false);
        Outcome outcome;
        QPointer<HttpUpload> upload = start(request, outcome);
        if (when == u"connecting"_s)
            QTRY_COMPARE(upload->bytesTotal(), 64 * megabyte);
        else if (when == u"connected"_s)
            QTRY_COMPARE(peer.connections(), 1);
        else if (when == u"sending"_s)
            QTRY_VERIFY(peer.receivedBytes() > megabyte);
        else if (when == u"stalled"_s)
            QTRY_VERIFY(upload->bytesDone() > 0);
        else if (when.startsWith(u"waiting"_s))
            QTRY_VERIFY(upload->allBytesSent());
        QElapsedTimer elapsed;
        elapsed.start();
        upload->cancel();
        upload->cancel();
        QCOMPARE(outcome.ends, 0); // never from inside the call
        QTRY_VERIFY(outcome.result);
        QVERIFY(elapsed.elapsed() < 1000);
        QCOMPARE(outcome.error().kind, Error::Kind::Canceled);
        QCOMPARE(outcome.allBytesSent, when.startsWith(u"waiting"_s));
        QTRY_VERIFY(!upload);
        if (when != u"stalled"_s)
            QTRY_VERIFY(!peer.hasConnection());
        QCOMPARE(outcome.ends, 1);
    }

    void parentGoesFirst()
    {
        RawPeer peer;
        auto parent = std::make_unique<QObject>();
        auto *upload = new HttpUpload(requestTo(peer, 64 * megabyte), &m_pool, parent.get());
        QSignalSpy finished(upload, &TransferJob::finished);
        upload->start();
        QTRY_VERIFY(peer.receivedBytes() > megabyte);
        parent.reset();
        QTRY_VERIFY(!peer.hasConnection());
        QCOMPARE(finished.size(), 0);
    }
};

FLOTILLA_TEST(tst_HttpUpload)
#include "tst_httpupload.moc"
