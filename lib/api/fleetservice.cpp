// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/fleetservice.h"

#include "api/commandservice.h"
#include "base/logging.h"

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

// For farewells to printers that must not be left in control of a program that is gone.
constexpr std::chrono::milliseconds farewell {100};

} // namespace

FleetService::FleetService(const DriverRegistry &registry, Options options, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_options(std::move(options))
    , m_database(m_options.folder + u"/flotilla.db"_s)
    , m_settings(m_database)
    , m_events(m_database)
    , m_network(&m_pool)
    , m_printers(m_database)
    , m_runs(m_database)
{
}

FleetService::~FleetService() = default;

Command<void> FleetService::start()
{
    return m_database.open()
        .then(this,
              [this](const store::OpenReport &report) {
                  if (!report.setAside.isEmpty())
                      m_notices.damage << tr("The database was damaged. It was set aside as %1, "
                                             "and a new one was begun.")
                                              .arg(report.setAside);
                  return m_settings.load();
              })
        .then(this, [this] { return openSecrets(); })
        .then(this,
              [this] {
                  build();
                  return m_fleet->load();
              })
        .then(this, [this] { return m_jobs->load(); });
}

Command<void> FleetService::openSecrets()
{
    return store::openSecretStore(m_options.secrets, m_options.folder)
        .then(this, [this](const store::OpenedSecretStore &opened) -> Result<void> {
            m_secrets = opened.store;
            m_notices.secrets = opened.notices;
            return {};
        });
}

void FleetService::build()
{
    m_context.emplace(
        DriverContext {m_clock, *m_secrets, m_network, m_fileServer, m_broker, m_pool});
    applySettings();
    connect(&m_settings, &store::Settings::changed, this, &FleetService::applySettings);

    Fleet::Options fleetOptions = m_options.fleet;
    fleetOptions.parallelConnects = m_settings.value(u"fleet.parallelConnects").toInt();
    m_fleet = std::make_unique<Fleet>(m_registry, *m_context, m_printers, fleetOptions);
    connect(m_fleet.get(), &Fleet::noted, this,
            [this](const QUuid &printer, const QString &kind, const QString &text) {
                m_events.append({m_clock.now(), printer.toString(QUuid::WithoutBraces), kind, text})
                    .onFinished(this, [](const Result<void> &stored) {
                        if (!stored)
                            qCWarning(lcApi).noquote()
                                << "An event could not be stored:" << stored.error().message;
                    });
            });
    m_jobs = std::make_unique<JobRunner>(*m_fleet, m_runs, m_options.jobs);
    m_commands = std::make_unique<CommandService>(CommandServices {*m_fleet, *m_jobs, m_settings});
}

void FleetService::applySettings()
{
    using std::chrono::seconds;
    m_context->lookupAddress = m_settings.value(u"xyzprinting.lookupAddress").toString();
    m_context->pace = {.watched = seconds(m_settings.value(u"poll.watchedSeconds").toInt()),
                       .slow = seconds(m_settings.value(u"poll.slowSeconds").toInt())};
}

Command<void> FleetService::stop()
{
    bool anyOpen = false;
    if (m_fleet) {
        for (const Printer *printer : m_fleet->printers())
            anyOpen = anyOpen || printer->status().link != Link::Closed;
        m_fleet->closeAll();
    }
    CommandPromise<void> promise;
    QTimer::singleShot(anyOpen ? farewell : std::chrono::milliseconds::zero(), this,
                       [promise] { promise.finish({}); });
    return promise.command();
}

} // namespace flotilla::api
