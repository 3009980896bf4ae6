// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/udpsearch.h"

#include "support/testmain.h"

#include <QElapsedTimer>
#include <QHostInfo>
#include <QNetworkDatagram>
#include <QNetworkInterface>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A machine that answers each datagram with `reply`.
class Responder : public QObject
{
public:
    explicit Responder(const QHostAddress &address = QHostAddress(QHostAddress::LocalHost))
    {
        if (!socket.bind(address, 0))
            qFatal("no socket for the responder");
        connect(&socket, &QUdpSocket::readyRead, this, [this] {
            while (socket.hasPendingDatagrams()) {
                const QNetworkDatagram probe = socket.receiveDatagram();
                probes << probe;
                const QByteArray answer = replies.value(probes.size() - 1, reply);
                for (int i = 0; i < answers; ++i)
                    socket.writeDatagram(answer, probe.senderAddress(),
                                         static_cast<quint16>(probe.senderPort()));
            }
        });
    }

    quint16 port() const { return socket.localPort(); }
    QList<QByteArray> payloads() const
    {
        QList<QByteArray> found;
        for (const QNetworkDatagram &probe : probes)
            found << probe.data();
        return found;
    }

    QUdpSocket socket;
    QList<QNetworkDatagram> probes;
    QList<QByteArray> replies; // to the first probes
    QByteArray reply = "printer"; // to the others
    int answers = 1;
};

UdpProbe probeFor(quint16 port, const QByteArray &bytes = "hello")
{
    return {
        .kind = UdpProbe::Kind::Unicast, .port = port, .payload = UdpProbe::fixedPayload(bytes)};
}

// On the loopback, in milliseconds.
UdpSearchOptions fastOptions()
{
    UdpSearchOptions options;
    options.searchNetwork = false;
    options.tryInterval = 40ms;
    options.quiet = 250ms;
    options.total = 1000ms;
    return options;
}

std::optional<QNetworkInterface> networkInterface()
{
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        if (!interface.flags().testFlag(QNetworkInterface::IsUp)
            || interface.flags().testFlag(QNetworkInterface::IsLoopBack)
            || !interface.flags().testFlag(QNetworkInterface::CanMulticast))
            continue;
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            if (!entry.broadcast().isNull())
                return interface;
        }
    }
    return std::nullopt;
}

} // namespace

