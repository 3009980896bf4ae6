// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capabilities.h"
#include "core/driverstate.h"
#include "net/networkaccess.h"

#include <QJsonObject>
#include <QUrl>

namespace flotilla::xyzprinting {

// The form in which the maker's services wanted a serial number. It looks like a hash and is none:
// the key is known to everybody, so whoever receives or overhears it knows the serial number
// (protocol section 7).
QByteArray serialForm(QByteArrayView serial);

// Where the services are: http, a host, perhaps a port and a folder. WrongUse for anything else.
Result<QUrl> lookupAddress(const QString &text);

// GET …/api/CheckSerialNumber and POST …/api/getFilamentUsage below an address.
net::HttpRequest serialRequest(const QUrl &address, const QString &serial);
net::HttpRequest filamentRequest(const QUrl &address, const QString &cartridge,
                                 const QString &serial);

// What a reply says, one reading a value; BadReply for what is no JSON object. `kind` begins their
// ids.
Result<QList<Reading>> lookupReadings(const net::HttpReply &reply, const QString &kind);

// Both services, where the person named an address for them and asks. There is no address unless
// one is given, and nothing here calls by itself. Main thread.
class WebLookup : public QObject
{
    Q_OBJECT

public:
    // Of the action and its readings' ids.
    static constexpr QLatin1StringView actionId {"lookUp"};

    // `address` as in the program's settings; empty = off.
    WebLookup(const QString &address, net::NetworkAccess &network, QObject *parent = nullptr);

    // What to offer; none while it is off. Its question names what is told to whom.
    std::optional<Action> action() const;

    // Asks about the printer and each of its cartridges, one after the other. Unsupported while it
    // is off.
    Command<QList<Reading>> lookUp(const QString &serial, const QStringList &cartridges);

private:
    Command<QList<Reading>> askNext(const QString &serial, QStringList cartridges,
                                    QList<Reading> known);

    const QString m_text;
    net::NetworkAccess &m_network;
};

} // namespace flotilla::xyzprinting
