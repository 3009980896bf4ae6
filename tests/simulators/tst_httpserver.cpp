// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpserver.h"

#include "simulators/simulatorclient.h"
#include "support/testmain.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::net;
using namespace flotilla::test;
using namespace std::chrono_literals;

class tst_HttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        HttpServerLimits limits;
        limits.maxConnections = 4;
        limits.headTime = 300ms;
        limits.idleTime = 600ms;
        limits.lingerTime = 300ms;
        limits.maxDrainBytes = 100'000;
        m_server = std::make_unique<HttpServer>(limits);
        QVERIFY(m_server->listen(QHostAddress(QHostAddress::LocalHost), 0));
        connect(m_server.get(), &HttpServer::requestReceived, this,
                [this](HttpExchange *exchange) { take(exchange); });
        m_take = {};
        m_body.clear();
        m_bodyEnded = false;
    }
    void cleanup() { m_server.reset(); }

    void answersOneRequestAfterTheOther()
    {
        m_take = [](HttpExchange *exchange) { exchange->respond({.body = exchange->path()}); };
        RawClient client(m_server->port());
        client.send("GET /a?x=1 HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(parseAnswer(client.readHttpAnswer()).body, QByteArray("/a"));
        const HttpAnswer second = parseAnswer(client.readHttpAnswer());
        QCOMPARE(second.body, QByteArray("/b"));
        QVERIFY(second.head.contains("Connection: keep-alive"));
        client.send("GET /c HTTP/1.1\r\nConnection: close\r\n\r\n");
        QVERIFY(parseAnswer(client.readHttpAnswer()).head.contains("Connection: close"));
        QVERIFY(client.waitForClose());
    }

    void streamsABody()
    {
        m_take = [this](HttpExchange *exchange) {
            QVERIFY(exchange->acceptBody(1'000'000));
            collect(exchange);
        };
        QByteArray body(500'000, '\0');
        for (char &c : body)
            c = char(QRandomGenerator::global()->bounded(256));
        RawClient client(m_server->port());
        client.send(postBytes("/up", body));
        QCOMPARE(parseAnswer(client.readHttpAnswer()).status, 200);
        QVERIFY(m_body == body);
    }

    void continueIsSentOnlyForAWantedBody()
    {
        m_take = [this](HttpExchange *exchange) {
            if (exchange->path() == "/yes" && exchange->acceptBody(10))
                collect(exchange);
            else
                exchange->respond({.status = 403});
        };
        RawClient client(m_server->port());
        client.send("POST /yes HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        QVERIFY(client.readHttpAnswer().startsWith("HTTP/1.1 100 Continue\r\n"));
        client.send("abc");
        QCOMPARE(parseAnswer(client.readHttpAnswer()).status, 200);
        QCOMPARE(m_body, QByteArray("abc"));

        RawClient other(m_server->port());
        other.send("POST /no HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        QCOMPARE(parseAnswer(other.readHttpAnswer()).status, 403);
        QVERIFY(other.waitForClose());
    }

    void refusesWhatIsNotHttp_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::newRow("trash") << QByteArray("\x16\x03\x01\r\n\r\n") << 400;
        QTest::newRow("no method") << QByteArray("/detail HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("version") << QByteArray("GET / HTTP/1.7\r\n\r\n") << 505;
        QTest::newRow("negative length")
            << QByteArray("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n") << 400;
        QTest::newRow("two lengths")
            << QByteArray("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")
            << 400;
        QTest::newRow("chunked") << QByteArray(
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
                                 << 411;
        QTest::newRow("chunked and length") << QByteArray(
            "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc")
                                            << 411;
        QTest::newRow("strange expectation")
            << QByteArray("POST / HTTP/1.1\r\nExpect: miracles\r\nContent-Length: 1\r\n\r\n")
            << 417;
        QTest::newRow("endless head")
            << QByteArray("GET / HTTP/1.1\r\nA: ") + QByteArray(70'000, 'a') << 400;
        QTest::newRow("too many headers")
            << QByteArray("GET / HTTP/1.1\r\n") + QByteArray("A: b\r\n").repeated(200) + "\r\n"
            << 400;
    }
    void refusesWhatIsNotHttp()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        m_take = [](HttpExchange *exchange) { exchange->respond({}); };
        QSignalSpy refused(m_server.get(), &HttpServer::requestRefused);
        RawClient client(m_server->port());
        client.send(request);
        QCOMPARE(parseAnswer(client.readHttpAnswer()).status, status);
        QVERIFY(client.waitForClose());
        QCOMPARE(refused.size(), 1);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void aLongBodyIs413()
    {
        bool accepted = true;
        m_take = [&](HttpExchange *exchange) { accepted = exchange->acceptBody(10); };
        RawClient client(m_server->port());
        client.send(postBytes("/x", QByteArray(11, 'a')));
        QCOMPARE(parseAnswer(client.readHttpAnswer()).status, 413);
        QVERIFY(!accepted);
    }

    void anEarlyAnswerArrivesAlthoughTheClientIsStillSending()
    {
        m_take = [](HttpExchange *exchange) { exchange->respond({.body = "no"}); };
        RawClient client(m_server->port());
        client.send(postBytes("/x", QByteArray(90'000, 'a')));
        QCOMPARE(parseAnswer(client.readHttpAnswer()).body, QByteArray("no"));
        QVERIFY(client.waitForClose());
    }

    void drainingHasACeiling()
    {
        m_take = [](HttpExchange *exchange) { exchange->respond({.body = "no"}); };
        RawClient client(m_server->port());
        client.send(postBytes("/x", QByteArray(5'000'000, 'a')));
        QVERIFY(client.waitForClose());
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void mayAnswerLaterInPartOrDrop()
    {
        QPointer<HttpExchange> kept;
        m_take = [&](HttpExchange *exchange) { kept = exchange; };
        RawClient client(m_server->port());
        client.send("GET /later HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(kept);
        kept->respond({.body = "late"});
        kept->respond({.body = "twice"});
        QCOMPARE(parseAnswer(client.readHttpAnswer()).body, QByteArray("late"));
        QTRY_VERIFY(!kept);

        client.send("GET /part HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(kept);
        kept->respondCutOff({.body = "0123456789"}, 4);
        const HttpAnswer part = parseAnswer(client.readHttpAnswer());
        QVERIFY(part.head.contains("Content-Length: 10"));
        QCOMPARE(part.body, QByteArray("0123"));
        QVERIFY(client.waitForClose());

        RawClient dropped(m_server->port());
        dropped.send("GET /drop HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(kept);
        QSignalSpy closed(kept, &HttpExchange::closed);
        kept->drop();
        QVERIFY(dropped.waitForClose());
        QCOMPARE(closed.size(), 1);
    }

    void aRequestNobodyAnswersOutlivesTheIdleTime()
    {
        QPointer<HttpExchange> kept;
        m_take = [&](HttpExchange *exchange) { kept = exchange; };
        RawClient client(m_server->port());
        client.send("GET /never HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(kept);
        QVERIFY(!client.waitForClose(900));
        QSignalSpy closed(kept, &HttpExchange::closed);
        client.socket().abort();
        QTRY_COMPARE(closed.size(), 1);
        QTRY_VERIFY(!kept);
    }

    void silentClientsAreCut_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no byte") << QByteArray();
        QTest::newRow("half a head") << QByteArray("GET / HT");
        QTest::newRow("half a body")
            << QByteArray("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc");
    }
    void silentClientsAreCut()
    {
        QFETCH(QByteArray, bytes);
        m_take = [this](HttpExchange *exchange) {
            exchange->acceptBody(100);
            collect(exchange);
        };
        RawClient client(m_server->port());
        client.send(bytes);
        QTRY_COMPARE(m_server->connectionCount(), 1);
        QVERIFY(client.waitForClose(3000));
        QVERIFY(!m_bodyEnded);
    }

    void connectionsHaveACeiling()
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 5; ++i)
            clients.push_back(std::make_unique<RawClient>(m_server->port()));
        QTRY_COMPARE(m_server->connectionCount(), 4);
        QTRY_VERIFY(std::any_of(clients.begin(), clients.end(), [](auto &client) {
            return client->socket().state() == QAbstractSocket::UnconnectedState;
        }));
    }

    void aPausedBodyHoldsTheClientBack()
    {
        QPointer<HttpExchange> kept;
        m_take = [&](HttpExchange *exchange) {
            exchange->acceptBody(100'000'000);
            exchange->setBodyPaused(true);
            collect(exchange);
            kept = exchange;
        };
        RawClient client(m_server->port());
        client.send(postBytes("/x", QByteArray(40'000'000, 'a')));
        QTRY_VERIFY(kept);
        QVERIFY(!QTest::qWaitFor([&] { return client.socket().bytesToWrite() == 0; }, 300));
        QVERIFY(m_body.isEmpty());
        kept->setBodyPaused(false);
        QCOMPARE(parseAnswer(client.readHttpAnswer(20'000)).status, 200);
        QCOMPARE(m_body.size(), 40'000'000);
    }

    void closingTheServerEndsEveryExchange()
    {
        QPointer<HttpExchange> kept;
        m_take = [&](HttpExchange *exchange) { kept = exchange; };
        RawClient client(m_server->port());
        client.send("GET / HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(kept);
        QSignalSpy closed(kept, &HttpExchange::closed);
        m_server->close();
        QCOMPARE(closed.size(), 1);
        QVERIFY(client.waitForClose());
        QVERIFY(!m_server->isListening());
    }

    void anyBytesInAnyPiecesLeaveItAlive()
    {
        m_take = [this](HttpExchange *exchange) {
            exchange->acceptBody(1000);
            collect(exchange);
        };
        const QByteArray good = postBytes("/x", "0123456789");
        for (qsizetype cut = 0; cut <= good.size(); ++cut) {
            RawClient client(m_server->port());
            client.send(good.first(cut));
            sendAndGo(client);
        }
        QRandomGenerator random(7);
        for (int i = 0; i < 50; ++i) {
            QByteArray bytes(random.bounded(300), '\0');
            for (char &c : bytes)
                c = char(random.bounded(256));
            RawClient client(m_server->port());
            client.send(bytes + "\r\n\r\n");
            sendAndGo(client);
        }
        m_body.clear();
        RawClient client(m_server->port());
        client.send(good);
        QCOMPARE(parseAnswer(client.readHttpAnswer()).status, 200);
        QCOMPARE(m_body, QByteArray("0123456789"));
    }

private:
    void take(HttpExchange *exchange)
    {
        if (m_take)
            m_take(exchange);
    }

    void sendAndGo(RawClient &client)
    {
        const auto settled = [&] { return client.socket().bytesToWrite() == 0; };
        QVERIFY(client.socket().waitForConnected());
        client.socket().flush();
        QVERIFY(settled());
        QCoreApplication::processEvents();
        client.socket().abort();
        while (m_server->connectionCount() > 0)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    void collect(HttpExchange *exchange)
    {
        connect(exchange, &HttpExchange::bodyReceived, this,
                [this](const QByteArray &bytes) { m_body += bytes; });
        connect(exchange, &HttpExchange::bodyEnded, this, [this, exchange] {
            m_bodyEnded = true;
            exchange->respond({.body = "done"});
        });
    }

    std::unique_ptr<HttpServer> m_server;
    std::function<void(HttpExchange *)> m_take;
    QByteArray m_body;
    bool m_bodyEnded = false;
};

FLOTILLA_TEST(tst_HttpServer)
#include "tst_httpserver.moc"
