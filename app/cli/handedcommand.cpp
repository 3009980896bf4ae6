// SPDX-License-Identifier: GPL-3.0-or-later
#include "handedcommand.h"

#include "inputs.h"

#include "api/commandservice.h"

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

// For an owner that is just starting or just leaving: the lock is taken, nobody answers.
constexpr std::chrono::milliseconds askAgainAfter {100};
constexpr std::chrono::milliseconds askAtMost = std::chrono::seconds(10);
// A transfer ends within a second of being asked to.
constexpr std::chrono::milliseconds cancelAtMost = std::chrono::seconds(3);
// Silence while we wait for the commands of others needs an explanation after a moment.
constexpr std::chrono::milliseconds explainAfter = std::chrono::seconds(1);

api::CommandEnd stopped()
{
    return {Error {Error::Kind::Canceled, HandedCommand::tr("This was stopped."), {}}};
}

// Commands of which the person must know where secrets go.
bool storesSecrets(const QString &command)
{
    return command == u"add" || command == u"edit";
}

} // namespace

store::SecretPolicy secretPolicy()
{
    return qEnvironmentVariable("FLOTILLA_SECRETS") == u"file"
        ? store::SecretPolicy::FileOnly
        : store::SecretPolicy::KeychainIfWorks;
}

HandedCommand::HandedCommand(const DriverRegistry &registry, Invocation invocation, Output &output,
                             QObject *parent)
    : Program(output, parent)
    , m_registry(registry)
    , m_invocation(std::move(invocation))
{
}

HandedCommand::~HandedCommand() = default;

void HandedCommand::start()
{
    const auto warnings = readInputs(m_registry, m_invocation);
    if (!warnings) {
        fail(warnings.error());
        return;
    }
    for (const QString &warning : *warnings)
        output().notice(warning);
    const auto folder = api::prepareDataFolder(m_invocation.dataFolder);
    if (!folder) {
        fail(folder.error());
        return;
    }
    m_folder = *folder;
    m_lock = std::make_unique<api::OwnerLock>(m_folder);
    QJsonObject arguments = m_invocation.arguments;
    arguments.remove(u"csv"_s); // ours alone
    m_request = {.id = QUuid::createUuid(),
                 .command = m_invocation.command->name,
                 .arguments = arguments,
                 .timeout = m_invocation.timeout};
    m_searching.start();
    askOwner();
}

void HandedCommand::askOwner()
{
    m_client = std::make_unique<api::OwnerClient>();
    api::OwnerClient *client = m_client.get();
    connect(client, &api::OwnerClient::document, this, &HandedCommand::handleDocument);
    connect(client, &api::OwnerClient::progress, this,
            [this](qint64 done, qint64 total, const QString &label) {
                output().progress(done, total, label);
            });
    connect(client, &api::OwnerClient::notice, this,
            [this](const QString &text) { output().notice(text); });
    connect(client, &api::OwnerClient::finished, this, &HandedCommand::handleEnd);
    connect(client, &api::OwnerClient::lost, this, &HandedCommand::handleLoss);
    client->start(api::ownerSocketCandidates(m_folder), m_request);
}

void HandedCommand::handleLoss(api::OwnerClient::Loss loss)
{
    m_client.release()->deleteLater(); // we are in one of its signals
    switch (loss) {
    case api::OwnerClient::Loss::NobodyThere:
        becomeOwner();
        break;
    case api::OwnerClient::Loss::NotBegun:
        tryAgainSoon();
        break;
    case api::OwnerClient::Loss::Unknown:
        handleEnd({Error {Error::Kind::Unreachable,
                          tr("The running Flotilla went away in the middle. Look with "
                             "\"flotillactl status\" how far it came."),
                          {}}});
        break;
    }
}

void HandedCommand::becomeOwner()
{
    const auto locked = m_lock->tryLock();
    if (locked)
        carryOut();
    else if (locked.error().kind == Error::Kind::Busy)
        tryAgainSoon();
    else
        handleEnd({locked.error()});
}

