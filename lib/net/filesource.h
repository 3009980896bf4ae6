// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QFutureWatcher>
#include <QObject>
#include <QQueue>

#include <memory>
#include <optional>

class QThreadPool;

namespace flotilla::net {

// Reads one file ahead in a thread pool, so that the main thread never waits for a disk, and hashes
// exactly the bytes it hands out. At most `maxChunksAhead` chunks are held. A file that shrinks or
// grows meanwhile fails before its last chunk is given away. Errors are BadFile with a sentence for
// people.
class FileSource : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 chunkBytes = 256 * 1024;
    static constexpr qsizetype maxChunksAhead = 4;

    // The pool must outlive the source.
    FileSource(QString path, QThreadPool *pool, QObject *parent = nullptr);
    ~FileSource() override;
    Q_DISABLE_COPY_MOVE(FileSource)

    // Once; ends in opened() or failed(), never from inside.
    void open();

    // Known from opened() on.
    qint64 size() const { return m_size; }
    // Up to `chunkBytes` bytes; nullopt while none has been read or all have been taken.
    std::optional<QByteArray> takeChunk();
    // Whether every byte has been taken.
    bool atEnd() const { return m_opened && m_taken == m_size; }
    // Of the whole file, 32 bytes, once atEnd(); empty before.
    QByteArray sha256() const { return atEnd() ? m_sha256 : QByteArray(); }

Q_SIGNALS:
    void opened(qint64 size);
    // takeChunk() has something to give again.
    void chunkReady();
    // Nothing comes after it.
    void failed(const flotilla::Error &error);

private:
    class Reader;
    // What a task gives back: the reader and the next chunk, or why there is none.
    struct Piece
    {
        std::shared_ptr<Reader> reader;
        Result<QByteArray> bytes;
    };

    void readAhead();
    void handlePiece();

    QString m_path;
    QThreadPool *m_pool;
    // Handed into the pool with each task and back with its piece: only one side has it at a time.
    std::shared_ptr<Reader> m_reader;
    QFutureWatcher<Piece> m_watcher;
    QQueue<QByteArray> m_chunks;
    QByteArray m_sha256;
    qint64 m_size = 0;
    qint64 m_read = 0;
    qint64 m_taken = 0;
    bool m_opened = false;
    bool m_failed = false;
};

} // namespace flotilla::net
