// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryFile>

#include <utility>

namespace flotilla::simulators {

// The blocks of one V3 upload: index, length, data and CRC-32, big-endian, each to be acknowledged
// before the next.
class XyzIntake
{
public:
    struct Step
    {
        bool blockTaken = false; // to be acknowledged
        bool broken = false; // refused; the upload is over
        QStringList problems;
    };

    XyzIntake(QString name, qint64 size, int blockBytes);

    // All bytes that came; of these at most one block is taken. Call again with nothing while
    // hasMore() after the acknowledgement has gone out.
    Step take(QByteArrayView bytes);
    bool hasMore() const { return m_buffer.size() >= headBytes; }
    bool isWhole() const { return m_received == m_size; }
    // What stands in the buffer where no block is due any more.
    QByteArray takeRest() { return std::exchange(m_buffer, {}); }

    const QString &name() const { return m_name; }
    qint64 size() const { return m_size; }
    qint64 fileBytes() const { return m_received; }
    qint64 streamBytes() const { return m_streamed; } // with heads and trailers
    QIODevice &file() { return m_file; }

private:
    Step takeBlock();
    Step refuse(const QString &problem);

    static constexpr qsizetype headBytes = 8;
    static constexpr qsizetype trailerBytes = 4;

    const QString m_name;
    const qint64 m_size;
    const int m_blockBytes;
    QTemporaryFile m_file;
    QByteArray m_buffer;
    qint64 m_received = 0;
    qint64 m_streamed = 0;
    quint32 m_nextIndex = 0;
};

} // namespace flotilla::simulators