void HandedCommand::tryAgainSoon()
{
    if (m_interrupted) {
        handleEnd(stopped());
        return;
    }
    if (m_searching.hasExpired(askAtMost.count())) {
        const api::OwnerInfo owner = m_lock->holder();
        handleEnd({Error {Error::Kind::Busy,
                          tr("Flotilla already uses this data folder (%1, process %2) but does "
                             "not answer.")
                              .arg(owner.program)
                              .arg(owner.pid),
                          {}}});
        return;
    }
    QTimer::singleShot(askAgainAfter, this, &HandedCommand::askOwner);
}

void HandedCommand::carryOut()
{
    m_service = std::make_unique<api::FleetService>(
        m_registry, api::FleetService::Options {.folder = m_folder, .secrets = secretPolicy()});
    m_service->start().onFinished(this, [this](const Result<void> &started) {
        if (!started) {
            handleEnd({started.error()});
            return;
        }
        for (const QString &sentence : m_service->notices().damage)
            output().notice(sentence);
        if (storesSecrets(m_request.command)) {
            for (const QString &sentence : m_service->notices().secrets)
                output().notice(sentence);
        }
        // Others may hand us their commands meanwhile; without a socket they have to wait, no more.
        if (const auto path = api::ownerSocketPath(m_folder)) {
            m_socket = std::make_unique<api::OwnerSocket>(m_service->commands(), u"command"_s);
            if (!m_socket->listen(*path))
                m_socket.reset();
        }
        beginTask();
    });
}

void HandedCommand::beginTask()
{
    m_task = m_service->commands().start(m_request);
    connect(m_task, &api::CommandTask::document, this, &HandedCommand::handleDocument);
    connect(m_task, &api::CommandTask::progress, this,
            [this](qint64 done, qint64 total, const QString &label) {
                output().progress(done, total, label);
            });
    connect(m_task, &api::CommandTask::notice, this,
            [this](const QString &text) { output().notice(text); });
    connect(m_task, &api::CommandTask::finished, this, &HandedCommand::handleEnd);
    if (m_interrupted)
        interrupt();
}

void HandedCommand::handleDocument(const QJsonValue &value)
{
    if (!output().document(value))
        interrupt(); // nobody reads any more
}

void HandedCommand::interrupt()
{
    m_interrupted = true;
    if (m_ended) {
        Q_EMIT finished(m_exitStatus); // no longer waiting for others
        return;
    }
    if (m_client) {
        m_client->cancel();
        // An owner goes on with what is no transfer; we need not stay for it.
        QTimer::singleShot(cancelAtMost, this, [this] {
            if (!m_ended && m_client)
                handleEnd(stopped());
        });
        return;
    }
    if (m_task && !m_task->hasBegun())
        QTimer::singleShot(0, this, &HandedCommand::interrupt);
    else if (m_task && m_task->isCancelable())
        m_task->cancel();
    else if (m_task)
        handleEnd(stopped());
}

void HandedCommand::handleEnd(const api::CommandEnd &end)
{
    if (std::exchange(m_ended, true))
        return;
    m_exitStatus = end.exitStatus();
    if (m_task)
        m_task->disconnect(this);
    if (end.error)
        output().error(*end.error);
    leave();
}

// Others may be in the middle of commands that they handed to us.
void HandedCommand::leave()
{
    if (!m_service) {
        Q_EMIT finished(m_exitStatus);
        return;
    }
    const auto stop = [this] {
        m_patience.stop();
        m_service->stop().onFinished(
            this, [this](const Result<void> &) { Q_EMIT finished(m_exitStatus); });
    };
    if (!m_socket) {
        stop();
        return;
    }
    connect(m_socket.get(), &api::OwnerSocket::left, this, stop);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        output().notice(tr("Done. Another flotillactl handed its command to this one; it is waited "
                           "for. Ctrl+C ends both."));
    });
    m_patience.start(explainAfter);
    m_socket->leave();
}

} // namespace flotilla::cli
