// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QLockFile>
#include <QStringList>

namespace flotilla::api {

// Who runs the fleet of a data folder.
struct OwnerInfo
{
    qint64 pid = 0;
    QString program; // as the system names the process
};

// The right to run the fleet of one data folder, held by one process at a time: many printers take
// one controller only. An owner that was killed leaves nothing behind that keeps the next one out.
// Held until unlock() or the end of this object.
class OwnerLock
{
public:
    explicit OwnerLock(const QString &folder);
    Q_DISABLE_COPY_MOVE(OwnerLock)

    // Busy when another process has it, NotAuthorised when the folder cannot be written to. Does
    // not wait.
    [[nodiscard]] Result<void> tryLock();
    void unlock() { m_lock.unlock(); }

    // The present holder, as far as it can be told.
    OwnerInfo holder() const;

private:
    bool removeEmptyFile();

    const QString m_path;
    QLockFile m_lock;
};

// Makes the data folder, for its owner's eyes only, and gives its canonical path. BadFile where
// that cannot be.
Result<QString> prepareDataFolder(const QString &folder);

// Where the owner of this data folder (canonical path) listens: a folder only this user can enter,
// made when it is missing. NotAuthorised where somebody else has put something in its place.
Result<QString> ownerSocketPath(const QString &folder);

// Where a client looks for it, best first: the owner may have been started with another environment
// (a service, a cron job).
QStringList ownerSocketCandidates(const QString &folder);

} // namespace flotilla::api
