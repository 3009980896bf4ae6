// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/gzipbytes_p.h"

#include "files/gcodereader_p.h"

#include <QCoreApplication>

#include <zlib.h>

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
constexpr int gzipWindow = 15 + 16; // zlib's way to say: the largest window, with a gzip head

// zlib's state, ended with this object.
class Inflater
{
public:
    Inflater() { m_ready = inflateInit2(&m_stream, gzipWindow) == Z_OK; }
    ~Inflater()
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }
    Q_DISABLE_COPY_MOVE(Inflater)

    bool isReady() const { return m_ready; }
    bool hasInput() const { return m_stream.avail_in > 0; }
    void setInput(QByteArray &bytes)
    {
        m_stream.next_in = reinterpret_cast<Bytef *>(bytes.data());
        m_stream.avail_in = uInt(bytes.size());
    }
    // zlib's answer; `made` bytes are new in `room`.
    int inflateInto(QByteArray &room, qsizetype &made)
    {
        m_stream.next_out = reinterpret_cast<Bytef *>(room.data());
        m_stream.avail_out = uInt(room.size());
        const int answer = inflate(&m_stream, Z_NO_FLUSH);
        made = room.size() - qsizetype(m_stream.avail_out);
        return answer;
    }

private:
    z_stream m_stream {};
    bool m_ready = false;
};

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
    const qint64 room = std::max<qint64>(0, keptHeadBytes - m_head.size());
    m_head.append(bytes.first(std::min<qint64>(room, bytes.size())));
    m_tail.append(bytes);
    if (m_tail.size() > 2 * keptTailBytes)
        m_tail.remove(0, m_tail.size() - keptTailBytes);
    m_size += bytes.size();
}

} // namespace flotilla::files
