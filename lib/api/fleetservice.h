// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "core/drivercontext.h"
#include "core/fleet.h"
#include "core/services.h"
#include "jobs/jobrunner.h"
#include "jobs/jobstore.h"
#include "net/networkaccess.h"
#include "store/database.h"
#include "store/eventlog.h"
#include "store/secretstores.h"
#include "store/settingstable.h"

#include <QThreadPool>

namespace flotilla::api {

class CommandService;

// Everything behind a data folder, put together: database, settings, secrets, printers, jobs,
// commands. For who holds the folder's OwnerLock. Main thread.
class FleetService : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString folder; // exists
        store::SecretPolicy secrets = store::SecretPolicy::KeychainIfWorks;
        Fleet::Options fleet = {}; // parallelConnects comes from the settings
        JobRunner::Limits jobs = {};
    };

    // What the person should know of the start: sentences.
    struct Notices
    {
        QStringList damage = {}; // something could not be read and was set aside
        QStringList secrets = {}; // where secrets are kept, when not in the keychain
    };

    // `registry` must outlive this object.
    FleetService(const DriverRegistry &registry, Options options, QObject *parent = nullptr);
    ~FleetService() override;
    Q_DISABLE_COPY_MOVE(FleetService)

    // Opens it all; links stay closed. Once; after an error only the destructor is of use.
    Command<void> start();
    // Closes the links and gives what was said last to the printers a moment to go out.
    Command<void> stop();

    const Notices &notices() const { return m_notices; }
    // There after a good start().
    Fleet &fleet() { return *m_fleet; }
    JobRunner &jobs() { return *m_jobs; }
    CommandService &commands() { return *m_commands; }
    store::Settings &settings() { return m_settings; }
    store::EventLog &events() { return m_events; }

private:
    Command<void> openSecrets();
    void build();
    void applySettings();

    const DriverRegistry &m_registry;
    const Options m_options;
    Notices m_notices;
    // Each rests on those above it.
    SystemClock m_clock;
    QThreadPool m_pool;
    NoBroker m_broker;
    NoFileServer m_fileServer;
    store::Database m_database;
    store::Settings m_settings;
    store::EventLog m_events;
    std::shared_ptr<store::SecretStore> m_secrets; // as openSecretStore() gives it; ours alone
    net::NetworkAccess m_network;
    PrinterRepository m_printers;
    JobStore m_runs;
    std::optional<DriverContext> m_context;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<CommandService> m_commands;
};

} // namespace flotilla::api
