// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QNetworkInterface>

namespace flotilla::net {

// One interface that is up, with its first IPv4 address. The loopback is none.
struct LocalInterface
{
    QNetworkInterface interface;
    QNetworkAddressEntry entry;
};

QList<LocalInterface> localInterfaces();

// The address that a packet to `target` will come from, as well as it can be told beforehand.
QHostAddress localAddressTowards(const QHostAddress &target,
                                 const QList<LocalInterface> &interfaces);

} // namespace flotilla::net
