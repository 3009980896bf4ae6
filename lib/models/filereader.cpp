// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/filereader.h"

#include <QtConcurrentRun>

namespace flotilla::models {

FileReader::FileReader(const QList<QUrl> &urls, QThreadPool &pool, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
    , m_tooMany(urls.size() > mostFiles)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        m_files = m_watcher.result();
        m_reading = false;
        Q_EMIT changed();
    });
    for (const QUrl &url : urls.first(qMin(urls.size(), mostFiles)))
        m_files << pointedAt(url);
    if (!m_tooMany)
        readAgain();
}

FileReader::~FileReader() = default;

QString FileReader::problem() const
{
    if (m_files.isEmpty())
        return tr("There is no file in what was dropped.");
    if (m_tooMany)
        return tr("At most %n file(s) can be sent at once.", nullptr, int(mostFiles));
    for (const PrintFile &file : m_files) {
        if (file.problem)
            return file.problem->message;
    }
    return {};
}

void FileReader::readAgain()
{
    if (m_reading)
        return;
    m_reading = true;
    m_watcher.setFuture(QtConcurrent::run(&m_pool, [files = m_files]() mutable {
        for (PrintFile &file : files)
            file = readPrintFile(std::move(file));
        return files;
    }));
}

} // namespace flotilla::models
