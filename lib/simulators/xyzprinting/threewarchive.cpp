// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/threewarchive.h"

#include <QtEndian>

#include <zlib.h>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxInflatedBytes = 512LL * 1024 * 1024;
constexpr qsizetype maxHeadBytes = 70 * 1024;
constexpr qsizetype maxTailBytes = 128 * 1024;
constexpr qsizetype localHeadBytes = 30;
constexpr qsizetype endBytes = 22;
constexpr quint16 deflated = 8;
constexpr quint16 descriptorFlag = 8;

quint16 shortAt(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<quint16>(bytes.constData() + at);
}

quint32 longAt(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}

} // namespace

ThreewArchive::ThreewArchive(Sink sink)
    : m_sink(std::move(sink))
    , m_stream(std::make_unique<z_stream_s>())
    , m_crc(quint32(crc32(0, nullptr, 0)))
{
    inflateInit2(m_stream.get(), -MAX_WBITS);
}

ThreewArchive::~ThreewArchive()
{
    inflateEnd(m_stream.get());
}

bool ThreewArchive::fail(const QString &reason)
{
    if (m_reason.isEmpty())
        m_reason = reason;
    return false;
}

bool ThreewArchive::feed(QByteArrayView bytes)
{
    if (!m_reason.isEmpty())
        return false;
    if (m_started)
        return inflateMore(bytes);
    m_head += bytes;
    return readHead();
}

bool ThreewArchive::readHead()
{
    if (m_head.size() < localHeadBytes)
        return true;
    if (!m_head.startsWith(QByteArrayView("PK\3\4", 4)))
        return fail(u"the archive does not begin as one"_s);
    if (shortAt(m_head, 8) != deflated)
        return fail(u"the file in the archive is not deflated"_s);
    const qsizetype begin = localHeadBytes + shortAt(m_head, 26) + shortAt(m_head, 28);
    if (m_head.size() < begin)
        return m_head.size() <= maxHeadBytes * 2 || fail(u"the head of the archive has no end"_s);
    m_hasDescriptor = (shortAt(m_head, 6) & descriptorFlag) != 0;
    m_statedCrc = longAt(m_head, 14);
    m_started = true;
    const QByteArray packed = m_head.sliced(begin);
    m_head.clear();
    return inflateMore(packed);
}

bool ThreewArchive::inflateMore(QByteArrayView bytes)
{
    if (m_ended) {
        m_tail += bytes;
        return m_tail.size() <= maxTailBytes || fail(u"too much behind the packed file"_s);
    }
    QByteArray plain(64 * 1024, Qt::Uninitialized);
    m_stream->next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    m_stream->avail_in = uInt(bytes.size());
    for (;;) {
        m_stream->next_out = reinterpret_cast<Bytef *>(plain.data());
        m_stream->avail_out = uInt(plain.size());
        const int status = inflate(m_stream.get(), Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
            return fail(u"the packed file is damaged"_s);
        const qsizetype made = plain.size() - qsizetype(m_stream->avail_out);
        m_bytes += made;
        if (m_bytes > maxInflatedBytes)
            return fail(u"the packed file swells beyond all measure"_s);
        m_crc
            = quint32(crc32(m_crc, reinterpret_cast<const Bytef *>(plain.constData()), uInt(made)));
        m_sink(QByteArrayView(plain).first(made));
        if (status == Z_STREAM_END) {
            m_ended = true;
            return inflateMore(bytes.last(qsizetype(m_stream->avail_in)));
        }
        if (m_stream->avail_in == 0 && m_stream->avail_out > 0)
            return true;
    }
}

bool ThreewArchive::finish()
{
    if (!m_reason.isEmpty())
        return false;
    if (!m_ended)
        return fail(u"the archive is cut short"_s);
    const qsizetype end = m_tail.lastIndexOf(QByteArrayView("PK\5\6", 4));
    if (end < 0 || m_tail.size() - end < endBytes)
        return fail(u"the archive has no directory"_s);
    if (shortAt(m_tail, end + 10) != 1)
        return fail(u"the archive does not hold exactly one file"_s);
    if (m_hasDescriptor) {
        const qsizetype at = m_tail.startsWith(QByteArrayView("PK\7\10", 4)) ? 4 : 0;
        m_statedCrc = m_tail.size() >= at + 4 ? longAt(m_tail, at) : 0;
    }
    return m_crc == m_statedCrc || fail(u"the checksum of the packed file is wrong"_s);
}

} // namespace flotilla::simulators
