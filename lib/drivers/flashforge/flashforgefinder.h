// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/finder.h"
#include "drivers/flashforge/discoverycodec.h"
#include "net/udpsearch.h"

#include <QHash>

#include <memory>

namespace flotilla::flashforge {

// Finds FlashForge printers by broadcast, multicast and unicast, both forms of their answers.
class FlashForgeFinder : public Finder
{
    Q_OBJECT

public:
    using Finder::Finder;

    void start(const FinderRequest &request) override;

private:
    void handleDatagram(const QByteArray &bytes, const QHostAddress &sender);
    void handleFinished();

    struct Heard
    {
        DiscoveryReply reply;
        QHostAddress sender;
    };

    std::unique_ptr<net::UdpSearch> m_search;
    QHash<QString, Heard> m_heard;
    QList<QString> m_order; // of m_heard's keys, as they came
};

// The probes of one search.
QList<net::UdpProbe> discoveryProbes();

} // namespace flotilla::flashforge
