// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <zlib.h>

#include <functional>

namespace flotilla::files::threew {

// Takes bytes as they come; an error ends everything.
using Sink = std::function<Result<void>(const QByteArray &)>;

// How much a zip may hold. No printer has ever been given a hundredth of it.
inline constexpr qint64 mostUnzippedBytes = 512LL * 1024 * 1024;

// A zip of one deflated file, written as it comes. The same text gives the same zip.
class ZipWriter
{
public:
    ZipWriter();
    ~ZipWriter();
    Q_DISABLE_COPY_MOVE(ZipWriter)

    // What there is to write now.
    QByteArray add(QByteArrayView text) { return deflated(text, Z_NO_FLUSH); }
    QByteArray finish();

private:
    QByteArray deflated(QByteArrayView text, int flush);

    z_stream m_stream {};
    QByteArray m_begin;
    uLong m_crc = 0;
    qint64 m_textBytes = 0;
    qint64 m_packedBytes = 0;
};

// A zip of exactly one deflated file, read as it comes.
class ZipReader
{
public:
    // `name` of the file, for sentences.
    ZipReader(QString name, Sink sink);
    ~ZipReader();
    Q_DISABLE_COPY_MOVE(ZipReader)

    Result<void> add(QByteArrayView bytes);
    // What came is the whole archive.
    Result<void> finish();

private:
    enum class Part { Head, Packed, Tail };

    Result<void> takeHead();
    Result<void> unpack(QByteArrayView bytes);
    tl::unexpected<Error> damaged(const QString &detail) const;

    const QString m_name;
    const Sink m_sink;
    z_stream m_stream {};
    Part m_part = Part::Head;
    QByteArray m_kept; // of the head, then of the tail
    uLong m_crc = 0;
    qint64 m_textBytes = 0;
    qint64 m_packedBytes = 0;
};

} // namespace flotilla::files::threew
