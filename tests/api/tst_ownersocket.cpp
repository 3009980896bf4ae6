// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceworld.h"

#include "api/ownerclient.h"
#include "api/ownerlock.h"
#include "api/ownermessages.h"
#include "api/ownersocket.h"

#include "support/testmain.h"

#include <QFile>
#include <QLocalSocket>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::api;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// A client that says what it likes.
class RawClient
{
public:
    explicit RawClient(const QString &path) { m_socket.connectToServer(path); }

    void say(const QByteArray &bytes) { m_socket.write(bytes); }
    void greet() { say(encodeMessage("hello"_L1, {{u"protocol"_s, ownerProtocol}})); }
    void ask(const CommandRequest &request)
    {
        say(encodeMessage("request"_L1, {{u"request"_s, request.toJson()}}));
    }
    // The types of the messages heard so far.
    QStringList heard()
    {
        m_bytes += m_socket.readAll();
        QStringList types;
        for (const QByteArray &line : m_bytes.split('\n')) {
            if (const auto message = decodeMessage(line))
                types << (*message)[u"type"_s].toString();
        }
        return types;
    }
    bool isGone() const { return m_socket.state() == QLocalSocket::UnconnectedState; }
    void leave() { m_socket.abort(); }

private:
    QLocalSocket m_socket;
    QByteArray m_bytes;
};

// What an OwnerClient hears.
struct Handed
{
    explicit Handed(const QString &path, const CommandRequest &request)
    {
        QObject::connect(&client, &OwnerClient::document, &client,
                         [this](const QJsonValue &value) { heard.documents << value; });
        QObject::connect(&client, &OwnerClient::finished, &client,
                         [this](const CommandEnd &end) { heard.end = end; });
        QObject::connect(&client, &OwnerClient::lost, &client,
                         [this](OwnerClient::Loss how) { loss = how; });
        client.start({path}, request);
    }

    Heard heard;
    std::optional<OwnerClient::Loss> loss;
    OwnerClient client;
};

} // namespace

