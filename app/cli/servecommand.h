// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"

#include "api/fleetservice.h"
#include "api/ownerclient.h"
#include "api/ownerlock.h"
#include "api/ownersocket.h"

#include <QElapsedTimer>

namespace flotilla::cli {

// `serve`: the whole fleet without a window, until it is stopped.
class ServeCommand : public Program
{
    Q_OBJECT

public:
    // `registry` and `output` must outlive it.
    ServeCommand(const DriverRegistry &registry, Invocation invocation, Output &output,
                 QObject *parent = nullptr);
    ~ServeCommand() override;

    void start() override;
    void interrupt() override;

private:
    Result<void> readOptions();
    void takeFolder();
    void askWhoIsThere(const Error &busy);
    void startService();
    void serve();
    void leave();
    void stop();

    const DriverRegistry &m_registry;
    const Invocation m_invocation;
    QString m_folder; // canonical
    QElapsedTimer m_searching;
    std::unique_ptr<api::OwnerLock> m_lock;
    std::unique_ptr<api::OwnerClient> m_probe;
    std::unique_ptr<api::FleetService> m_service;
    std::unique_ptr<api::OwnerSocket> m_socket;
    QTimer m_lifetime;
    bool m_ending = false;
};

} // namespace flotilla::cli