class tst_UdpSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void D7_endsSoonAfterTheLastAnswer()
    {
        Responder printer;
        UdpSearchOptions options = fastOptions();
        options.probes = {probeFor(printer.port())};
        options.total = 10s;
        UdpSearch search(options);
        QSignalSpy found(&search, &UdpSearch::datagramReceived);
        QSignalSpy finished(&search, &UdpSearch::finished);
        QElapsedTimer sinceLast;
        connect(&search, &UdpSearch::datagramReceived, this, [&] { sinceLast.start(); });
        search.start();
        QVERIFY(finished.wait());
        QCOMPARE(found.size(), 3); // one for each try
        QCOMPARE(printer.payloads(), QList<QByteArray>(3, "hello"));
        QVERIFY2(sinceLast.elapsed() >= 240, qPrintable(QString::number(sinceLast.elapsed())));
        QVERIFY(sinceLast.elapsed() < 3000);
    }

    void D7_endsInTimeWithoutAnyAnswer()
    {
        Responder silent;
        silent.answers = 0;
        UdpSearchOptions options = fastOptions();
        options.probes = {probeFor(silent.port())};
        options.total = 300ms;
        UdpSearch search(options);
        QSignalSpy finished(&search, &UdpSearch::finished);
        QElapsedTimer elapsed;
        elapsed.start();
        search.start();
        QVERIFY(finished.wait());
        QVERIFY(elapsed.elapsed() >= 290);
        QCOMPARE(silent.probes.size(), 3);
        QVERIFY(!finished.wait(100)); // exactly once
    }

    void D7_endsInTimeAlthoughAnswersGoOn()
    {
        Responder chatty;
        UdpSearchOptions options = fastOptions();
        options.probes = {probeFor(chatty.port())};
        options.total = 400ms;
        UdpSearch search(options);
        QSignalSpy finished(&search, &UdpSearch::finished);
        QTimer chatter;
        connect(&chatter, &QTimer::timeout, this, [&] {
            chatty.socket.writeDatagram("again", QHostAddress(QHostAddress::LocalHost),
                                        search.localPort());
        });
        search.start();
        chatter.start(10);
        QElapsedTimer elapsed;
        elapsed.start();
        QVERIFY(finished.wait());
        QVERIFY2(elapsed.elapsed() >= 380, qPrintable(QString::number(elapsed.elapsed())));
        QVERIFY(elapsed.elapsed() < 3000);
    }

    void D6_theAddressIsTheSendersOwn()
    {
        Responder printer(QHostAddress(u"127.0.0.2"_s));
        printer.reply = "my address is 192.168.1.99";
        UdpSearchOptions options = fastOptions();
        options.probes = {probeFor(printer.port())};
        options.targets = {{u"127.0.0.2"_s, 0}};
        UdpSearch search(options);
        QSignalSpy found(&search, &UdpSearch::datagramReceived);
        search.start();
        QVERIFY(found.wait());
        QCOMPARE(found.first()[0].toByteArray(), printer.reply);
        QCOMPARE(found.first()[1].value<QHostAddress>(), QHostAddress(u"127.0.0.2"_s));
        QCOMPARE(found.first()[2].value<quint16>(), printer.port());
    }

    void aTargetsOwnPortGetsTheProbesToo()
    {
        Responder atProbePort;
        Responder atOwnPort;
        UdpSearchOptions options = fastOptions();
        options.tries = 1;
        options.probes = {probeFor(atProbePort.port(), "a"), probeFor(atProbePort.port(), "b"),
                          probeFor(atProbePort.port(), "a")};
        options.targets = {{u"127.0.0.1"_s, atOwnPort.port()}};
        UdpSearch search(options);
        QSignalSpy finished(&search, &UdpSearch::finished);
        search.start();
        QVERIFY(finished.wait());
        QCOMPARE(atOwnPort.payloads(), QList<QByteArray>({"a", "b"})); // equal ones go once
        QVERIFY(atProbePort.payloads().contains("b"));
    }

    void payloadMayNameSenderAndPort()
    {
        Responder printer;
        UdpSearchOptions options = fastOptions();
        options.probes = {{.kind = UdpProbe::Kind::Multicast,
                           .port = printer.port(),
                           .payload = [](const QHostAddress &local, quint16 port) -> QByteArray {
                               return local.toString().toLatin1() + ' ' + QByteArray::number(port);
                           },
                           .group = QHostAddress(u"225.0.0.9"_s)}};
        UdpSearch search(options);
        search.start();
        const QByteArray expected = "127.0.0.1 " + QByteArray::number(search.localPort());
        QTRY_VERIFY(!printer.probes.isEmpty());
        QCOMPARE(printer.payloads().first(), expected);
        QCOMPARE(printer.probes.first().senderPort(), int(search.localPort()));
    }

    void emptyPayloadsAndEmptyAnswersCount()
    {
        Responder printer;
        printer.reply = QByteArray();
        UdpSearchOptions options = fastOptions();
        options.probes = {probeFor(printer.port(), QByteArray())};
        UdpSearch search(options);
        QSignalSpy found(&search, &UdpSearch::datagramReceived);
        search.start();
        QVERIFY(found.wait());
        QCOMPARE(found.first()[0].toByteArray(), QByteArray());
    }

    void namesAreLookedUp()
    {
        if (QHostInfo::fromName(u"localhost"_s).addresses().isEmpty())
            QSKIP("this machine does not know the name localhost");
        Responder printer;
        UdpSearchOptions options = fastOptions();
        options.probes = {probeFor(1)};
        options.targets = {{u"localhost"_s, printer.port()},
                           {u"no-such-printer.invalid"_s, 0},
                           {u"::1"_s, 0},
                           {QString(), 0}};
        UdpSearch search(options);
        QSignalSpy found(&search, &UdpSearch::datagramReceived);
        search.start();
        QVERIFY(found.wait());
    }

    void longDatagramsAreDropped()
    {
        Responder printer;
        printer.replies = {QByteArray(2049, 'x'), QByteArray(60'000, 'x')};
        printer.reply = QByteArray(2048, 'y');
        UdpSearchOptions options = fastOptions();
        options.probes = {probeFor(printer.port())};
        options.total = 300ms;
        UdpSearch search(options);
        QSignalSpy found(&search, &UdpSearch::datagramReceived);
        QSignalSpy finished(&search, &UdpSearch::finished);
        search.start();
        QVERIFY(finished.wait());
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first()[0].toByteArray(), QByteArray(2048, 'y'));
    }

    void aFloodEndsAtTheCeiling()
    {
        Responder flooder;
        flooder.answers = 150;
        UdpSearchOptions options = fastOptions();
        options.probes = {probeFor(flooder.port())};
        options.tries = 100;
        options.tryInterval = 5ms;
        options.total = 10s;
        options.maxDatagrams = 1000;
        UdpSearch search(options);
        QSignalSpy found(&search, &UdpSearch::datagramReceived);
        QSignalSpy finished(&search, &UdpSearch::finished);
        search.start();
        QVERIFY(finished.wait());
        QCOMPARE(found.size(), 1000);
    }

    void everythingOfABurstIsHeard()
    {
        Responder printer;
        printer.answers = 600; // more than one turn of the event loop takes
        UdpSearchOptions options = fastOptions();
        options.probes = {probeFor(printer.port())};
        options.tries = 1;
        UdpSearch search(options);
        QSignalSpy found(&search, &UdpSearch::datagramReceived);
        QSignalSpy finished(&search, &UdpSearch::finished);
        search.start();
        QVERIFY(finished.wait());
        QVERIFY2(found.size() > 256, qPrintable(QString::number(found.size())));
    }

    void stopAndDeletionFromASlot()
    {
        Responder printer;
        printer.answers = 5;
        UdpSearchOptions options = fastOptions();
        options.probes = {probeFor(printer.port())};
        int heard = 0;
        UdpSearch search(options);
        QSignalSpy finished(&search, &UdpSearch::finished);
        connect(&search, &UdpSearch::datagramReceived, this, [&] {
            ++heard;
            search.stop();
            QVERIFY(finished.isEmpty());
        });
        search.start();
        QVERIFY(finished.wait());
        QCOMPARE(heard, 1);
        search.stop();
        QVERIFY(!finished.wait(50));

        auto *doomed = new UdpSearch(options);
        bool gone = false;
        connect(doomed, &UdpSearch::datagramReceived, this, [&] {
            delete doomed;
            gone = true;
        });
        doomed->start();
        QTRY_VERIFY(gone);
    }

    void nothingToSendEndsInTime()
    {
        UdpSearchOptions options = fastOptions();
        options.total = 50ms;
        UdpSearch search(options);
        QSignalSpy finished(&search, &UdpSearch::finished);
        search.start();
        QVERIFY(finished.isEmpty());
        QVERIFY(finished.wait());
    }

    void broadcastReachesTheNetwork()
    {
        const auto interface = networkInterface();
        if (!interface)
            QSKIP("this machine has no network interface with a broadcast address");
        Responder printer(QHostAddress(QHostAddress::AnyIPv4));
        UdpSearchOptions options = fastOptions();
        options.searchNetwork = true;
        options.probes = {{.kind = UdpProbe::Kind::Broadcast,
                           .port = printer.port(),
                           .payload = [](const QHostAddress &local, quint16) {
                               return local.toString().toLatin1();
                           }}};
        UdpSearch search(options);
        search.start();
        const QByteArray own = interface->addressEntries().first().ip().toString().toLatin1();
        QTRY_VERIFY(printer.payloads().contains(own));
    }

    void multicastReachesTheGroup()
    {
        const auto interface = networkInterface();
        if (!interface)
            QSKIP("this machine has no network interface for multicasts");
        Responder printer(QHostAddress(QHostAddress::AnyIPv4));
        const QHostAddress group(u"225.0.0.9"_s);
        if (!printer.socket.joinMulticastGroup(group, *interface))
            QSKIP("this machine lets nobody join a multicast group");
        UdpSearchOptions options = fastOptions();
        options.searchNetwork = true;
        options.probes = {{.kind = UdpProbe::Kind::Multicast,
                           .port = printer.port(),
                           .payload = [](const QHostAddress &local,
                                         quint16) { return local.toString().toLatin1(); },
                           .group = group}};
        UdpSearch search(options);
        QSignalSpy found(&search, &UdpSearch::datagramReceived);
        search.start();
        QTRY_VERIFY(!found.isEmpty());
        const bool throughTheGroup = std::any_of(
            printer.probes.cbegin(), printer.probes.cend(), [&](const QNetworkDatagram &probe) {
                return probe.destinationAddress() == group && probe.hopLimit() == 2;
            });
        QVERIFY(throughTheGroup);
    }
};

FLOTILLA_TEST(tst_UdpSearch)
#include "tst_udpsearch.moc"
