// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"

#include "base/clock.h"
#include "core/drivercontext.h"
#include "core/driverregistry.h"
#include "core/services.h"
#include "net/networkaccess.h"
#include "store/filesecretstore.h"

#include <QJsonArray>
#include <QThreadPool>

namespace flotilla::cli {

// `drivers`: the systems of this build.
class DriversCommand : public Program
{
    Q_OBJECT

public:
    DriversCommand(const DriverRegistry &registry, Output &output, QObject *parent = nullptr);

    void start() override;
    void interrupt() override { }

private:
    const DriverRegistry &m_registry;
};

// `discover`: looks for machines without touching a data folder.
class DiscoverCommand : public Program
{
    Q_OBJECT

public:
    DiscoverCommand(const DriverRegistry &registry, Invocation invocation, Output &output,
                    QObject *parent = nullptr);
    ~DiscoverCommand() override;

    void start() override;
    void interrupt() override;

private:
    Result<FinderRequest> readRequest() const;
    Result<std::vector<const DriverInfo *>> readDrivers() const;
    void search(const std::vector<const DriverInfo *> &drivers, const FinderRequest &request);

    const DriverRegistry &m_registry;
    const Invocation m_invocation;
    SystemClock m_clock;
    QThreadPool m_pool;
    net::NetworkAccess m_network;
    NoBroker m_broker;
    NoFileServer m_files;
    store::FileSecretStore m_secrets; // a search needs none; nothing is written
    DriverContext m_context;
    QJsonArray m_found;
    int m_searches = 0;
};

} // namespace flotilla::cli
