// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzprintingsimulator.h"

#include "simulators/xyzclient.h"
#include "support/manualclock.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTcpSocket>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// A recorded line with its numbers taken out; of serial numbers, names and addresses only the key.
QByteArray shapeOf(const QByteArray &line)
{
    if (line.size() > 1 && line[1] == ':' && QByteArrayView("iwnXv4l").contains(line[0]))
        return line.first(2);
    QString text = QString::fromLatin1(line);
    static const QRegularExpression number(u"-?[0-9]+(\\.[0-9]+)?"_s);
    static const QRegularExpression word(u"\"(on|off|yes|no)\"|a[+-]$"_s);
    return text.replace(number, u"N"_s).replace(word, u"W"_s).toLatin1();
}

QByteArray shapesOf(const QByteArray &reply)
{
    QByteArrayList shapes;
    for (const QByteArray &line : reply.split('\n'))
        shapes.append(shapeOf(line));
    return shapes.join('\n');
}

} // namespace

class tst_XyzQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(u"mini-w"_s); }
    void cleanup() { m_printer.reset(); }

    void answersLikeTheRecordings_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<bool>("prints");
        QTest::newRow("mini w") << u"miniw_query_a_wifi.txt"_s << u"mini-w"_s << QString() << false;
        QTest::newRow("nano idle") << u"nano_query_a_idle.txt"_s << u"nano"_s << QString() << false;
        QTest::newRow("nano printing")
            << u"nano_query_a_printing.txt"_s << u"nano"_s << QString() << true;
        QTest::newRow("pro") << u"pro_query_a_usb.txt"_s << u"pro"_s << QString() << false;
        // That machine had no cartridge in it.
        QTest::newRow("1.1 Plus") << u"plus11_query_a.txt"_s << u"1.1-plus"_s
                                  << u"cartridge-missing"_s << false;
    }

    void answersLikeTheRecordings()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, model);
        QFETCH(const QString, fault);
        QFETCH(const bool, prints);
        const QString path = fixturePath(u"xyzprinting/"_s + file);
        if (path.isEmpty())
            QSKIP(qPrintable(u"the recording xyzprinting/%1 is not here"_s.arg(file)));
        QFile recording(path);
        QVERIFY(recording.open(QIODevice::ReadOnly));
        start(model, fault);
        if (prints) {
            QVERIFY(m_printer->panelStart(u"cube.3w"_s, plan()));
            m_clock.advance(std::chrono::minutes(3));
        }
        XyzClient client(*m_printer);
        QCOMPARE(shapesOf(client.ask("query=a")), shapesOf(recording.readAll()));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void X1_everythingEndsWithADollar()
    {
        XyzClient client(*m_printer);
        const QByteArray reply = client.ask("query=a");
        QVERIFY(reply.contains("\nj:9511,0\n") && reply.endsWith("\n$\n"));
    }

    void X2_singleLettersEndWithoutDollarOnWifi()
    {
        XyzClient client(*m_printer);
        client.send("XYZv3/query=jt\n");
        QCOMPARE(client.readFor(200), QByteArray("j:9511,0\nt:1,25,0\n"));
        start(u"mini"_s);
        XyzClient cable(*m_printer);
        QCOMPARE(cable.ask("query=jt"), QByteArray("j:9511,0\nt:1,25,0\n$\n"));
    }

    void X14_the11PlusBeginsWithOkAndCloses()
    {
        start(u"1.1-plus"_s);
        XyzClient client(*m_printer);
        QVERIFY(client.ask("query=a").startsWith("ok\n4:127.0.0.1\n"));
        QTRY_VERIFY(!client.isOpen());
        XyzClient again(*m_printer);
        QVERIFY(again.ask("query=a").contains("p:dvF110B000\n"));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void lineEnds_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::newRow("none") << QByteArray("XYZv3/query=a");
        QTest::newRow("LF") << QByteArray("XYZv3/query=a\n");
        QTest::newRow("CRLF") << QByteArray("XYZv3/query=a\r\n");
    }

    void lineEnds()
    {
        QFETCH(const QByteArray, command);
        XyzClient client(*m_printer);
        client.send(command);
        QVERIFY(client.readTo("$\n").startsWith("b:20\n"));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void X3_aCommandInSingleBytes()
    {
        XyzClient client(*m_printer);
        for (const char c : QByteArray("XYZv3/query=a\n")) {
            client.send(QByteArray(1, c));
            client.readFor(1);
        }
        QVERIFY(client.readTo("$\n").startsWith("b:20\n"));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void breachesAreNoted_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        QTest::newRow("two at once")
            << QByteArray("XYZv3/query=a\nXYZv3/query=j\n") << u"two commands at once"_s;
        QTest::newRow("not V3") << QByteArray("GET / HTTP/1.1\r\n") << u"no command of V3"_s;
        QTest::newRow("too long") << QByteArray(5000, 'x') << u"too long"_s;
        QTest::newRow("five letters") << QByteArray("XYZv3/query=bdejt\n") << u"four letters"_s;
        QTest::newRow("binary answers") << QByteArray("XYZv3/config=uid\n") << u"binary"_s;
        QTest::newRow("unknown") << QByteArray("XYZv3/dance=1\n") << u"does not exist"_s;
        QTest::newRow("password over the network")
            << QByteArray("XYZv3/config=ssid:[home,secret,1]\n") << u"password"_s;
        QTest::newRow("pause without a job")
            << QByteArray("XYZv3/config=print[pause]\n") << u"print[pause]"_s;
        QTest::newRow("unfinished upload")
            << QByteArray("XYZv3/uploadDidFinish") << u"without a whole file"_s;
    }

    void breachesAreNoted()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, reason);
        XyzClient client(*m_printer);
        client.send(bytes);
        QTRY_VERIFY(m_printer->log().violationTexts().join(u'\n').contains(reason));
        for (const RecordedRequest &request : m_printer->log().requests())
            QVERIFY(!request.body.contains("secret"));
    }

    void X16_oneCommandAtATime()
    {
        XyzClient client(*m_printer);
        client.send("XYZv3/query=a\n");
        client.readFor(1);
        client.send("XYZv3/query=o\n");
        client.readFor(200);
        QCOMPARE(m_printer->log().overlaps(), 1);
        QCOMPARE(m_printer->log().count("query=a"), 1);
        QCOMPARE(m_printer->log().count("query=o"), 1);
        QVERIFY(!m_printer->log().shortestPollInterval());
        client.ask("query=a");
        QVERIFY(m_printer->log().shortestPollInterval());
    }

    void aPauseBetweenPollsCanBeWatched()
    {
        start(u"mini-w"_s, {}, {.pollPause = std::chrono::seconds(1)});
        XyzClient client(*m_printer);
        client.ask("query=a");
        m_clock.advance(std::chrono::milliseconds(1000));
        client.ask("query=a");
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
        m_clock.advance(std::chrono::milliseconds(900));
        client.ask("query=a");
        QCOMPARE(m_printer->log().violationTexts(),
                 QStringList {u"query=a: asked again too soon"_s});
    }

    void aSecondClientIsTurnedAway()
    {
        XyzClient first(*m_printer);
        first.ask("query=a");
        XyzClient second(*m_printer);
        QTRY_VERIFY(!second.isOpen());
        QVERIFY(first.ask("query=a").endsWith("$\n"));
        QCOMPARE(m_printer->log().violationTexts().size(), 1);
        first.close();
        XyzClient third(*m_printer);
        QVERIFY(third.ask("query=a").endsWith("$\n"));
    }

    void X17_settingsAreReadBack()
    {
        XyzClient client(*m_printer);
        client.send("XYZv3/config=buzzer:off\n");
        QCOMPARE(client.readFor(100), QByteArray());
        QVERIFY(client.ask("query=s", "\n").contains(R"("buzzer":"off")"));
        client.send("XYZv3/config=name:[Hall: 3]\n");
        client.readFor(50);
        QCOMPARE(client.ask("query=n", "\n"), QByteArray("n:Hall: 3         \n"));
        client.send("XYZv3/config=zoffset:set[-30]\n");
        client.readFor(50);
        QCOMPARE(client.ask("config=zoffset:get"), QByteArray("-30\n$\n"));
        client.send("XYZv3/config=lang:[de]\n");
        client.readFor(50);
        QCOMPARE(client.ask("query=l", "\n"), QByteArray("l:de\n"));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void valuesCanBeReplaced()
    {
        m_printer->overrideValue('j', "4711");
        m_printer->overrideValue('e', "1073742342,1073742345");
        XyzClient client(*m_printer);
        const QByteArray reply = client.ask("query=a");
        QVERIFY(reply.contains("\nj:4711\n") && reply.contains("\ne:1073742342,1073742345\n"));
        m_printer->overrideValue('j', {});
        QVERIFY(client.ask("query=a").contains("\nj:9511,0\n"));
    }

    void faultsOfTheWire_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("split") << u"split"_s << QByteArray("b:20\n") << QByteArray("}}\n$\n");
        QTest::newRow("huge line") << u"huge-line"_s << QByteArray("n:xxx") << QByteArray("$\n");
        QTest::newRow("X5 busy") << u"busy"_s << QByteArray("E7$\n") << QByteArray("E7$\n");
        QTest::newRow("no cartridge")
            << u"cartridge-missing"_s << QByteArray("b:20\n") << QByteArray("$\n");
    }

    void faultsOfTheWire()
    {
        QFETCH(const QString, fault);
        QFETCH(const QByteArray, begin);
        QFETCH(const QByteArray, end);
        QVERIFY(m_printer->setFault(fault));
        XyzClient client(*m_printer);
        const QByteArray reply = client.ask("query=a", end);
        QVERIFY2(reply.startsWith(begin), reply.left(40).constData());
        QVERIFY(reply.endsWith(end));
        if (fault == u"cartridge-missing"_s)
            QVERIFY(reply.contains("e:1073742342\n") && reply.contains("w:1,--------------\n")
                    && reply.contains("f:1,-1\n"));
    }

    void X4_leftOversComeWithTheNextAnswer()
    {
        QVERIFY(m_printer->setFault(u"merged"_s));
        XyzClient client(*m_printer);
        QVERIFY(client.ask("query=a").startsWith("b:20\n"));
        client.send("XYZv3/query=a\n");
        QVERIFY(client.readTo("}}\n$\n").startsWith("ok \n$\n\nb:20\n"));
    }

    void silentAndSlowAndGarbage()
    {
        QVERIFY(m_printer->setFault(u"silent"_s));
        XyzClient client(*m_printer);
        client.send("XYZv3/query=a\n");
        QCOMPARE(client.readFor(100), QByteArray());
        QVERIFY(m_printer->setFault(u"slow"_s));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(client.ask("query=a").endsWith("$\n"));
        QVERIFY(timer.elapsed() >= 150);
        QVERIFY(m_printer->setFault(u"garbage"_s));
        client.send("XYZv3/query=a\n");
        QVERIFY(client.readFor(50).contains('\xff'));
        QVERIFY(!m_printer->setFault(u"hunger"_s));
        QVERIFY(m_printer->setFault({}));
        QVERIFY(client.ask("query=a").startsWith("b:20\n"));
    }

    void closingAndUnpluggedAndReboot()
    {
        QVERIFY(m_printer->setFault(u"closing"_s));
        {
            XyzClient client(*m_printer);
            QVERIFY(client.ask("query=a").endsWith("$\n"));
            QTRY_VERIFY(!client.isOpen());
        }
        const quint16 port = m_printer->port();
        QVERIFY(m_printer->setFault(u"unplugged"_s));
        QVERIFY(!XyzClient(*m_printer).isOpen());
        QVERIFY(m_printer->setFault(u"reboot"_s));
        QVERIFY(!XyzClient(*m_printer).isOpen());
        QTRY_COMPARE(m_printer->fault(), QString());
        QCOMPARE(m_printer->port(), port);
        QVERIFY(XyzClient(*m_printer).isOpen());
    }

    void hostileClients()
    {
        for (int i = 0; i < 20; ++i) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_printer->port());
            QVERIFY(socket.waitForConnected());
            socket.write(QByteArray(200'000, i % 2 ? '\0' : '{'));
            socket.write("XYZv3/upload=a,99999999999999\nXYZv3/upload=,1\nXYZv3/query=");
            static_cast<void>(QTest::qWaitFor([&] { return socket.bytesToWrite() == 0; }, 200));
            socket.abort();
        }
        XyzClient client(*m_printer);
        QVERIFY(client.ask("query=a").endsWith("$\n"));
    }

private:
    static GcodePlan plan()
    {
        GcodePlan plan;
        plan.seconds = 600;
        plan.layerCount = 19;
        plan.nozzleCelsius[0] = 210;
        return plan;
    }

    void start(const QString &model, const QString &fault = {}, SimulatorOptions options = {})
    {
        options.model = model;
        options.fault = fault;
        options.clock = &m_clock;
        options.slowReply = std::chrono::milliseconds(150);
        options.rebootTime = std::chrono::milliseconds(150);
        m_printer = std::make_unique<XyzPrintingSimulator>(options);
        QVERIFY(m_printer->start());
    }

    ManualClock m_clock;
    std::unique_ptr<XyzPrintingSimulator> m_printer;
};

FLOTILLA_TEST(tst_XyzQuery)
#include "tst_xyzquery.moc"
