// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>
#include <QString>

#include <optional>

namespace flotilla::flashforge {

// Where the probes go. Replies come back to the address and port that asked.
inline constexpr quint16 broadcastProbePort = 48899;
inline constexpr quint16 multicastProbePort = 19000;
inline constexpr quint16 oldMulticastProbePort = 8899; // Adventurer 3
QHostAddress multicastGroup();

// The vendor's 20 bytes. Printers answer any datagram, also an empty one; some old ones only some
// forms.
QByteArray broadcastProbe();
// Sender's IPv4 address and reply port, which must be the port of the asking socket. Empty for
// other addresses.
QByteArray multicastProbe(const QHostAddress &sender, quint16 replyPort);
QByteArray emptyProbe();

struct DiscoveryReply
{
    enum class Form { Legacy, Modern };

    Form form = Form::Legacy;
    QString name = {}; // safe to show; may be empty
    QString serialNumber = {}; // modern only; safe to show
    quint16 tcpPort = 0; // also named by models that do not listen
    quint16 httpPort = 0; // modern only
    quint16 vendorId = 0;
    int productId = 0;
    quint16 status = 0; // the sources disagree on its meaning: poll instead

    bool operator==(const DiscoveryReply &) const = default;
};

// nullopt for datagrams that are no reply. The printer's address is the sender's, never part of
// this.
std::optional<DiscoveryReply> parseDiscoveryReply(QByteArrayView datagram);

// The same printer answers several probes: equal keys are one machine.
QString discoveryKey(const DiscoveryReply &reply, const QHostAddress &sender);

// `newer` says more about a machine that `known` has announced already.
bool replaces(const DiscoveryReply &newer, const DiscoveryReply &known);

} // namespace flotilla::flashforge
