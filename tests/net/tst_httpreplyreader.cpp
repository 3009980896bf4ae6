// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpreplyreader.h"

#include "support/testmain.h"

#include <QRandomGenerator>

using namespace flotilla;
using namespace flotilla::net;

namespace {

const QByteArray okHead = "HTTP/1.1 200 OK\r\n";

Result<HttpReply> readAll(QByteArrayView bytes, qsizetype pieceBytes, qint64 ceiling = 100)
{
    HttpReplyReader reader(ceiling);
    for (qsizetype at = 0; at < bytes.size(); at += pieceBytes) {
        auto fed = reader.feed(bytes.sliced(at, qMin(pieceBytes, bytes.size() - at)));
        if (!fed)
            return failure(fed.error());
        if (*fed)
            return **fed;
    }
    return reader.close();
}

} // namespace

class tst_HttpReplyReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodReplies_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("length") << okHead + "Content-Length: 5\r\n\r\nhello" << 200
                                << QByteArray("hello");
        QTest::newRow("header case")
            << okHead + "content-LENGTH:5\r\n\r\nhello" << 200 << QByteArray("hello");
        QTest::newRow("LF only") << QByteArray("HTTP/1.0 200 OK\nContent-Length: 2\n\nhi") << 200
                                 << QByteArray("hi");
        QTest::newRow("no body") << QByteArray(
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                                 << 404 << QByteArray();
        QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << 204
                             << QByteArray();
        QTest::newRow("no reason")
            << QByteArray("HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx") << 200 << QByteArray("x");
        QTest::newRow("until close")
            << okHead + "\r\nto the end" << 200 << QByteArray("to the end");
        QTest::newRow("until close, empty") << okHead + "\r\n" << 200 << QByteArray();
        QTest::newRow("chunked") << okHead
                + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n"
                                 << 200 << QByteArray("hello world");
        QTest::newRow("chunked, trailers")
            << okHead + "Transfer-Encoding: Chunked\r\n\r\nA\r\n0123456789\r\n000\r\nX: y\r\n\r\n"
            << 200 << QByteArray("0123456789");
        QTest::newRow("100 first")
            << QByteArray("HTTP/1.1 100 Continue\r\n\r\n") + okHead + "Content-Length: 2\r\n\r\nhi"
            << 200 << QByteArray("hi");
        QTest::newRow("more behind it")
            << okHead + "Content-Length: 2\r\n\r\nhimore" << 200 << QByteArray("hi");
        QTest::newRow("body at the ceiling") << okHead + "Content-Length: 100\r\n\r\n"
                + QByteArray(100, 'x') << 200 << QByteArray(100, 'x');
    }
    void goodReplies()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        for (const qsizetype pieceBytes : {qsizetype(1), qsizetype(3), bytes.size()}) {
            const auto reply = readAll(bytes, pieceBytes);
            QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().detail));
            QCOMPARE(reply->status, status);
            QCOMPARE(reply->body, body);
        }
    }

    // A part of a reply that says how long it is must never pass for the whole.
    void everyPrefixIsIncomplete_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("length") << okHead + "Server: x\r\nContent-Length: 5\r\n\r\nhello";
        QTest::newRow("chunked") << okHead
                + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    }
    void everyPrefixIsIncomplete()
    {
        QFETCH(QByteArray, bytes);
        for (qsizetype length = 0; length < bytes.size(); ++length) {
            const auto reply = readAll(QByteArrayView(bytes).first(length), 7);
            QVERIFY2(!reply, bytes.first(length).constData());
            QCOMPARE(reply.error().kind, Error::Kind::BadReply);
            QVERIFY(!reply.error().message.isEmpty());
        }
        QVERIFY(readAll(bytes, 7));
    }

    void badReplies_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray chunked = okHead + "Transfer-Encoding: chunked\r\n\r\n";
        QTest::newRow("other protocol") << QByteArray("CMD M601 Received.\r\nok\r\n\r\n");
        QTest::newRow("html without head") << QByteArray("<html></html>\r\n\r\n");
        QTest::newRow("no status") << QByteArray("HTTP/1.1 abc OK\r\n\r\n");
        QTest::newRow("endless head") << okHead + QByteArray(maxHttpHeadBytes, 'x');
        QTest::newRow("too many headers")
            << okHead + QByteArray("A: b\r\n").repeated(maxHttpHeaders + 1) + "\r\n";
        QTest::newRow("length not a number") << okHead + "Content-Length: five\r\n\r\nhello";
        QTest::newRow("length negative") << okHead + "Content-Length: -1\r\n\r\nhello";
        QTest::newRow("two lengths")
            << okHead + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!";
        QTest::newRow("length over the ceiling")
            << okHead + "Content-Length: 101\r\n\r\n" + QByteArray(101, 'x');
        QTest::newRow("until close over the ceiling") << okHead + "\r\n" + QByteArray(101, 'x');
        QTest::newRow("chunk over the ceiling")
            << chunked + "65\r\n" + QByteArray(101, 'x') + "\r\n0\r\n\r\n";
        QTest::newRow("chunks over the ceiling")
            << chunked + QByteArray("a\r\n0123456789\r\n").repeated(11) + "0\r\n\r\n";
        QTest::newRow("chunk size overflow") << chunked + "fffffffffffffffff\r\nx";
        QTest::newRow("chunk size not hex") << chunked + "x\r\n";
        QTest::newRow("chunk size signed") << chunked + "+5\r\nhello\r\n0\r\n\r\n";
        QTest::newRow("chunk size empty") << chunked + "\r\nhello";
        QTest::newRow("chunk longer than said") << chunked + "2\r\nhello\r\n0\r\n\r\n";
        QTest::newRow("chunk line endless") << chunked + "5;" + QByteArray(2000, 'x');
        QTest::newRow("trailers endless")
            << chunked + "0\r\n" + QByteArray("A: b\r\n").repeated(101);
        QTest::newRow("coding unknown")
            << okHead + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n";
        QTest::newRow("interim without end")
            << QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(9);
    }
    void badReplies()
    {
        QFETCH(QByteArray, bytes);
        for (const qsizetype pieceBytes : {qsizetype(1021), bytes.size()}) {
            const auto reply = readAll(bytes, pieceBytes);
            QVERIFY(!reply);
            QCOMPARE(reply.error().kind, Error::Kind::BadReply);
        }
    }

    void noReplyAtAll()
    {
        HttpReplyReader reader;
        QVERIFY(!reader.hasBegun());
        QCOMPARE(reader.close().error().kind, Error::Kind::BadReply);
    }

    void aReplyToHeadHasNoBody()
    {
        HttpReplyReader reader(100, true);
        const auto fed = reader.feed(QByteArray(okHead + "Content-Length: 5000\r\n\r\n"));
        QVERIFY(fed && *fed);
        QCOMPARE((*fed)->header("content-length"), QByteArray("5000"));
    }

    void randomBytesNeverPassCeilings()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 500; ++round) {
            QByteArray bytes = okHead + (round % 2 ? "Transfer-Encoding: chunked\r\n\r\n" : "");
            for (int i = random.bounded(300); i > 0; --i)
                bytes += "0123af;\r\n: x\0\xff"[random.bounded(14)];
            const auto reply = readAll(bytes, 1 + random.bounded(40));
            if (reply)
                QVERIFY(reply->body.size() <= 100);
            else
                QCOMPARE(reply.error().kind, Error::Kind::BadReply);
        }
    }
};

FLOTILLA_TEST(tst_HttpReplyReader)
#include "tst_httpreplyreader.moc"
