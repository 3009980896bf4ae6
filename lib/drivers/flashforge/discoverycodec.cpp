// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/discoverycodec.h"

#include "base/text.h"
#include "drivers/flashforge/credentials.h"

#include <QtEndian>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 multicastGroupAddress = 0xE1000009; // 225.0.0.9

constexpr qsizetype legacyBytes = 140;
constexpr qsizetype legacyNameBytes = 128;
constexpr qsizetype modernMinimumBytes = 196;
constexpr qsizetype modernNameBytes = 132;
constexpr qsizetype modernSerialBytes = 130;

constexpr qsizetype tcpPortOffset = 0x84;
constexpr qsizetype vendorOffset = 0x86;
constexpr qsizetype productOffset = 0x88;
constexpr qsizetype statusOffset = 0x8A;
constexpr qsizetype httpPortOffset = 0x8E;
constexpr qsizetype serialOffset = 0x92;

// Callers have checked that the datagram is long enough.
quint16 wordAt(QByteArrayView datagram, qsizetype offset)
{
    return qFromBigEndian<quint16>(datagram.data() + offset);
}

// Ends at the first NUL and never leaves the field; the shorter replies cut the last one.
QString textAt(QByteArrayView datagram, qsizetype offset, qsizetype length)
{
    const QByteArrayView field = datagram.sliced(offset);
    return cleanText(field.first(qMin(field.size(), length)));
}

} // namespace

QHostAddress multicastGroup()
{
    return QHostAddress(multicastGroupAddress);
}

QByteArray broadcastProbe()
{
    return QByteArrayLiteral("www.usr\x22\x65\x36\xc0\0\0\0\0\0\0\0\0\0");
}

QByteArray multicastProbe(const QHostAddress &sender, quint16 replyPort)
{
    bool ok = false;
    const quint32 address = sender.toIPv4Address(&ok);
    if (!ok)
        return {};
    QByteArray probe(8, '\0');
    qToBigEndian(address, probe.data());
    qToBigEndian(replyPort, probe.data() + 4);
    return probe;
}

QByteArray emptyProbe()
{
    return {};
}

std::optional<DiscoveryReply> parseDiscoveryReply(QByteArrayView datagram)
{
    if (datagram.size() < legacyBytes)
        return std::nullopt;
    const bool modern = datagram.size() >= modernMinimumBytes;

    DiscoveryReply reply;
    reply.form = modern ? DiscoveryReply::Form::Modern : DiscoveryReply::Form::Legacy;
    reply.name = textAt(datagram, 0, modern ? modernNameBytes : legacyNameBytes);
    reply.tcpPort = wordAt(datagram, tcpPortOffset);
    reply.vendorId = wordAt(datagram, vendorOffset);
    reply.productId = wordAt(datagram, productOffset);
    reply.status = wordAt(datagram, statusOffset);
    if (modern) {
        reply.httpPort = wordAt(datagram, httpPortOffset);
        reply.serialNumber = textAt(datagram, serialOffset, modernSerialBytes);
    }
    return reply;
}

QString discoveryKey(const DiscoveryReply &reply, const QHostAddress &sender)
{
    if (!reply.serialNumber.isEmpty())
        return u"serial:"_s + normalizedSerial(reply.serialNumber).toUpper();
    return u"%1:%2"_s.arg(sender.toString()).arg(reply.tcpPort);
}

bool replaces(const DiscoveryReply &newer, const DiscoveryReply &known)
{
    return newer.form == DiscoveryReply::Form::Modern && known.form == DiscoveryReply::Form::Legacy;
}

} // namespace flotilla::flashforge
