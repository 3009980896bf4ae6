// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/networkaccess.h"

#include "rawpeer.h"
#include "support/testmain.h"

#include <QTemporaryFile>
#include <QThreadPool>

using namespace flotilla;
using namespace flotilla::net;
using namespace Qt::StringLiterals;
using flotilla::test::RawPeer;

class tst_NetworkAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sends()
    {
        QThreadPool pool;
        NetworkAccess network(&pool);
        RawPeer peer;
        peer.onBytes = [&] {
            if (peer.received().endsWith("\r\n\r\n"))
                peer.sendAndClose("HTTP/1.1 200 OK\r\n\r\nhello");
        };
        QByteArray body;
        network.send({.host = u"127.0.0.1"_s, .port = peer.port(), .method = "GET"})
            .onFinished(this, [&](const Result<HttpReply> &reply) { body = reply->body; });
        QTRY_COMPARE(body, QByteArray("hello"));
    }

    void callerMayGoFirst()
    {
        QThreadPool pool;
        NetworkAccess network(&pool);
        RawPeer peer;
        auto caller = std::make_unique<QObject>();
        bool called = false;
        const auto command
            = network.send({.host = u"127.0.0.1"_s, .port = peer.port(), .method = "GET"});
        command.onFinished(caller.get(), [&](const auto &) { called = true; });
        QTRY_VERIFY(!peer.received().isEmpty());
        caller.reset();
        peer.sendAndClose("HTTP/1.1 200 OK\r\n\r\nlate");
        QTRY_VERIFY(command.isFinished());
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void goingEndsWhatIsUnderWay()
    {
        QThreadPool pool;
        auto network = std::make_unique<NetworkAccess>(&pool);
        RawPeer peer;
        const auto command
            = network->send({.host = u"127.0.0.1"_s, .port = peer.port(), .method = "GET"});
        QTRY_VERIFY(!peer.received().isEmpty());
        network.reset();
        QCOMPARE(command.result()->error().kind, Error::Kind::Canceled);
    }

    void uploads()
    {
        QThreadPool pool;
        NetworkAccess network(&pool);
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("G28\n");
        file.flush();
        RawPeer peer;
        peer.onBytes = [&] {
            if (peer.received().endsWith("--\r\n"))
                peer.sendAndClose("HTTP/1.1 200 OK\r\n\r\n{\"code\":0}");
        };
        HttpUpload *upload = network.upload({.host = u"127.0.0.1"_s,
                                             .port = peer.port(),
                                             .filePath = file.fileName(),
                                             .fileName = u"a.gcode"_s},
                                            this);
        std::optional<Result<TransferResult>> result;
        connect(upload, &HttpUpload::finished, this, [&](const auto &r) { result = r; });
        QTRY_VERIFY(result);
        QVERIFY(*result);
        QCOMPARE((*result)->bytes, 4);
    }
};

FLOTILLA_TEST(tst_NetworkAccess)
#include "tst_networkaccess.moc"
