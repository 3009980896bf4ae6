// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ownerclient.h"
#include "api/ownerlock.h"

#include <QElapsedTimer>

#include <memory>

namespace flotilla {

// How a window comes by its data folder: takes it where it is free, hands its files to a window
// that has it, and asks before it takes it from a `serve`. Says exactly one of owned(),
// handedOver() and failed(); serveFound() may come before. Main thread.
class FolderClaim : public QObject
{
    Q_OBJECT

public:
    // `folder` as prepareDataFolder() gave it. An owned folder is held while this object lives.
    FolderClaim(const QString &folder, const QStringList &files, QObject *parent = nullptr);
    ~FolderClaim() override;
    Q_DISABLE_COPY_MOVE(FolderClaim)

    void start();
    // The answer to serveFound(): that one leaves when its commands have ended, however long they
    // take.
    void takeOver();

Q_SIGNALS:
    void owned();
    // Another window has our files and has come to the front.
    void handedOver();
    void serveFound(qint64 pid);
    void failed(const flotilla::Error &error);

private:
    void tryLock();
    void lookWhoIsThere(const Error &busy);
    void handleOwner(const api::OwnerHello &owner);
    void handOver();
    void handleLeft(const api::CommandEnd &end);
    void tryAgainSoon(const Error &busy);
    api::OwnerClient *newClient();

    const QString m_folder;
    const QStringList m_files;
    api::OwnerLock m_lock;
    std::unique_ptr<api::OwnerClient> m_client;
    QElapsedTimer m_searching;
    qint64 m_servePid = 0;
    qint64 m_leavingPid = 0; // said that it leaves
};

} // namespace flotilla
