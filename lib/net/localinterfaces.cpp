// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/localinterfaces_p.h"

#include <algorithm>

namespace flotilla::net {

namespace {

// Machines that run containers have dozens of interfaces, and each probe goes to each of them.
constexpr qsizetype maxInterfaces = 32;

} // namespace

QList<LocalInterface> localInterfaces()
{
    QList<LocalInterface> found;
    const auto all = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &interface : all) {
        const auto flags = interface.flags();
        if (!flags.testFlag(QNetworkInterface::IsUp)
            || flags.testFlag(QNetworkInterface::IsLoopBack))
            continue;
        const auto entries = interface.addressEntries();
        const auto entry = std::find_if(
            entries.begin(), entries.end(), [](const QNetworkAddressEntry &candidate) {
                return candidate.ip().protocol() == QAbstractSocket::IPv4Protocol;
            });
        if (entry != entries.end())
            found.append({interface, *entry});
        if (found.size() >= maxInterfaces)
            break;
    }
    return found;
}

QHostAddress localAddressTowards(const QHostAddress &target,
                                 const QList<LocalInterface> &interfaces)
{
    if (target.isLoopback() || interfaces.isEmpty())
        return QHostAddress(QHostAddress::LocalHost);
    for (const LocalInterface &local : interfaces) {
        if (target.isInSubnet(local.entry.ip(), local.entry.prefixLength()))
            return local.entry.ip();
    }
    return interfaces.first().entry.ip();
}

} // namespace flotilla::net
