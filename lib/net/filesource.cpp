// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/filesource.h"

#include "base/sha256.h"

#include <QFile>
#include <QFileInfo>
#include <QtConcurrentRun>

namespace flotilla::net {

namespace {

tl::unexpected<Error> badFile(const QString &message, const QString &detail = {})
{
    return failure(Error::Kind::BadFile, message, detail);
}

} // namespace

// The worker's side: touched by one task at a time and by nobody between two tasks.
class FileSource::Reader
{
public:
    explicit Reader(const QString &path)
        : m_file(path)
    {
    }

    qint64 size() const { return m_size; }
    QByteArray sha256() const { return m_hash.result(); }

    Result<QByteArray> open()
    {
        const QFileInfo info(m_file.fileName());
        if (!info.exists())
            return badFile(
                tr("There is no file %1. It may have been moved or deleted.").arg(name()));
        if (info.isDir())
            return badFile(tr("%1 is a folder. Choose a file.").arg(name()));
        // Opening a pipe would wait for its other end, perhaps for ever.
        if (!info.isFile())
            return badFile(tr("%1 is not an ordinary file and cannot be sent.").arg(name()));
        if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return unreadable();
        m_size = m_file.size();
        return QByteArray();
    }

    Result<QByteArray> read()
    {
        const qint64 wanted = qMin(chunkBytes, m_size - m_done);
        QByteArray chunk(wanted, Qt::Uninitialized);
        const qint64 count = m_file.read(chunk.data(), wanted);
        if (count < 0)
            return unreadable();
        m_done += count;
        if (count < wanted || (m_done == m_size && m_file.size() != m_size))
            return badFile(
                tr("The file %1 was changed while it was being read. Try again once it is "
                   "complete.")
                    .arg(name()),
                QStringLiteral("%1 bytes at first, now %2").arg(m_size).arg(m_file.size()));
        m_hash.add(chunk);
        return chunk;
    }

private:
    QString name() const { return QFileInfo(m_file.fileName()).fileName(); }

    tl::unexpected<Error> unreadable() const
    {
        return badFile(
            tr("The file %1 cannot be read. Check that it may be opened by you and that its "
               "drive is there.")
                .arg(name()),
            m_file.errorString());
    }

    QFile m_file;
    Sha256 m_hash;
    qint64 m_size = 0;
    qint64 m_done = 0;
};

FileSource::FileSource(QString path, QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_pool(pool)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &FileSource::handlePiece);
}

FileSource::~FileSource() = default;

void FileSource::open()
{
    m_watcher.setFuture(QtConcurrent::run(m_pool, [path = m_path] {
        auto reader = std::make_shared<Reader>(path);
        auto bytes = reader->open();
        return Piece {std::move(reader), std::move(bytes)};
    }));
}

std::optional<QByteArray> FileSource::takeChunk()
{
    if (m_chunks.isEmpty())
        return std::nullopt;
    QByteArray chunk = m_chunks.dequeue();
    m_taken += chunk.size();
    readAhead();
    return chunk;
}

void FileSource::readAhead()
{
    // Without the reader a task is under way already.
    if (!m_reader || m_failed || m_read == m_size || m_chunks.size() >= maxChunksAhead)
        return;
    m_watcher.setFuture(QtConcurrent::run(m_pool, [reader = std::exchange(m_reader, {})]() mutable {
        auto bytes = reader->read();
        return Piece {std::move(reader), std::move(bytes)};
    }));
}

void FileSource::handlePiece()
{
    Piece piece = m_watcher.future().takeResult();
    if (!piece.bytes) {
        m_failed = true;
        Q_EMIT failed(piece.bytes.error());
        return;
    }
    m_reader = std::move(piece.reader);
    const bool first = !m_opened;
    if (first) {
        m_opened = true;
        m_size = m_reader->size();
    } else {
        m_read += piece.bytes->size();
        m_chunks.enqueue(*piece.bytes);
    }
    if (m_read == m_size)
        m_sha256 = m_reader->sha256();
    readAhead();
    if (first)
        Q_EMIT opened(m_size);
    else
        Q_EMIT chunkReady();
}

} // namespace flotilla::net
