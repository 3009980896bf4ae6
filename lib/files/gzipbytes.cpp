// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/gzipbytes_p.h"

#include "files/gcodereader_p.h"
#include "files/inflater_p.h"

#include <QCoreApplication>

#include <algorithm>

namespace flotilla::files {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::GzipBytes)
};

constexpr qint64 pieceBytes = 64 * 1024;
// What the reader of G-code asks for at most.
constexpr qint64 keptHeadBytes = gcodeHeadBytes;
constexpr qint64 keptTailBytes = gcodeWholeBytes;

} // namespace

Result<std::unique_ptr<GzipBytes>> GzipBytes::unpack(ByteSource &packed)
{
    std::unique_ptr<GzipBytes> bytes(new GzipBytes);
    if (const auto unpacked = bytes->unpackAll(packed); !unpacked)
        return failure(unpacked.error());
    if (bytes->m_size == 0)
        return failure(Error::Kind::BadFile, Tr::tr("The packed file cannot be unpacked."));
    return bytes;
}

Result<QByteArray> GzipBytes::read(qint64 offset, qint64 length)
{
    if (offset < 0 || length <= 0 || offset >= m_size)
        return QByteArray();
    const qint64 tailStart = m_size - m_tail.size();
    if (offset >= tailStart)
        return m_tail.mid(offset - tailStart, length);
    return m_head.mid(offset, length);
}

Result<void> GzipBytes::unpackAll(ByteSource &packed)
{
    Inflater inflater;
    QByteArray room(pieceBytes, Qt::Uninitialized);
    qint64 at = 0;
    QByteArray input;
    while (inflater.isReady() && m_size < maxUnpackedBytes) {
        if (!inflater.hasInput()) {
            auto more = packed.read(at, pieceBytes);
            if (!more)
                return failure(more.error());
            if (more->isEmpty())
                return {}; // cut
            at += more->size();
            input = std::move(*more);
            inflater.setInput(input);
        }
        qsizetype made = 0;
        const int answer = inflater.inflateInto(room, made);
        add(QByteArrayView(room).first(made));
        m_whole = answer == Z_STREAM_END;
        if (answer != Z_OK)
            return {};
    }
    return {};
}

void GzipBytes::add(QByteArrayView bytes)
{
    bytes = bytes.first(std::min<qint64>(bytes.size(), maxUnpackedBytes - m_size));
    // Once it is long: growing by itself it would take twice as much.
    if (m_size > keptTailBytes) {
        m_head.reserve(keptHeadBytes);
        m_tail.reserve(2 * keptTailBytes + pieceBytes);
    }
    const qint64 room = std::max<qint64>(0, keptHeadBytes - m_head.size());
    m_head.append(bytes.first(std::min<qint64>(room, bytes.size())));
    m_tail.append(bytes);
    if (m_tail.size() > 2 * keptTailBytes)
        m_tail.remove(0, m_tail.size() - keptTailBytes);
    m_size += bytes.size();
}

} // namespace flotilla::files
