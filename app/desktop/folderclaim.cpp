// SPDX-License-Identifier: GPL-3.0-or-later
#include "folderclaim.h"

#include "api/programcommands.h"

#include <QTimer>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

// An owner for one command, or one that is starting or leaving, is waited for.
constexpr std::chrono::milliseconds askAgainAfter {100};
constexpr std::chrono::milliseconds askAtMost = std::chrono::seconds(10);

} // namespace

FolderClaim::FolderClaim(const QString &folder, const QStringList &files, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_files(files)
    , m_lock(folder)
{
}

FolderClaim::~FolderClaim() = default;

void FolderClaim::start()
{
    m_searching.start();
    tryLock();
}

void FolderClaim::tryLock()
{
    const auto locked = m_lock.tryLock();
    if (locked)
        Q_EMIT owned();
    else if (locked.error().kind == Error::Kind::Busy)
        lookWhoIsThere(locked.error());
    else
        Q_EMIT failed(locked.error());
}

api::OwnerClient *FolderClaim::newClient()
{
    if (m_client)
        m_client.release()->deleteLater(); // we may be in one of its signals
    m_client = std::make_unique<api::OwnerClient>();
    return m_client.get();
}

void FolderClaim::lookWhoIsThere(const Error &busy)
{
    api::OwnerClient *client = newClient();
    const auto seen = std::make_shared<std::optional<api::OwnerHello>>();
    connect(client, &api::OwnerClient::greeted, this,
            [seen](const api::OwnerHello &owner) { *seen = owner; });
    connect(client, &api::OwnerClient::finished, this, [this, seen, busy] {
        const bool stays = *seen && ((*seen)->role == u"window" || (*seen)->role == u"serve");
        if (stays && (*seen)->pid != m_leavingPid)
            handleOwner(**seen);
        else
            tryAgainSoon(busy);
    });
    connect(client, &api::OwnerClient::lost, this, [this, busy] { tryAgainSoon(busy); });
    client->start(api::ownerSocketCandidates(m_folder), std::nullopt);
}

void FolderClaim::handleOwner(const api::OwnerHello &owner)
{
    if (owner.role == u"window") {
        handOver();
        return;
    }
    m_servePid = owner.pid;
    Q_EMIT serveFound(owner.pid);
}

void FolderClaim::handOver()
{
    api::OwnerClient *client = newClient();
    connect(client, &api::OwnerClient::finished, this, [this](const api::CommandEnd &end) {
        if (end.error)
            Q_EMIT failed(*end.error);
        else
            Q_EMIT handedOver();
    });
    connect(client, &api::OwnerClient::lost, this, [this] {
        tryAgainSoon({Error::Kind::Busy, tr("Flotilla already runs but does not answer."), {}});
    });
    client->start(api::ownerSocketCandidates(m_folder), api::raiseRequest(m_files));
}

void FolderClaim::takeOver()
{
    m_searching.start();
    api::OwnerClient *client = newClient();
    connect(client, &api::OwnerClient::finished, this, &FolderClaim::handleLeft);
    // It has gone by itself, or its last word was lost: the lock tells.
    connect(client, &api::OwnerClient::lost, this, &FolderClaim::tryLock);
    client->start(api::ownerSocketCandidates(m_folder), api::leaveRequest());
}

void FolderClaim::handleLeft(const api::CommandEnd &end)
{
    if (end.error) {
        Q_EMIT failed(*end.error);
        return;
    }
    m_leavingPid = m_servePid;
    tryLock();
}

void FolderClaim::tryAgainSoon(const Error &busy)
{
    // One that leaves carries out its commands first, and an upload may take minutes.
    const bool leaves = m_leavingPid != 0 && m_lock.holder().pid == m_leavingPid;
    if (!leaves && m_searching.hasExpired(askAtMost.count()))
        Q_EMIT failed(busy);
    else
        QTimer::singleShot(askAgainAfter, this, &FolderClaim::tryLock);
}

} // namespace flotilla
