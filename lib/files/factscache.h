// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "files/filefacts.h"

#include <QCache>
#include <QDateTime>
#include <QMutex>

namespace flotilla::files {

// inspect() that remembers: a file whose path, size and time of change are the same is not read
// again. Failures are not remembered. Any thread.
class FactsCache
{
public:
    FactsCache();

    Result<FileFacts> inspect(const QString &path);

    // How often it knew the answer.
    qint64 hits() const;

private:
    struct Entry
    {
        qint64 bytes = 0;
        QDateTime modified;
        FileFacts facts;
    };

    mutable QMutex m_mutex;
    QCache<QString, Entry> m_entries;
    qint64 m_hits = 0;
};

} // namespace flotilla::files
