// SPDX-License-Identifier: GPL-3.0-or-later
#include "servecommand.h"

#include "handedcommand.h"
#include "numbers.h"

#include "api/commandservice.h"
#include "api/programcommands.h"

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

// A one-shot owner is waited for; a lasting one is not.
constexpr std::chrono::milliseconds askAgainAfter {100};
constexpr std::chrono::milliseconds askAtMost = std::chrono::seconds(10);
constexpr double longestLife = 10 * 365 * 24 * 3600.0; // seconds

bool stays(const QString &role)
{
    return role != u"command";
}

} // namespace

ServeCommand::ServeCommand(const DriverRegistry &registry, Invocation invocation, Output &output,
                           QObject *parent)
    : Program(output, parent)
    , m_registry(registry)
    , m_invocation(std::move(invocation))
{
    m_lifetime.setSingleShot(true);
    connect(&m_lifetime, &QTimer::timeout, this, &ServeCommand::interrupt);
}

ServeCommand::~ServeCommand() = default;

Result<void> ServeCommand::readOptions()
{
    for (const QLatin1StringView key : {"http"_L1, "noStatus"_L1}) {
        if (m_invocation.arguments.contains(key))
            return failure(Error::Kind::Unsupported,
                           tr("This version of Flotilla has no HTTP API; use \"serve\" without "
                              "--http and --no-status."));
    }
    const auto seconds = decimalOption(m_invocation.arguments, "seconds"_L1, 0.1, longestLife);
    if (!seconds)
        return failure(seconds.error());
    if (*seconds)
        m_lifetime.setInterval(std::chrono::milliseconds(
            qRound64(qMin(**seconds, 2'000'000.0) * 1000))); // what a QTimer holds
    return {};
}

void ServeCommand::start()
{
    if (const auto read = readOptions(); !read) {
        fail(read.error());
        return;
    }
    const auto folder = api::prepareDataFolder(m_invocation.dataFolder);
    if (!folder) {
        fail(folder.error());
        return;
    }
    m_folder = *folder;
    m_lock = std::make_unique<api::OwnerLock>(m_folder);
    m_searching.start();
    takeFolder();
}

void ServeCommand::takeFolder()
{
    if (m_ending)
        return;
    const auto locked = m_lock->tryLock();
    if (locked)
        startService();
    else if (locked.error().kind == Error::Kind::Busy)
        askWhoIsThere(locked.error());
    else
        fail(locked.error());
}

void ServeCommand::askWhoIsThere(const Error &busy)
{
    m_probe = std::make_unique<api::OwnerClient>();
    const auto again = [this, busy] {
        if (m_ending)
            return;
        if (m_searching.hasExpired(askAtMost.count())) {
            m_ending = true;
            fail(busy);
        } else {
            QTimer::singleShot(askAgainAfter, this, &ServeCommand::takeFolder);
        }
    };
    connect(m_probe.get(), &api::OwnerClient::greeted, this, [this](const api::OwnerHello &owner) {
        if (!stays(owner.role) || std::exchange(m_ending, true))
            return;
        fail({Error::Kind::Busy,
              tr("Flotilla already runs with this data folder (%1, process %2).")
                  .arg(owner.role)
                  .arg(owner.pid),
              {}});
    });
    connect(m_probe.get(), &api::OwnerClient::finished, this, again, Qt::QueuedConnection);
    connect(m_probe.get(), &api::OwnerClient::lost, this, again, Qt::QueuedConnection);
    m_probe->start(api::ownerSocketCandidates(m_folder), std::nullopt);
}

void ServeCommand::startService()
{
    m_service = std::make_unique<api::FleetService>(
        m_registry, api::FleetService::Options {.folder = m_folder, .secrets = secretPolicy()});
    m_service->start().onFinished(this, [this](const Result<void> &started) {
        if (m_ending)
            return;
        if (started)
            serve();
        else
            fail(started.error());
    });
}

void ServeCommand::serve()
{
    for (const QStringList &sentences :
         {m_service->notices().damage, m_service->notices().secrets}) {
        for (const QString &sentence : sentences)
            output().notice(sentence);
    }
    const auto path = api::ownerSocketPath(m_folder);
    m_socket = std::make_unique<api::OwnerSocket>(m_service->commands(), u"serve"_s);
    const auto listening = path ? m_socket->listen(*path) : failure(path.error());
    if (!listening) {
        fail(listening.error());
        return;
    }
    m_service->commands().add(api::leaveCommand([this] { leave(); }));
    m_service->fleet().openAll();
    if (m_lifetime.interval() > 0)
        m_lifetime.start();
    output().ready({{u"printers"_s, qint64(m_service->fleet().printers().size())}});
}

// A window wants the folder. What others have handed to us is done first.
void ServeCommand::leave()
{
    m_lifetime.stop();
    connect(m_socket.get(), &api::OwnerSocket::left, this, [this] {
        if (!std::exchange(m_ending, true))
            stop();
    });
    m_socket->leave();
}

void ServeCommand::interrupt()
{
    if (std::exchange(m_ending, true))
        return;
    if (m_socket)
        m_socket->close();
    if (m_service)
        stop();
    else
        Q_EMIT finished(0);
}

void ServeCommand::stop()
{
    m_service->stop().onFinished(this, [this](const Result<void> &) { Q_EMIT finished(0); });
}

} // namespace flotilla::cli
