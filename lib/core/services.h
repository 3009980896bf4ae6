// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"

#include <QDateTime>
#include <QHostAddress>
#include <QUrl>

#include <memory>

namespace flotilla {

// Where printers that dial us find our MQTT broker.
struct BrokerListen
{
    QHostAddress address;
    quint16 port = 0;
    bool tls = false;
    bool operator==(const BrokerListen &) const = default;
};

// A counted share of one listener; it closes 30 s after its last user.
class BrokerListener
{
public:
    virtual ~BrokerListener() = default;
    virtual quint16 port() const = 0;
};

// The embedded broker as drivers see it. Printers that name the same triple share a listener.
class BrokerService
{
public:
    virtual ~BrokerService() = default;
    // Shared, because the listener outlives the driver that happened to ask first.
    virtual Command<std::shared_ptr<BrokerListener>> listen(const BrokerListen &where) = 0;
};

// Gives a file to one printer that fetches it itself: under an unguessable path, to that address
// only.
class FileServer
{
public:
    virtual ~FileServer() = default;
    virtual Command<QUrl> publish(const QString &filePath, const QHostAddress &onlyFor,
                                  const QDateTime &until)
        = 0;
};

// What stands in for both in a build without them: answers Unsupported.
class NoBroker final : public BrokerService
{
public:
    Command<std::shared_ptr<BrokerListener>> listen(const BrokerListen &where) override;
};

class NoFileServer final : public FileServer
{
public:
    Command<QUrl> publish(const QString &filePath, const QHostAddress &onlyFor,
                          const QDateTime &until) override;
};

} // namespace flotilla
