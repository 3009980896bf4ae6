// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QtEndian>

#include <zlib.h>

#include <optional>

namespace flotilla::test {

// One member of an archive, and the lies that may be told of it.
struct ZipSample
{
    QByteArray name;
    QByteArray bytes = {};
    bool packed = true;
    quint16 flags = 0;
    bool sizesFollow = false; // the local header leaves them open
    std::optional<QByteArray> localName = {};
    std::optional<quint32> statedBytes = {};
    quint32 crcFlip = 0;
};

inline QByteArray deflated(QByteArray bytes, int window = -15)
{
    z_stream stream {};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("zlib does not start");
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(bytes.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(bytes.data());
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

// A gzip file of these bytes.
inline QByteArray gzipped(const QByteArray &bytes)
{
    return deflated(bytes, 15 + 16);
}

class ZipWriter
{
public:
    void add(const ZipSample &sample)
    {
        const auto crc = quint32(crc32(0, reinterpret_cast<const Bytef *>(sample.bytes.constData()),
                                       uInt(sample.bytes.size())))
            ^ sample.crcFlip;
        const QByteArray data = sample.packed ? deflated(sample.bytes) : sample.bytes;
        const quint32 stated = sample.statedBytes.value_or(quint32(sample.bytes.size()));
        const quint16 flags = quint16(sample.flags | (sample.sizesFollow ? 8 : 0));
        const auto local = quint32(m_bytes.size());
        const QByteArray localName = sample.localName.value_or(sample.name);

        m_bytes += "PK\3\4";
        common(m_bytes, flags, sample.packed, sample.sizesFollow ? 0 : crc,
               sample.sizesFollow ? 0 : quint32(data.size()), sample.sizesFollow ? 0 : stated);
        put(m_bytes, quint16(localName.size()));
        put(m_bytes, quint16(0));
        m_bytes += localName + data;

        m_directory += "PK\1\2";
        put(m_directory, quint16(20));
        common(m_directory, flags, sample.packed, crc, quint32(data.size()), stated);
        put(m_directory, quint16(sample.name.size()));
        m_directory += QByteArray(12, '\0');
        put(m_directory, local);
        m_directory += sample.name;
        ++m_count;
    }

    QByteArray bytes() const
    {
        QByteArray end("PK\5\6\0\0\0\0", 8);
        put(end, m_count);
        put(end, m_count);
        put(end, quint32(m_directory.size()));
        put(end, quint32(m_bytes.size()));
        put(end, quint16(0));
        return m_bytes + m_directory + end;
    }

private:
    template<typename T> static void put(QByteArray &bytes, T number)
    {
        number = qToLittleEndian(number);
        bytes.append(reinterpret_cast<const char *>(&number), sizeof(T));
    }

    static void common(QByteArray &bytes, quint16 flags, bool packed, quint32 crc,
                       quint32 packedBytes, quint32 stated)
    {
        put(bytes, quint16(20));
        put(bytes, flags);
        put(bytes, quint16(packed ? 8 : 0));
        put(bytes, quint32(0)); // time
        put(bytes, crc);
        put(bytes, packedBytes);
        put(bytes, stated);
    }

    QByteArray m_bytes;
    QByteArray m_directory;
    quint16 m_count = 0;
};

inline QByteArray zipFile(const QList<ZipSample> &samples)
{
    ZipWriter writer;
    for (const ZipSample &sample : samples)
        writer.add(sample);
    return writer.bytes();
}

// Archives of these names, with nothing in them.
inline QByteArray zipOf(const QList<QByteArray> &names)
{
    QList<ZipSample> samples;
    for (const QByteArray &name : names)
        samples.append({.name = name});
    return zipFile(samples);
}

} // namespace flotilla::test
