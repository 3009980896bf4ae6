// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"

#include "api/fleetservice.h"
#include "api/ownerclient.h"
#include "api/ownerlock.h"
#include "api/ownersocket.h"

#include <QElapsedTimer>

namespace flotilla::cli {

// A command of the fleet: handed to the owner of the data folder where there is one, carried out
// here as the owner for its length where there is none.
class HandedCommand : public Program
{
    Q_OBJECT

public:
    // `registry` and `output` must outlive it.
    HandedCommand(const DriverRegistry &registry, Invocation invocation, Output &output,
                  QObject *parent = nullptr);
    ~HandedCommand() override;

    void start() override;
    void interrupt() override;

private:
    void askOwner();
    void handleLoss(api::OwnerClient::Loss loss);
    void becomeOwner();
    void tryAgainSoon();
    void carryOut();
    void beginTask();
    void handleDocument(const QJsonValue &value);
    void handleEnd(const api::CommandEnd &end);
    void leave();

    const DriverRegistry &m_registry;
    Invocation m_invocation;
    QString m_folder; // canonical
    api::CommandRequest m_request;
    QElapsedTimer m_searching;
    std::unique_ptr<api::OwnerClient> m_client;
    std::unique_ptr<api::OwnerLock> m_lock;
    std::unique_ptr<api::FleetService> m_service;
    std::unique_ptr<api::OwnerSocket> m_socket;
    QPointer<api::CommandTask> m_task;
    QTimer m_patience;
    int m_exitStatus = 0;
    bool m_ended = false;
    bool m_interrupted = false;
};

// Where this program keeps secrets: the keychain, unless FLOTILLA_SECRETS=file.
store::SecretPolicy secretPolicy();

} // namespace flotilla::cli
