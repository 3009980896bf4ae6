// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/udpsearch.h"

#include "base/logging.h"
#include "base/masking.h"
#include "net/localinterfaces_p.h"

#include <QHostInfo>
#include <QNetworkDatagram>
#include <QPointer>
#include <QSet>
#include <QVariant>

namespace flotilla::net {

namespace {

constexpr qsizetype maxTargets = 1024;
constexpr qsizetype maxAddressesPerName = 4;
// Answers worked through before the event loop gets its turn.
constexpr int maxDatagramsPerTurn = 256;
// The next router may pass a multicast probe on, the one behind it not.
constexpr int multicastTtl = 2;
// A hall of printers answers at once; what does not fit here is lost.
constexpr int receiveBufferBytes = 1024 * 1024;

} // namespace

UdpProbe::Payload UdpProbe::fixedPayload(const QByteArray &bytes)
{
    return [bytes](const QHostAddress &, quint16) { return bytes; };
}

UdpSearch::UdpSearch(UdpSearchOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    for (QTimer *timer : {&m_tryTimer, &m_quietTimer, &m_totalTimer})
        timer->setTimerType(Qt::PreciseTimer);
    m_quietTimer.setSingleShot(true);
    m_totalTimer.setSingleShot(true);
    connect(&m_tryTimer, &QTimer::timeout, this, &UdpSearch::sendRound);
    connect(&m_quietTimer, &QTimer::timeout, this, &UdpSearch::finish);
    connect(&m_totalTimer, &QTimer::timeout, this, &UdpSearch::finish);
    connect(&m_socket, &QUdpSocket::readyRead, this, &UdpSearch::readDatagrams);
}

UdpSearch::~UdpSearch()
{
    m_socket.disconnect(this);
}

void UdpSearch::start()
{
    if (std::exchange(m_started, true))
        return;
    if (!m_socket.bind(QHostAddress(QHostAddress::AnyIPv4), 0)) {
        qCWarning(lcNet) << "no socket to search with:" << m_socket.errorString();
        finish();
        return;
    }
    m_socket.setSocketOption(QAbstractSocket::MulticastTtlOption, multicastTtl);
    m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, receiveBufferBytes);
    m_totalTimer.start(m_options.total);
    m_tryTimer.start(m_options.tryInterval);
    lookUpTargets();
    if (m_options.searchNetwork)
        joinGroups(localInterfaces());
    sendRound();
}

void UdpSearch::stop()
{
    if (m_started)
        finish();
}

void UdpSearch::lookUpTargets()
{
    addTarget({QHostAddress(QHostAddress::LocalHost), 0});
    if (m_options.targets.size() > maxTargets)
        m_options.targets.resize(maxTargets);
    for (const UdpTarget &target : std::as_const(m_options.targets)) {
        const QHostAddress address(target.host);
        if (address.protocol() == QAbstractSocket::IPv4Protocol)
            addTarget({address, target.port});
        else if (address.isNull() && !target.host.isEmpty())
            lookUp(target);
    }
}

void UdpSearch::lookUp(const UdpTarget &target)
{
    // Guarded by hand: Qt 6.4 leaks the handler when its context goes before the answer. It runs in
    // this thread either way.
    QHostInfo::lookupHost(target.host,
                          [guard = QPointer(this), port = target.port](const QHostInfo &info) {
                              if (guard)
                                  guard->handleLookup(info, port);
                          });
}

bool UdpSearch::addTarget(const ResolvedTarget &target)
{
    if (m_targets.contains(target))
        return false;
    m_targets.append(target);
    return true;
}

void UdpSearch::handleLookup(const QHostInfo &info, quint16 port)
{
    if (m_finished)
        return;
    const auto interfaces = localInterfaces();
    qsizetype taken = 0;
    const auto addresses = info.addresses();
    for (const QHostAddress &address : addresses) {
        if (address.protocol() != QAbstractSocket::IPv4Protocol)
            continue;
        if (++taken > maxAddressesPerName)
            break;
        if (addTarget({address, port}))
            sendToTarget(address, port, interfaces); // at once: the last round may be over
    }
}

void UdpSearch::sendRound()
{
    if (++m_triesDone >= m_options.tries)
        m_tryTimer.stop();
    const auto interfaces = localInterfaces();
    if (m_options.searchNetwork) {
        for (const UdpProbe &probe : std::as_const(m_options.probes))
            sendToNetwork(probe, interfaces);
    }
    for (const ResolvedTarget &target : std::as_const(m_targets))
        sendToTarget(target.address, target.port, interfaces);
}

