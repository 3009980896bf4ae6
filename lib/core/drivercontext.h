// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

class QThreadPool;

namespace flotilla {

class Clock;
class BrokerService;
class FileServer;

namespace net {
class NetworkAccess;
}
namespace store {
class SecretStore;
}

// How often a driver asks its printer.
struct Pace
{
    std::chrono::milliseconds watched {3'000}; // somebody looks at it, or a job of ours runs
    std::chrono::milliseconds slow {10'000};
};

// What a driver uses and does not own; one per Fleet, outlives every driver. Main thread.
struct DriverContext
{
    const Clock &clock;
    store::SecretStore &secrets;
    net::NetworkAccess &network;
    FileServer &files;
    BrokerService &broker;
    QThreadPool &pool;
    Pace pace = {};
    // Web service that a person may have a machine's serial numbers looked up at; empty = none.
    // Nothing asks it unless told to.
    QString lookupAddress = {};
};

} // namespace flotilla
