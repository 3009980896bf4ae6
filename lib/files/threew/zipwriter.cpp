// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/zipstream_p.h"

#include "files/threew/crc_p.h"

#include <QtEndian>

namespace flotilla::files::threew {

namespace {

constexpr QByteArrayView member("sample.gcode", 12); // as the best-known writer calls it
constexpr quint16 neededVersion = 20;
// The sizes follow the data, and names are UTF-8.
constexpr quint16 flags = 0x0808;
constexpr quint16 deflateMethod = 8;
constexpr quint16 firstDay = 0x0021; // 1 January 1980: a file says nothing of when it was made
constexpr int bareDeflate = -15; // zlib's way to say: the largest window, no head
constexpr int memoryLevel = 8;
constexpr qsizetype roomBytes = 64 * 1024;

class LittleEndian
{
public:
    LittleEndian &bytes(QByteArrayView more)
    {
        m_bytes.append(more);
        return *this;
    }
    LittleEndian &two(quint16 number) { return put(qToLittleEndian(number)); }
    LittleEndian &four(quint64 number) { return put(qToLittleEndian(quint32(number))); }
    const QByteArray &all() const { return m_bytes; }

private:
    template<typename T> LittleEndian &put(T number)
    {
        m_bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
        return *this;
    }

    QByteArray m_bytes;
};

} // namespace

ZipWriter::ZipWriter()
{
    if (deflateInit2(&m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, bareDeflate, memoryLevel,
                     Z_DEFAULT_STRATEGY)
        != Z_OK)
        qFatal("zlib does not start");
    m_begin = LittleEndian()
                  .bytes("PK\3\4")
                  .two(neededVersion)
                  .two(flags)
                  .two(deflateMethod)
                  .two(0)
                  .two(firstDay)
                  .four(0)
                  .four(0)
                  .four(0)
                  .two(quint16(member.size()))
                  .two(0)
                  .bytes(member)
                  .all();
}

ZipWriter::~ZipWriter()
{
    deflateEnd(&m_stream);
}

QByteArray ZipWriter::deflated(QByteArrayView text, int flush)
{
    m_crc = crcWith(m_crc, text);
    m_textBytes += text.size();
    QByteArray out = std::exchange(m_begin, {});
    // zlib only reads it.
    m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    m_stream.avail_in = uInt(text.size());
    QByteArray room(roomBytes, Qt::Uninitialized);
    do {
        m_stream.next_out = reinterpret_cast<Bytef *>(room.data());
        m_stream.avail_out = uInt(room.size());
        deflate(&m_stream, flush);
        const qsizetype made = room.size() - qsizetype(m_stream.avail_out);
        m_packedBytes += made;
        out.append(room.constData(), made);
    } while (m_stream.avail_out == 0);
    return out;
}

QByteArray ZipWriter::finish()
{
    const QByteArray last = deflated({}, Z_FINISH);
    const qint64 localBytes = 30 + member.size() + m_packedBytes + 16;
    return LittleEndian()
        .bytes(last)
        // The sizes that were not known in front.
        .bytes("PK\7\10")
        .four(m_crc)
        .four(quint64(m_packedBytes))
        .four(quint64(m_textBytes))
        // The list of contents.
        .bytes("PK\1\2")
        .two(0)
        .two(neededVersion)
        .two(flags)
        .two(deflateMethod)
        .two(0)
        .two(firstDay)
        .four(m_crc)
        .four(quint64(m_packedBytes))
        .four(quint64(m_textBytes))
        .two(quint16(member.size()))
        .bytes(QByteArray(16, '\0'))
        .bytes(member)
        .bytes("PK\5\6")
        .four(0)
        .two(1)
        .two(1)
        .four(quint64(46 + member.size()))
        .four(quint64(localBytes))
        .two(0)
        .all();
}

} // namespace flotilla::files::threew