void UdpSearch::sendToNetwork(const UdpProbe &probe, const QList<LocalInterface> &interfaces)
{
    const quint16 replyPort = m_socket.localPort();
    if (probe.kind == UdpProbe::Kind::Unicast)
        return;
    for (const LocalInterface &local : interfaces) {
        const QByteArray payload = probe.payload(local.entry.ip(), replyPort);
        const auto flags = local.interface.flags();
        if (probe.kind == UdpProbe::Kind::Multicast) {
            if (!flags.testFlag(QNetworkInterface::CanMulticast))
                continue;
            m_socket.setMulticastInterface(local.interface);
            send(payload, probe.group, probe.port);
        } else if (!local.entry.broadcast().isNull()) {
            send(payload, local.entry.broadcast(), probe.port);
        }
    }
    // For networks whose mask is set wrong on one side.
    if (probe.kind == UdpProbe::Kind::Broadcast && !interfaces.isEmpty())
        send(probe.payload(interfaces.first().entry.ip(), replyPort),
             QHostAddress(QHostAddress::Broadcast), probe.port);
}

void UdpSearch::sendToTarget(const QHostAddress &address, quint16 port,
                             const QList<LocalInterface> &interfaces)
{
    const QHostAddress local = localAddressTowards(address, interfaces);
    QSet<std::pair<quint16, QByteArray>> sent; // equal payloads of two probes go to a port once
    for (const UdpProbe &probe : std::as_const(m_options.probes)) {
        const QByteArray payload = probe.payload(local, m_socket.localPort());
        for (const quint16 to : {probe.port, port}) {
            if (to == 0 || sent.contains({to, payload}))
                continue;
            sent.insert({to, payload});
            send(payload, address, to);
        }
    }
}

void UdpSearch::send(const QByteArray &bytes, const QHostAddress &address, quint16 port)
{
    // One network that is not there must not stop the search in the others.
    if (m_socket.writeDatagram(bytes, address, port) < 0)
        qCDebug(lcNet) << "probe to" << address.toString() << port << ":" << m_socket.errorString();
    else
        qCDebug(lcNet).noquote() << address.toString() << port << ">" << maskedTraffic(bytes);
}

void UdpSearch::joinGroups(const QList<LocalInterface> &interfaces)
{
    // Switches that watch memberships pass multicasts only to ports with a member behind them.
    // Where it fails the broadcasts still work.
    for (const UdpProbe &probe : std::as_const(m_options.probes)) {
        if (probe.kind != UdpProbe::Kind::Multicast)
            continue;
        for (const LocalInterface &local : interfaces)
            m_socket.joinMulticastGroup(probe.group, local.interface);
    }
}

void UdpSearch::readDatagrams()
{
    const QPointer<UdpSearch> guard(this);
    for (int turn = 0; turn < maxDatagramsPerTurn && m_socket.hasPendingDatagrams(); ++turn) {
        if (++m_datagrams > m_options.maxDatagrams) {
            qCWarning(lcNet) << "search ended: more than" << m_options.maxDatagrams << "answers";
            finish();
            return;
        }
        readDatagram();
        if (!guard || m_finished)
            return;
    }
}

void UdpSearch::readDatagram()
{
    const bool tooLong = m_socket.pendingDatagramSize() > m_options.maxDatagramBytes;
    const QNetworkDatagram datagram
        = m_socket.receiveDatagram(tooLong ? 0 : m_options.maxDatagramBytes);
    if (tooLong || !datagram.isValid())
        return;
    m_quietTimer.start(m_options.quiet);
    qCDebug(lcNet).noquote() << datagram.senderAddress().toString() << "<"
                             << maskedTraffic(datagram.data());
    Q_EMIT datagramReceived(datagram.data(), datagram.senderAddress(),
                            static_cast<quint16>(datagram.senderPort()));
}

void UdpSearch::finish()
{
    if (std::exchange(m_finished, true))
        return;
    m_tryTimer.stop();
    m_quietTimer.stop();
    m_totalTimer.stop();
    m_socket.disconnect(this);
    m_socket.close();
    QMetaObject::invokeMethod(this, &UdpSearch::finished, Qt::QueuedConnection);
}

} // namespace flotilla::net
