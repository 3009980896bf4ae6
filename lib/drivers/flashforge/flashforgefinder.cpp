// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/flashforgefinder.h"

#include "drivers/flashforge/models.h"

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

// A flood of made-up answers fills nobody's memory.
constexpr qsizetype mostMachines = 2000;

Candidate candidateFrom(const DiscoveryReply &reply, const QHostAddress &sender)
{
    const Model &model = modelByProductId(reply.productId);
    QJsonObject settings {{u"host"_s, sender.toString()}};
    if (reply.tcpPort != 0)
        settings.insert(u"tcpPort"_s, reply.tcpPort);
    if (reply.httpPort != 0)
        settings.insert(u"httpPort"_s, reply.httpPort);
    if (!reply.serialNumber.isEmpty())
        settings.insert(u"serialNumber"_s, reply.serialNumber);
    return {.driver = u"flashforge"_s,
            .name = reply.name.isEmpty() ? QString(model.name) : reply.name,
            .address = sender.toString(),
            .serial = reply.serialNumber,
            .model = model.name,
            .settings = settings};
}

} // namespace

QList<net::UdpProbe> discoveryProbes()
{
    using Kind = net::UdpProbe::Kind;
    const auto broadcast = net::UdpProbe::fixedPayload(broadcastProbe());
    const auto empty = net::UdpProbe::fixedPayload(emptyProbe());
    return {
        {Kind::Multicast, multicastProbePort, multicastProbe, multicastGroup()},
        {Kind::Multicast, oldMulticastProbePort, multicastProbe, multicastGroup()},
        {Kind::Broadcast, broadcastProbePort, broadcast},
        {Kind::Broadcast, multicastProbePort, empty},
        {Kind::Broadcast, oldMulticastProbePort, empty},
    };
}

void FlashForgeFinder::start(const FinderRequest &request)
{
    net::UdpSearchOptions options {.probes = discoveryProbes(),
                                   .targets = {},
                                   .searchNetwork = request.searchNetwork,
                                   .total
                                   = std::min(request.limit, std::chrono::milliseconds(10'000))};
    for (const FinderTarget &target : request.targets)
        options.targets.append({target.host, target.port});
    m_search = std::make_unique<net::UdpSearch>(options);
    connect(m_search.get(), &net::UdpSearch::datagramReceived, this,
            &FlashForgeFinder::handleDatagram);
    connect(m_search.get(), &net::UdpSearch::finished, this, &FlashForgeFinder::handleFinished);
    m_search->start();
}

void FlashForgeFinder::handleDatagram(const QByteArray &bytes, const QHostAddress &sender)
{
    const auto reply = parseDiscoveryReply(bytes);
    if (!reply || m_heard.size() >= mostMachines)
        return;
    const QString key = discoveryKey(*reply, sender);
    const auto known = m_heard.find(key);
    if (known == m_heard.end()) {
        m_heard.insert(key, {*reply, sender});
        m_order.append(key);
    } else if (replaces(*reply, known->reply)) {
        *known = {*reply, sender};
    } else {
        return;
    }
    // A modern answer says all there is; an old-style one may be followed by a better one until the
    // end.
    if (reply->form == DiscoveryReply::Form::Modern) {
        Q_EMIT found(candidateFrom(*reply, sender));
        // The same machine's old-style answer, if any, came under its address: it is not told apart
        // any more.
        m_order.removeOne(key);
    }
}

void FlashForgeFinder::handleFinished()
{
    for (const QString &key : m_order) {
        const Heard &heard = m_heard[key];
        const bool alsoModern
            = std::any_of(m_heard.cbegin(), m_heard.cend(), [&](const Heard &other) {
                  return other.reply.form == DiscoveryReply::Form::Modern
                      && other.sender == heard.sender && other.reply.tcpPort == heard.reply.tcpPort;
              });
        if (heard.reply.form == DiscoveryReply::Form::Legacy && !alsoModern)
            Q_EMIT found(candidateFrom(heard.reply, heard.sender));
    }
    Q_EMIT finished();
}

} // namespace flotilla::flashforge