class tst_OwnerSocket : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServiceWorld> m_world;
    std::unique_ptr<OwnerSocket> m_socket;
    QString m_path;

    // An upload through the socket that has reached the driver.
    bool uploadReachesTheDriver()
    {
        return QTest::qWaitFor(
            [&] { return m_world->driver(u"Hall 1"_s) && m_world->driver(u"Hall 1"_s)->transfer; },
            5'000);
    }
    CommandRequest uploadRequest()
    {
        const QString path = m_world->folder.filePath(u"part.gcode"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write("G28\n") != 4)
            qFatal("cannot write the file");
        return m_world->request(u"upload"_s, {{u"printer"_s, u"Hall 1"_s}, {u"file"_s, path}});
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<ServiceWorld>();
        m_world->capabilities.storesFiles = true;
        m_world->capabilities.fileTypes = {u"gcode"_s};
        m_world->add(u"Hall 1"_s);
        m_socket = std::make_unique<OwnerSocket>(m_world->service->commands(), u"serve"_s);
        m_path = *ownerSocketPath(m_world->folder.path());
        QVERIFY(m_socket->listen(m_path));
    }
    void cleanup()
    {
        m_socket.reset();
        m_world.reset();
    }

    void theOwnerGivesTheSameDocuments()
    {
        Handed handed(m_path, m_world->request(u"list"_s));
        QTRY_VERIFY(handed.heard.end);
        QVERIFY(handed.heard.isGood());
        QCOMPARE(handed.heard.documents, m_world->run(u"list"_s).documents);
    }

    void errorsCrossTheSocketWhole()
    {
        Handed handed(m_path, m_world->request(u"pause"_s, {{u"printer"_s, u"Attic"_s}}));
        QTRY_VERIFY(handed.heard.end);
        QCOMPARE(handed.heard.end->error,
                 m_world->run(u"pause"_s, {{u"printer"_s, u"Attic"_s}}).end->error);
    }

    void aStaleSocketFileIsReplaced()
    {
        m_socket.reset();
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        m_socket = std::make_unique<OwnerSocket>(m_world->service->commands(), u"serve"_s);
        QVERIFY(m_socket->listen(m_path));
        Handed handed(m_path, m_world->request(u"list"_s));
        QTRY_VERIFY(handed.heard.end);
    }

    void nobodyThereIsSaid()
    {
        m_socket.reset();
        Handed handed(m_path, m_world->request(u"list"_s));
        QTRY_COMPARE(handed.loss, OwnerClient::Loss::NobodyThere);
    }

    void aLookAtWhoIsThereBeginsNothing()
    {
        OwnerClient client;
        QSignalSpy greeted(&client, &OwnerClient::greeted);
        QSignalSpy finished(&client, &OwnerClient::finished);
        client.start({u"/nowhere/socket"_s, m_path}, std::nullopt);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(greeted.size(), 1);
        const auto owner = greeted.first().first().value<OwnerHello>();
        QCOMPARE(owner.role, u"serve"_s);
        QCOMPARE(owner.pid, QCoreApplication::applicationPid());
    }

    void aClientThatLeavesStopsItsTransfer()
    {
        RawClient client(m_path);
        client.greet();
        client.ask(uploadRequest());
        QVERIFY(uploadReachesTheDriver());
        QPointer<FakeTransfer> transfer = m_world->driver(u"Hall 1"_s)->transfer;
        client.leave();
        QTRY_VERIFY(!transfer || transfer->isFinished());
        QTRY_VERIFY(m_world->service->commands().running().isEmpty());
        QTRY_COMPARE(m_socket->clients(), 0);
    }

    void aClientThatLeavesStopsNothingElse()
    {
        m_world->state.state = State::Printing;
        RawClient client(m_path);
        client.greet();
        client.ask(m_world->request(u"pause"_s, {{u"printer"_s, u"Hall 1"_s}}));
        QTRY_VERIFY(m_world->driver(u"Hall 1"_s));
        client.leave();
        QTRY_COMPARE(m_socket->clients(), 0);
        QTRY_COMPARE(m_world->driver(u"Hall 1"_s)->told, QStringList(u"pause"_s));
    }

    void cancelIsAnsweredWithTheEnd()
    {
        Handed handed(m_path, uploadRequest());
        QVERIFY(uploadReachesTheDriver());
        handed.client.cancel();
        QTRY_VERIFY(handed.heard.end);
        QCOMPARE(handed.heard.kind(), Error::Kind::Canceled);
    }

    void hostileBytesCostOnlyTheirClient_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray hello = encodeMessage("hello"_L1, {{u"protocol"_s, ownerProtocol}});
        QTest::newRow("no message") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("binary") << QByteArray("\x00\x01\xff\n", 4);
        QTest::newRow("request without hello")
            << encodeMessage("request"_L1, {{u"request"_s, QJsonObject()}});
        QTest::newRow("another protocol") << encodeMessage("hello"_L1, {{u"protocol"_s, 99}});
        QTest::newRow("hello twice") << hello + hello;
        QTest::newRow("unknown message") << hello + encodeMessage("dance"_L1);
        QTest::newRow("request that is none")
            << hello + encodeMessage("request"_L1, {{u"request"_s, 5}});
        QTest::newRow("endless line") << QByteArray(maxRequestBytes + 2, 'x');
    }

    void hostileBytesCostOnlyTheirClient()
    {
        QFETCH(QByteArray, bytes);
        RawClient client(m_path);
        client.say(bytes);
        QTRY_VERIFY(client.isGone());
        QTRY_COMPARE(m_socket->clients(), 0);
        QVERIFY(m_world->service->commands().running().isEmpty());
        Handed handed(m_path, m_world->request(u"list"_s));
        QTRY_VERIFY(handed.heard.end);
    }

    void halfAMessageBeginsNothing()
    {
        RawClient client(m_path);
        client.greet();
        const QByteArray whole
            = encodeMessage("request"_L1, {{u"request"_s, m_world->request(u"list"_s).toJson()}});
        client.say(whole.left(whole.size() / 2));
        QTRY_VERIFY(client.heard().contains(u"hello"_s));
        client.leave();
        QTRY_COMPARE(m_socket->clients(), 0);
        QVERIFY(m_world->service->commands().running().isEmpty());
    }

    void aMessageInPiecesIsOneMessage()
    {
        RawClient client(m_path);
        const QByteArray whole = encodeMessage("hello"_L1, {{u"protocol"_s, ownerProtocol}})
            + encodeMessage("request"_L1, {{u"request"_s, m_world->request(u"list"_s).toJson()}});
        for (const char byte : whole) {
            client.say(QByteArray(1, byte));
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(client.heard(),
                     QStringList({u"hello"_s, u"accepted"_s, u"document"_s, u"finished"_s}));
    }

    void aCrowdIsBounded()
    {
        std::vector<std::unique_ptr<RawClient>> crowd;
        for (int i = 0; i < OwnerSocket::mostClients + 20; ++i) {
            crowd.push_back(std::make_unique<RawClient>(m_path));
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(m_socket->clients(), OwnerSocket::mostClients);
        crowd.clear();
        QTRY_COMPARE(m_socket->clients(), 0);
        Handed handed(m_path, m_world->request(u"list"_s));
        QTRY_VERIFY(handed.heard.end);
    }

    void aClientThatDoesNotReadIsLetGo()
    {
        constexpr int megabytes = 2 * maxAnswerBytes / (1024 * 1024) + 2;
        m_world->service->commands().add(
            {.name = u"flood"_s, .arguments = {}, .run = [](CommandTask &task) {
                 for (int i = 0; i < megabytes; ++i)
                     task.sendDocument(QJsonObject {{u"x"_s, QString(1024 * 1024, u'x')}});
             }});
        QLocalSocket client;
        client.setReadBufferSize(1);
        client.connectToServer(m_path);
        client.write(
            encodeMessage("hello"_L1, {{u"protocol"_s, ownerProtocol}})
            + encodeMessage("request"_L1, {{u"request"_s, m_world->request(u"flood"_s).toJson()}}));
        QTRY_COMPARE(m_world->service->commands().running().size(), 1);
        QTRY_COMPARE(m_socket->clients(), 0);
        Handed handed(m_path, m_world->request(u"list"_s));
        QTRY_VERIFY(handed.heard.end);
    }

    // A command that was begun is not begun again, whoever hands it over.
    void theSameCommandTwiceIsRefused()
    {
        const CommandRequest request = m_world->request(u"list"_s);
        Handed first(m_path, request);
        QTRY_VERIFY(first.heard.end);
        Handed second(m_path, request);
        QTRY_VERIFY(second.heard.end);
        QCOMPARE(second.heard.kind(), Error::Kind::Refused);
    }

    void anOwnerThatLeavesSendsReadersOn()
    {
        Handed watching(m_path, m_world->request(u"status"_s, {{u"watch"_s, true}}));
        QTRY_VERIFY(!watching.heard.documents.isEmpty());
        QSignalSpy left(m_socket.get(), &OwnerSocket::left);
        m_socket->leave();
        QTRY_COMPARE(watching.loss, OwnerClient::Loss::NotBegun);
        QTRY_COMPARE(left.size(), 1);
    }

    void anOwnerThatLeavesEndsWhatItBegan()
    {
        Handed sending(m_path, uploadRequest());
        QVERIFY(uploadReachesTheDriver());
        QSignalSpy left(m_socket.get(), &OwnerSocket::left);
        m_socket->leave();
        QCoreApplication::processEvents();
        QCOMPARE(left.size(), 0);
        m_world->driver(u"Hall 1"_s)
            ->transfer->finish(TransferResult {u"part.gcode"_s, 4, QByteArray(32, 'a')});
        QTRY_VERIFY(sending.heard.end);
        QVERIFY(sending.heard.isGood());
        QTRY_COMPARE(left.size(), 1);
    }

    void anOwnerThatMustGoSaysSo()
    {
        Handed sending(m_path, uploadRequest());
        QVERIFY(uploadReachesTheDriver());
        QPointer<FakeTransfer> transfer = m_world->driver(u"Hall 1"_s)->transfer;
        m_socket->close();
        QTRY_VERIFY(sending.heard.end);
        QCOMPARE(sending.heard.kind(), Error::Kind::Canceled);
        QTRY_VERIFY(!transfer || transfer->isFinished());
    }

    void anOwnerThatVanishesInTheMiddleIsUnknown()
    {
        QLocalServer impostor;
        QLocalServer::removeServer(m_path + u"x"_s);
        QVERIFY(impostor.listen(m_path + u"x"_s));
        Handed handed(m_path + u"x"_s, m_world->request(u"list"_s));
        QTRY_VERIFY(impostor.hasPendingConnections());
        std::unique_ptr<QLocalSocket> peer(impostor.nextPendingConnection());
        peer->write(encodeMessage("hello"_L1, {{u"protocol"_s, ownerProtocol}})
                    + encodeMessage("accepted"_L1));
        peer->flush();
        QTRY_VERIFY(peer->bytesAvailable() > 0);
        peer.reset();
        QTRY_COMPARE(handed.loss, OwnerClient::Loss::Unknown);
    }
};

FLOTILLA_TEST(tst_OwnerSocket)
#include "tst_ownersocket.moc"
