// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgediscovery.h"

#include <QCoreApplication>
#include <QNetworkDatagram>
#include <QTimer>
#include <QUdpSocket>
#include <QtEndian>

#include <array>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Fault = FlashForgeFault;
using Phase = FlashForgeMachine::Phase;

constexpr qsizetype modernBytes = 276;
constexpr qsizetype shortBytes = 196;
constexpr qsizetype legacyBytes = 140;
constexpr quint16 vendorId = 0x2b71;
constexpr quint16 productType = 0x5a02;
constexpr int maxProbesAtOnce = 64;
// Printers without a command port name it all the same.
constexpr quint16 usualTcpPort = 8899;

void putText(QByteArray &datagram, qsizetype at, qsizetype room, const QString &text)
{
    // One byte stays for the terminator.
    const QByteArray bytes = text.toUtf8().left(room - 1);
    datagram.replace(at, bytes.size(), bytes);
}

void putNumber(QByteArray &datagram, qsizetype at, quint16 number)
{
    qToBigEndian(number, datagram.data() + at);
}

} // namespace

std::optional<DiscoveryReply> discoveryReplyFromName(const QString &name)
{
    constexpr std::array names {
        std::pair {"modern", DiscoveryReply::Modern},
        std::pair {"legacy", DiscoveryReply::Legacy},
        std::pair {"short", DiscoveryReply::Short},
        std::pair {"none", DiscoveryReply::None},
    };
    for (const auto &[word, reply] : names) {
        if (name == QLatin1StringView(word))
            return reply;
    }
    return std::nullopt;
}

QByteArray discoveryDatagram(DiscoveryReply kind, const DiscoveryFacts &facts)
{
    if (kind == DiscoveryReply::None)
        return {};
    if (kind == DiscoveryReply::Legacy) {
        QByteArray datagram(legacyBytes, '\0');
        putText(datagram, 0x00, 128, facts.name);
        datagram.replace(0x80, 4, QByteArray("\xe1\x00\x00\x09", 4));
        putNumber(datagram, 0x84, facts.tcpPort);
        putNumber(datagram, 0x86, vendorId);
        putNumber(datagram, 0x88, facts.productId);
        putNumber(datagram, 0x8a, facts.status);
        return datagram;
    }
    QByteArray datagram(modernBytes, '\0');
    putText(datagram, 0x00, 132, facts.name);
    putNumber(datagram, 0x84, facts.tcpPort);
    putNumber(datagram, 0x86, vendorId);
    putNumber(datagram, 0x88, facts.productId);
    putNumber(datagram, 0x8a, facts.status);
    putNumber(datagram, 0x8c, productType);
    putNumber(datagram, 0x8e, facts.httpPort);
    datagram[0x90] = '\1'; // LAN-only mode
    putText(datagram, 0x92, 130, facts.serialNumber);
    return kind == DiscoveryReply::Short ? datagram.first(shortBytes) : datagram;
}

FlashForgeDiscovery::FlashForgeDiscovery(FlashForgeCore &core, QObject *parent)
    : QObject(parent)
    , m_core(core)
    , m_socket(new QUdpSocket(this))
    , m_reply(discoveryReplyFromName(core.options.discoveryReply).value_or(DiscoveryReply::Modern))
{
    connect(m_socket, &QUdpSocket::readyRead, this, &FlashForgeDiscovery::answerProbes);
}

Result<void> FlashForgeDiscovery::listen(quint16 port)
{
    if (!m_socket->bind(m_core.options.address, port))
        return failure(
            Error::Kind::Unreachable,
            QCoreApplication::translate("flotilla", "Port %1 of this computer cannot be used.")
                .arg(port),
            m_socket->errorString());
    m_port = m_socket->localPort();
    return {};
}

void FlashForgeDiscovery::close()
{
    m_socket->close();
}

void FlashForgeDiscovery::setPorts(quint16 httpPort, quint16 tcpPort)
{
    m_httpPort = httpPort;
    m_tcpPort = tcpPort == 0 ? usualTcpPort : tcpPort;
}

QByteArray FlashForgeDiscovery::answer()
{
    // The sizes nobody should take for an answer.
    static const std::array<qsizetype, 3> wrongSizes {50, 0, 139};
    const FlashForgeMachine &machine = m_core.machine;
    const bool isOlder = machine.model().family == FlashForgeFamily::Older;
    const bool isIdle = machine.phase() == Phase::Ready;
    // The older machines know 2 for busy, and the short answer only.
    const quint16 busy = isOlder || machine.phase() == Phase::Error ? 2 : 1;
    const DiscoveryReply kind = isOlder ? DiscoveryReply::Legacy : m_reply;
    const QByteArray datagram = discoveryDatagram(kind,
                                                  {.name = machine.settings.name,
                                                   .serialNumber = m_core.shownSerial(),
                                                   .tcpPort = m_tcpPort,
                                                   .httpPort = m_httpPort,
                                                   .productId = machine.model().productId,
                                                   .status = isIdle ? quint16(0) : busy});
    if (m_core.fault == Fault::Garbage)
        return datagram.left(wrongSizes[size_t(m_probes) % wrongSizes.size()]);
    return datagram;
}

void FlashForgeDiscovery::answerProbes()
{
    m_core.catchUp();
    for (int i = 0; i < maxProbesAtOnce && m_socket->hasPendingDatagrams(); ++i) {
        const QNetworkDatagram probe = m_socket->receiveDatagram(1);
        ++m_probes;
        if (m_core.fault == Fault::Silent || m_reply == DiscoveryReply::None || !probe.isValid())
            continue;
        // Not probe.makeReply(): that names the interface, and the kernel then takes the
        // interface's first address as the sender's instead of the one we are bound to.
        const auto reply = [this, probe, bytes = answer()] {
            if (m_socket->state() == QAbstractSocket::BoundState)
                m_socket->writeDatagram(bytes, probe.senderAddress(), quint16(probe.senderPort()));
        };
        if (m_core.fault == Fault::Slow)
            QTimer::singleShot(m_core.options.slowReply, this, reply);
        else
            reply();
    }
}

} // namespace flotilla::simulators
