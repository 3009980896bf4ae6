// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/factscache.h"

#include "files/inspect.h"

#include <QFileInfo>
#include <QMutexLocker>

namespace flotilla::files {

namespace {

constexpr int mostEntries = 256; // more than anybody drops at once

}

FactsCache::FactsCache()
    : m_entries(mostEntries)
{
}

Result<FileFacts> FactsCache::inspect(const QString &path)
{
    // Before the file is read: what changes meanwhile must not pass for what was read.
    const QFileInfo info(path);
    const QString key = info.absoluteFilePath();
    const QDateTime modified = info.lastModified();
    {
        const QMutexLocker lock(&m_mutex);
        const Entry *known = m_entries.object(key);
        if (known && known->bytes == info.size() && known->modified == modified) {
            ++m_hits;
            return known->facts;
        }
    }
    auto facts = files::inspect(path);
    const QMutexLocker lock(&m_mutex);
    if (facts && facts->bytes == info.size())
        m_entries.insert(key, new Entry {facts->bytes, modified, *facts});
    else
        m_entries.remove(key);
    return facts;
}

qint64 FactsCache::hits() const
{
    const QMutexLocker lock(&m_mutex);
    return m_hits;
}

} // namespace flotilla::files
