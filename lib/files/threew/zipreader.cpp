// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/zipstream_p.h"

#include "files/threew/crc_p.h"

#include <QCoreApplication>
#include <QtEndian>

#include <array>

namespace flotilla::files::threew {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::threew::ZipReader)
};

constexpr qsizetype headBytes = 30; // and two strings
constexpr qsizetype mostTailBytes = 128 * 1024;
constexpr quint16 encryptedFlag = 1;
constexpr quint16 deflateMethod = 8;
constexpr int bareDeflate = -15; // zlib's way to say: the largest window, no head
constexpr qsizetype roomBytes = 256 * 1024;
// Between the packed bytes and the list of contents: the sizes, with and without their mark.
constexpr std::array<qsizetype, 5> gaps {0, 12, 16, 20, 24};

quint16 two(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint16>(bytes.data() + at);
}

quint32 four(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.data() + at);
}

// Where the list of contents begins in the tail; nothing: it has none where one should be.
std::optional<qsizetype> directoryIn(QByteArrayView tail)
{
    for (const qsizetype gap : gaps) {
        if (gap + 46 <= tail.size() && tail.sliced(gap).startsWith("PK\1\2"))
            return gap;
    }
    return std::nullopt;
}

} // namespace

ZipReader::ZipReader(QString name, Sink sink)
    : m_name(std::move(name))
    , m_sink(std::move(sink))
{
    if (inflateInit2(&m_stream, bareDeflate) != Z_OK)
        qFatal("zlib does not start");
}

ZipReader::~ZipReader()
{
    inflateEnd(&m_stream);
}

tl::unexpected<Error> ZipReader::damaged(const QString &detail) const
{
    return failure(
        Error::Kind::BadFile,
        Tr::tr("The archive inside “%1” is damaged. Copy or slice the file again.").arg(m_name),
        detail);
}

Result<void> ZipReader::add(QByteArrayView bytes)
{
    if (m_part == Part::Packed)
        return unpack(bytes);
    m_kept.append(bytes);
    if (m_part == Part::Head)
        return takeHead();
    if (m_kept.size() > mostTailBytes)
        return damaged(QStringLiteral("more follows the packed file than a list of contents"));
    return {};
}

Result<void> ZipReader::takeHead()
{
    if (m_kept.size() < headBytes)
        return {};
    if (!m_kept.startsWith("PK\3\4"))
        return damaged(QStringLiteral("no local header"));
    if ((two(m_kept, 6) & encryptedFlag) || two(m_kept, 8) != deflateMethod)
        return damaged(
            QStringLiteral("flags %1, method %2").arg(two(m_kept, 6)).arg(two(m_kept, 8)));
    const qsizetype begin = headBytes + two(m_kept, 26) + two(m_kept, 28);
    if (m_kept.size() < begin)
        return {};
    const QByteArray rest = m_kept.sliced(begin);
    m_kept.clear();
    m_part = Part::Packed;
    return unpack(rest);
}

Result<void> ZipReader::unpack(QByteArrayView bytes)
{
    // zlib only reads it.
    m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    m_stream.avail_in = uInt(bytes.size());
    int answer = Z_OK;
    while (answer == Z_OK) {
        QByteArray room(roomBytes, Qt::Uninitialized);
        m_stream.next_out = reinterpret_cast<Bytef *>(room.data());
        m_stream.avail_out = uInt(room.size());
        answer = inflate(&m_stream, Z_NO_FLUSH);
        room.chop(qsizetype(m_stream.avail_out));
        m_textBytes += room.size();
        if (m_textBytes > mostUnzippedBytes)
            return failure(Error::Kind::BadFile,
                           Tr::tr("What is packed in “%1” is longer than any print.").arg(m_name));
        m_crc = crcWith(m_crc, room);
        if (room.isEmpty())
            continue;
        if (const auto taken = m_sink(room); !taken)
            return taken;
    }
    const qsizetype used = bytes.size() - qsizetype(m_stream.avail_in);
    m_packedBytes += used;
    if (answer == Z_STREAM_END) {
        m_part = Part::Tail;
        return add(bytes.sliced(used));
    }
    // Z_BUF_ERROR: it wants more.
    return answer == Z_BUF_ERROR ? Result<void>() : damaged(QStringLiteral("zlib: %1").arg(answer));
}

Result<void> ZipReader::finish()
{
    if (m_part != Part::Tail)
        return damaged(QStringLiteral("it ends inside the packed file"));
    if (m_kept.startsWith("PK\3\4"))
        return damaged(QStringLiteral("more than one file"));
    const auto at = directoryIn(m_kept);
    if (!at)
        return damaged(QStringLiteral("no list of contents"));
    const QByteArrayView entry = QByteArrayView(m_kept).sliced(*at);
    if (four(entry, 16) != m_crc || four(entry, 20) != quint32(m_packedBytes)
        || four(entry, 24) != quint32(m_textBytes))
        return damaged(QStringLiteral("what was unpacked is not what the list of contents says"));
    const qsizetype length = 46 + two(entry, 28) + two(entry, 30) + two(entry, 32);
    if (entry.size() < length || !entry.sliced(length).startsWith("PK\5\6"))
        return damaged(QStringLiteral("the list of contents does not end behind one file"));
    return {};
}

} // namespace flotilla::files::threew
