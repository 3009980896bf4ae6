// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "simulators/flashforge/flashforgecore.h"

#include <QByteArray>
#include <QObject>

#include <optional>

class QUdpSocket;

namespace flotilla::simulators {

enum class DiscoveryReply {
    Modern, // 276 bytes
    Legacy, // 140 bytes, no serial number
    Short, // the first 196 bytes of the modern one
    None,
};

std::optional<DiscoveryReply> discoveryReplyFromName(const QString &name);

struct DiscoveryFacts
{
    QString name;
    QString serialNumber;
    quint16 tcpPort = 0;
    quint16 httpPort = 0;
    quint16 productId = 0;
    quint16 status = 0; // 0 ready, 1 busy, 2 error
};

QByteArray discoveryDatagram(DiscoveryReply kind, const DiscoveryFacts &facts);

// Answers every datagram, even an empty one, to where it came from.
class FlashForgeDiscovery : public QObject
{
    Q_OBJECT

public:
    explicit FlashForgeDiscovery(FlashForgeCore &core, QObject *parent = nullptr);

    Result<void> listen(quint16 port);
    void close();
    quint16 port() const { return m_port; }
    int probesSeen() const { return m_probes; }
    void setPorts(quint16 httpPort, quint16 tcpPort);
    void setReply(DiscoveryReply reply) { m_reply = reply; }

private:
    void answerProbes();
    QByteArray answer();

    FlashForgeCore &m_core;
    QUdpSocket *m_socket;
    DiscoveryReply m_reply = DiscoveryReply::Modern;
    quint16 m_port = 0;
    quint16 m_httpPort = 0;
    quint16 m_tcpPort = 0;
    int m_probes = 0;
};

} // namespace flotilla::simulators
