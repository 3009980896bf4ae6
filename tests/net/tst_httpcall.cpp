// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpcall.h"

#include "rawpeer.h"
#include "support/testmain.h"

#include <QNetworkProxy>

using namespace flotilla;
using namespace flotilla::net;
using namespace Qt::StringLiterals;
using flotilla::test::RawPeer;

namespace {

HttpRequest requestTo(quint16 port)
{
    HttpRequest request;
    request.host = u"127.0.0.1"_s;
    request.port = port;
    request.path = "/detail";
    request.body = "{}";
    request.connectTimeout = std::chrono::milliseconds(2000);
    request.timeout = std::chrono::milliseconds(2000);
    return request;
}

bool hasWholeRequest(const RawPeer &peer)
{
    return peer.received().endsWith("\r\n\r\n{}");
}

} // namespace

class tst_HttpCall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsExactlyWhatWasAsked()
    {
        RawPeer peer;
        peer.onBytes = [&] {
            if (hasWholeRequest(peer))
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"code\":0}");
        };
        HttpRequest request = requestTo(peer.port());
        request.headers
            = {{"Content-Type", "application/json"}, {"serialNumber", "SN1"}, {"checkCode", "01"}};
        const auto command = HttpCall::start(request, this);
        QTRY_VERIFY(command.isFinished());
        QVERIFY(*command.result());
        QCOMPARE((*command.result())->status, 200);
        QCOMPARE((*command.result())->body, QByteArray("{\"code\":0}"));
        QCOMPARE(
            peer.received(),
            "POST /detail HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(peer.port())
                + "\r\nContent-Type: application/json\r\nserialNumber: SN1\r\ncheckCode: 01\r\n"
                  "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
        QTRY_VERIFY(!peer.hasConnection());
        QTRY_VERIFY(findChildren<HttpCall *>().isEmpty());
        QCOMPARE(peer.connections(), 1);
    }

    void replyInPiecesOfThreeBytes()
    {
        RawPeer peer;
        peer.onBytes = [&] {
            if (hasWholeRequest(peer))
                peer.sendInPieces("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                  "5\r\nhello\r\n0\r\n\r\n",
                                  3);
        };
        const auto command = HttpCall::start(requestTo(peer.port()), this);
        QTRY_VERIFY(command.isFinished());
        QVERIFY(*command.result());
        QCOMPARE((*command.result())->body, QByteArray("hello"));
    }

    void replyThatEndsWithTheConnection()
    {
        RawPeer peer;
        peer.onBytes = [&] {
            if (hasWholeRequest(peer))
                peer.sendAndClose("HTTP/1.0 404 Not Found\r\n\r\n404 page not found");
        };
        const auto command = HttpCall::start(requestTo(peer.port()), this);
        QTRY_VERIFY(command.isFinished());
        QVERIFY(*command.result());
        QCOMPARE((*command.result())->status, 404);
        QCOMPARE((*command.result())->body, QByteArray("404 page not found"));
    }

    // What the peer does once it has the request × what comes of it.
    void failures_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("then");
        QTest::addColumn<Error::Kind>("kind");
        using Kind = Error::Kind;
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        QTest::newRow("silent") << QByteArray() << u"wait"_s << Kind::TimedOut;
        QTest::newRow("closed without a word") << QByteArray() << u"close"_s << Kind::BadReply;
        QTest::newRow("reset without a word") << QByteArray() << u"reset"_s << Kind::BadReply;
        QTest::newRow("garbage") << QByteArray("\x16\x03\x01\0\xff\r\n\r\n", 9) << u"wait"_s
                                 << Kind::BadReply;
        QTest::newRow("html") << QByteArray("<html>busy</html>\r\n\r\n") << u"wait"_s
                              << Kind::BadReply;
        QTest::newRow("half head, silent")
            << QByteArray("HTTP/1.1 200 OK\r\nCont") << u"wait"_s << Kind::TimedOut;
        QTest::newRow("half head, closed")
            << QByteArray("HTTP/1.1 200 OK\r\nCont") << u"close"_s << Kind::BadReply;
        QTest::newRow("head too long")
            << ok + "X: " + QByteArray(100'000, 'x') << u"wait"_s << Kind::BadReply;
        QTest::newRow("body cut, silent")
            << ok + "Content-Length: 9\r\n\r\n{\"co" << u"wait"_s << Kind::TimedOut;
        QTest::newRow("body cut, closed")
            << ok + "Content-Length: 9\r\n\r\n{\"co" << u"close"_s << Kind::BadReply;
        QTest::newRow("chunks cut, closed")
            << ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
            << u"close"_s << Kind::BadReply;
        QTest::newRow("length over the ceiling") << ok + "Content-Length: 1001\r\n\r\n"
                                                 << u"wait"_s << Kind::BadReply;
        QTest::newRow("body over the ceiling")
            << ok + "\r\n" + QByteArray(500'000, 'x') << u"wait"_s << Kind::BadReply;
    }
    void failures()
    {
        QFETCH(QByteArray, reply);
        QFETCH(QString, then);
        QFETCH(Error::Kind, kind);
        RawPeer peer;
        bool answered = false;
        peer.onBytes = [&] {
            if (!hasWholeRequest(peer) || std::exchange(answered, true))
                return;
            peer.send(reply);
            if (then == u"close"_s)
                peer.close();
            else if (then == u"reset"_s)
                peer.reset();
        };
        HttpRequest request = requestTo(peer.port());
        request.maxReplyBytes = 1000;
        if (kind == Error::Kind::TimedOut)
            request.timeout = std::chrono::milliseconds(60);
        const auto command = HttpCall::start(request, this);
        QTRY_VERIFY(command.isFinished());
        QVERIFY(!*command.result());
        const Error error = command.result()->error();
        QCOMPARE(errorKindName(error.kind), errorKindName(kind));
        QVERIFY(error.message.endsWith(u'.'));
        QVERIFY(!error.detail.isEmpty());
        QTRY_VERIFY(findChildren<HttpCall *>().isEmpty());
        QCOMPARE(peer.connections(), 1); // never tried a second time
    }

    void aSlowDripIsTimedOutToo()
    {
        RawPeer peer;
        peer.onBytes = [&] {
            if (hasWholeRequest(peer))
                peer.sendInPieces("HTTP/1.1 200 OK\r\n" + QByteArray("A: b\r\n").repeated(8000), 1);
        };
        HttpRequest request = requestTo(peer.port());
        request.timeout = std::chrono::milliseconds(60);
        const auto command = HttpCall::start(request, this);
        QTRY_VERIFY(command.isFinished());
        QCOMPARE(command.result()->error().kind, Error::Kind::TimedOut);
    }

    void nobodyListens()
    {
        const auto command = HttpCall::start(requestTo(flotilla::test::deadPort()), this);
        QTRY_VERIFY(command.isFinished());
        QCOMPARE(command.result()->error().kind, Error::Kind::Unreachable);
        QVERIFY(command.result()->error().message.contains("127.0.0.1"_L1));
    }

    void noSuchHost()
    {
        HttpRequest request = requestTo(80);
        request.host = u"no-such-printer.invalid"_s;
        request.connectTimeout = std::chrono::milliseconds(4000);
        const auto command = HttpCall::start(request, this);
        QTRY_VERIFY(command.isFinished());
        QCOMPARE(command.result()->error().kind, Error::Kind::Unreachable);
        QVERIFY(command.result()->error().message.contains(request.host));
    }

    void connectTakesTooLong()
    {
        const flotilla::test::FullListener listener;
        HttpRequest request = requestTo(listener.port());
        request.connectTimeout = std::chrono::milliseconds(50);
        const auto command = HttpCall::start(request, this);
        QTRY_VERIFY(command.isFinished());
        QCOMPARE(command.result()->error().kind, Error::Kind::Unreachable);
        QVERIFY(command.result()->error().detail.contains("timed out"_L1));
    }

    void requestsThatBreakTheirLineAreRefused_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        const QString host = u"127.0.0.1"_s;
        const QByteArray post = "POST";
        const QByteArray path = "/a";
        const QByteArray name = "X";
        QTest::newRow("value CRLF") << host << post << path << name << QByteArray("1\r\nY: 2");
        QTest::newRow("value LF") << host << post << path << name << QByteArray("1\nY: 2");
        QTest::newRow("value NUL") << host << post << path << name << QByteArray("1\0", 2);
        QTest::newRow("name with colon")
            << host << post << path << QByteArray("X:") << QByteArray("1");
        QTest::newRow("name empty") << host << post << path << QByteArray() << QByteArray("1");
        QTest::newRow("name added here")
            << host << post << path << QByteArray("content-length") << QByteArray("1");
        QTest::newRow("path CRLF")
            << host << post << QByteArray("/a\r\nX: y") << name << QByteArray("1");
        QTest::newRow("path blank")
            << host << post << QByteArray("/a b") << name << QByteArray("1");
        QTest::newRow("path relative")
            << host << post << QByteArray("a") << name << QByteArray("1");
        QTest::newRow("method") << host << QByteArray("PO ST") << path << name << QByteArray("1");
        QTest::newRow("host empty") << QString() << post << path << name << QByteArray("1");
        QTest::newRow("host with line end")
            << u"a\r\nb"_s << post << path << name << QByteArray("1");
        QTest::newRow("host with path") << u"a/b"_s << post << path << name << QByteArray("1");
    }
    void requestsThatBreakTheirLineAreRefused()
    {
        RawPeer peer;
        HttpRequest request = requestTo(peer.port());
        QFETCH(QString, host);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        request.host = host;
        request.method = method;
        request.path = path;
        request.headers = {{name, value}};
        const auto command = HttpCall::start(request, this);
        QVERIFY(command.isFinished());
        QCOMPARE(command.result()->error().kind, Error::Kind::WrongUse);
    }

    void ownerGoesFirst()
    {
        RawPeer peer;
        auto owner = std::make_unique<QObject>();
        const auto command = HttpCall::start(requestTo(peer.port()), owner.get());
        QTRY_VERIFY(hasWholeRequest(peer));
        owner.reset();
        QVERIFY(command.isFinished());
        QCOMPARE(command.result()->error().kind, Error::Kind::Canceled);
        QTRY_VERIFY(!peer.hasConnection());
    }

    void applicationProxyIsNotUsed()
    {
        QNetworkProxy::setApplicationProxy(
            QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, flotilla::test::deadPort()));
        RawPeer peer;
        peer.onBytes = [&] {
            if (hasWholeRequest(peer))
                peer.sendAndClose("HTTP/1.1 200 OK\r\n\r\nok");
        };
        const auto command = HttpCall::start(requestTo(peer.port()), this);
        const bool ended = QTest::qWaitFor([&] { return command.isFinished(); });
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
        QVERIFY(ended);
        QVERIFY(*command.result());
    }

    void manyAtOnce()
    {
        constexpr int count = 50;
        std::vector<std::unique_ptr<RawPeer>> peers;
        std::vector<Command<HttpReply>> commands;
        for (int i = 0; i < count; ++i) {
            peers.push_back(std::make_unique<RawPeer>());
            RawPeer *peer = peers.back().get();
            peer->onBytes = [peer, i] {
                if (hasWholeRequest(*peer))
                    peer->sendAndClose("HTTP/1.1 200 OK\r\n\r\n" + QByteArray::number(i));
            };
            commands.push_back(HttpCall::start(requestTo(peer->port()), this));
        }
        for (int i = 0; i < count; ++i) {
            QTRY_VERIFY(commands[size_t(i)].isFinished());
            QVERIFY(*commands[size_t(i)].result());
            QCOMPARE((*commands[size_t(i)].result())->body, QByteArray::number(i));
        }
    }
};

FLOTILLA_TEST(tst_HttpCall)
#include "tst_httpcall.moc"
