// SPDX-License-Identifier: GPL-3.0-or-later
#include "uploadtest.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>

#include <unistd.h>

using namespace flotilla;
using namespace flotilla::test;

#if defined(__SANITIZE_ADDRESS__)
// Freed memory that the sanitizer holds back would hide whether ours stays flat.
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=4";
}
#endif

namespace {

qint64 residentBytes()
{
    QFile statm(u"/proc/self/statm"_s);
    if (!statm.open(QIODevice::ReadOnly))
        return -1;
    return statm.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

} // namespace

class tst_HttpUpload : public UploadTest
{
    Q_OBJECT

private Q_SLOTS:
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
        const FullListener full;
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
