// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QObject>
#include <QTimer>
#include <QUdpSocket>

#include <chrono>
#include <functional>

class QHostInfo;

namespace flotilla::net {

struct LocalInterface;

// One datagram that makes machines answer. It also goes to every unicast target.
struct UdpProbe
{
    enum class Kind {
        Broadcast, // to each interface's subnet broadcast and to 255.255.255.255
        Multicast, // to `group` on each interface
        Unicast, // to 127.0.0.1 and the targets only
    };
    // What to send from this local address; `replyPort` is the port our socket is bound to. Some
    // probes carry both in their bytes. Use fixedPayload() for the others. A lambda here must say
    // `-> QByteArray`, or Qt's string builder hands out what has gone already.
    using Payload = std::function<QByteArray(const QHostAddress &localAddress, quint16 replyPort)>;

    Kind kind = Kind::Broadcast;
    quint16 port = 0;
    Payload payload;
    QHostAddress group = {}; // for Kind::Multicast

    static Payload fixedPayload(const QByteArray &bytes);
};

// A machine to be asked directly. Host names are looked up without waiting.
struct UdpTarget
{
    QString host;
    quint16 port = 0; // 0: the ports of the probes; else the probes go to this port too
};

struct UdpSearchOptions
{
    QList<UdpProbe> probes;
    QList<UdpTarget> targets;
    // False keeps the search on 127.0.0.1 and the targets: the demonstration fleet stays on the
    // loopback.
    bool searchNetwork = true;
    int tries = 3;
    std::chrono::milliseconds tryInterval {1'000};
    std::chrono::milliseconds quiet {1'500}; // ends this long after the last answer,
    std::chrono::milliseconds total {10'000}; // but never later than this
    qsizetype maxDatagramBytes = 2048; // longer ones are dropped
    int maxDatagrams = 20'000; // the search ends there
};

// One search over UDP (IPv4): sends the probes a few times from one socket on a free port and hands
// out what comes back. Make one for each search; start() it once. Deleting it ends it silently.
class UdpSearch : public QObject
{
    Q_OBJECT

public:
    explicit UdpSearch(UdpSearchOptions options, QObject *parent = nullptr);
    ~UdpSearch() override;
    Q_DISABLE_COPY_MOVE(UdpSearch)

    void start();
    // Ends it early; finished() comes from the event loop.
    void stop();
    bool isFinished() const { return m_finished; }
    // The port that answers come to; 0 before start() or where no socket could be had.
    quint16 localPort() const { return m_socket.localPort(); }

Q_SIGNALS:
    // One answer. The sender's address is the network's word, not the payload's.
    void datagramReceived(const QByteArray &bytes, const QHostAddress &sender, quint16 senderPort);
    // Exactly once after start(), never from inside it; no answer comes after it.
    void finished();

private:
    struct ResolvedTarget
    {
        QHostAddress address;
        quint16 port = 0;

        bool operator==(const ResolvedTarget &) const = default;
    };

    void lookUpTargets();
    void lookUp(const UdpTarget &target);
    bool addTarget(const ResolvedTarget &target);
    void handleLookup(const QHostInfo &info, quint16 port);
    void sendRound();
    void sendToNetwork(const UdpProbe &probe, const QList<LocalInterface> &interfaces);
    void sendToTarget(const QHostAddress &address, quint16 port,
                      const QList<LocalInterface> &interfaces);
    void send(const QByteArray &bytes, const QHostAddress &address, quint16 port);
    void joinGroups(const QList<LocalInterface> &interfaces);
    void readDatagrams();
    void readDatagram();
    void finish();

    UdpSearchOptions m_options;
    QUdpSocket m_socket;
    QTimer m_tryTimer;
    QTimer m_quietTimer;
    QTimer m_totalTimer;
    QList<ResolvedTarget> m_targets;
    int m_triesDone = 0;
    int m_datagrams = 0;
    bool m_started = false;
    bool m_finished = false;
};

} // namespace flotilla::net
