// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgesimulator.h"

#include "simulators/simulatorclient.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QJsonDocument>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_FlashForgeFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        SimulatorOptions options;
        options.slowReply = 300ms;
        options.rebootTime = 300ms;
        m_printer = std::make_unique<FlashForgeSimulator>(options);
        QVERIFY(m_printer->start());
    }
    void cleanup() { m_printer.reset(); }

    void everyFaultHasANameAndAMeaning()
    {
        const QStringList wanted {
            u"silent"_s,        u"slow"_s,       u"garbage"_s,      u"drop"_s,     u"busy"_s,
            u"wrong-code"_s,    u"lan-off"_s,    u"other-serial"_s, u"reboot"_s,   u"refuse"_s,
            u"full"_s,          u"lost-ack"_s,   u"ignore"_s,       u"no-start"_s, u"occupied"_s,
            u"no-packet-ack"_s, u"bad-packet"_s, u"lost-bytes"_s,   u"no-ok"_s,    u"bare-ok"_s,
            u"pieces"_s,        u"late-list"_s,  u"no-list"_s};
        QStringList names;
        for (const FaultInfo &fault : FlashForgeSimulator::faults()) {
            names.append(fault.name);
            QVERIFY(!fault.meaning.isEmpty());
        }
        QCOMPARE(names, wanted);
        QVERIFY(!m_printer->setFault(u"nonsense"_s));
        QCOMPARE(m_printer->fault(), QString());
        QVERIFY(m_printer->setFault(u"slow"_s));
        QCOMPARE(m_printer->fault(), u"slow"_s);
    }

    void silent()
    {
        QVERIFY(m_printer->setFault(u"silent"_s));
        for (const QByteArray &request :
             {postBytes("/detail", "{}"), uploadFor(*m_printer, sampleGcode()).request()}) {
            RawClient client(m_printer->httpPort());
            client.send(request);
            QCOMPARE(client.readHttpAnswer(200), QByteArray());
            QCOMPARE(client.socket().state(), QAbstractSocket::ConnectedState);
        }
        RawClient tcp(m_printer->tcpPort());
        QCOMPARE(tcp.command("~M119", 200), QByteArray());
        QVERIFY(m_printer->setFault({}));
        QCOMPARE(post(*m_printer, "/detail").json[u"code"_s].toInt(-9), 0);
    }

    void slow()
    {
        QVERIFY(m_printer->setFault(u"slow"_s));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(post(*m_printer, "/detail").json[u"code"_s].toInt(-9), 0);
        QVERIFY(timer.elapsed() >= 290);
        timer.restart();
        QVERIFY(RawClient(m_printer->tcpPort()).command("~M119").endsWith("ok\r\n"));
        QVERIFY(timer.elapsed() >= 290);
    }

    void H13_garbage()
    {
        QVERIFY(m_printer->setFault(u"garbage"_s));
        int empty = 0;
        for (int i = 0; i < 4; ++i) {
            const HttpAnswer answer = post(*m_printer, "/detail");
            QCOMPARE(answer.status, 200);
            QVERIFY(QJsonDocument::fromJson(answer.body).isNull());
            empty += answer.body.isEmpty() ? 1 : 0;
        }
        QCOMPARE(empty, 1);
    }

    void U6_dropCutsTheUpload()
    {
        QVERIFY(m_printer->setFault(u"drop"_s));
        RawClient client(m_printer->httpPort());
        client.send(uploadFor(*m_printer, sampleGcode() + QByteArray(3'000'000, '\n')).request());
        QVERIFY(client.waitForClose());
        QCOMPARE(client.readHttpAnswer(10), QByteArray());
        QVERIFY(m_printer->files().isEmpty());
        // Questions still work.
        QCOMPARE(post(*m_printer, "/detail").json[u"code"_s].toInt(-9), 0);
        QVERIFY(m_printer->setFault({}));
        QCOMPARE(upload(*m_printer, uploadFor(*m_printer, sampleGcode())).json[u"code"_s].toInt(-9),
                 0);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("code");
        QTest::newRow("wrong code") << u"wrong-code"_s << QByteArray("/detail") << 1;
        QTest::newRow("LAN off") << u"lan-off"_s << QByteArray("/detail") << -2;
        QTest::newRow("other serial") << u"other-serial"_s << QByteArray("/detail") << 1;
        QTest::newRow("busy is polled as before") << u"busy"_s << QByteArray("/detail") << 0;
        QTest::newRow("full is polled as before") << u"full"_s << QByteArray("/detail") << 0;
    }
    void refusals()
    {
        QFETCH(QString, fault);
        QFETCH(QByteArray, path);
        QFETCH(int, code);
        QVERIFY(m_printer->setFault(fault));
        QCOMPARE(post(*m_printer, path).json[u"code"_s].toInt(-9), code);
    }

    void uploadRefusals_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("message");
        QTest::newRow("busy") << u"busy"_s << u"busy"_s;
        QTest::newRow("full") << u"full"_s << u"Not enough space"_s;
        QTest::newRow("wrong code") << u"wrong-code"_s << u"Access code is different"_s;
        QTest::newRow("other serial") << u"other-serial"_s << u"SN is different"_s;
        QTest::newRow("LAN off") << u"lan-off"_s << u"Lan mode error"_s;
    }
    void uploadRefusals()
    {
        QFETCH(QString, fault);
        QFETCH(QString, message);
        QVERIFY(m_printer->setFault(fault));
        const HttpAnswer answer = upload(*m_printer, uploadFor(*m_printer, sampleGcode(), true));
        QVERIFY(answer.json[u"code"_s].toInt() != 0);
        QCOMPARE(answer.json[u"message"_s].toString(), message);
        QVERIFY(m_printer->files().isEmpty());
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void refuseAndReboot()
    {
        QVERIFY(m_printer->putFile(u"a.gcode"_s, sampleGcode()));
        QVERIFY(m_printer->panelStart({u"a.gcode"_s, false}));
        const quint16 http = m_printer->httpPort();
        const quint16 tcp = m_printer->tcpPort();
        RawClient open(http);
        QVERIFY(open.socket().waitForConnected());
        QVERIFY(m_printer->setFault(u"refuse"_s));
        QVERIFY(open.waitForClose());
        for (const quint16 port : {http, tcp}) {
            RawClient client(port);
            QVERIFY(!client.socket().waitForConnected(1000));
            QCOMPARE(client.socket().error(), QAbstractSocket::ConnectionRefusedError);
        }
        QVERIFY(m_printer->setFault({}));
        QCOMPARE(m_printer->httpPort(), http);
        QCOMPARE(detailOf(*m_printer)[u"status"_s].toString(), u"heating"_s); // the job went on

        QVERIFY(m_printer->setFault(u"reboot"_s));
        QVERIFY(!RawClient(http).socket().waitForConnected(100));
        QTRY_COMPARE(m_printer->fault(), QString());
        QCOMPARE(m_printer->tcpPort(), tcp);
        QCOMPARE(detailOf(*m_printer)[u"status"_s].toString(), u"ready"_s);
        QCOMPARE(m_printer->files().size(), 1);
    }

    void lostAck()
    {
        QVERIFY(m_printer->setFault(u"lost-ack"_s));
        RawClient client(m_printer->httpPort());
        client.send(uploadFor(*m_printer, sampleGcode(), true).request());
        QCOMPARE(client.readHttpAnswer(300), QByteArray());
        QCOMPARE(m_printer->files().size(), 1);
        QCOMPARE(detailOf(*m_printer)[u"status"_s].toString(), u"heating"_s);
        RawClient tcp(m_printer->tcpPort());
        tcp.command("~M601 S1");
        QCOMPARE(tcp.command("~M146 r0 g0 b0 F0", 200), QByteArray());
        QCOMPARE(detailOf(*m_printer)[u"lightStatus"_s].toString(), u"close"_s);
    }

    void ignore()
    {
        QVERIFY(m_printer->setFault(u"ignore"_s));
        QCOMPARE(control(*m_printer, u"lightControl_cmd"_s, {{u"status"_s, u"close"_s}})
                     .json[u"code"_s]
                     .toInt(-9),
                 0);
        QCOMPARE(detailOf(*m_printer)[u"lightStatus"_s].toString(), u"open"_s);
    }

    void noStart()
    {
        QVERIFY(m_printer->setFault(u"no-start"_s));
        QCOMPARE(upload(*m_printer, uploadFor(*m_printer, sampleGcode(), true))
                     .json[u"code"_s]
                     .toInt(-9),
                 0);
        QCOMPARE(m_printer->files().size(), 1);
        QCOMPARE(detailOf(*m_printer)[u"status"_s].toString(), u"ready"_s);
    }

    void faultFromTheStart()
    {
        SimulatorOptions options;
        options.fault = u"lan-off"_s;
        FlashForgeSimulator printer(options);
        QVERIFY(printer.start());
        QCOMPARE(post(printer, "/detail").json[u"code"_s].toInt(), -2);
        options.fault = u"nonsense"_s;
        FlashForgeSimulator wrong(options);
        QCOMPARE(wrong.start().error().kind, Error::Kind::WrongUse);
    }

private:
    std::unique_ptr<FlashForgeSimulator> m_printer;
};

FLOTILLA_TEST(tst_FlashForgeFaults)
#include "tst_flashforgefaults.moc"
