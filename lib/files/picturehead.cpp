// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/picturehead.h"

#include <QtEndian>

#include <array>
#include <cstdlib>

namespace flotilla::files {

namespace {

struct Size
{
    qint64 width = 0;
    qint64 height = 0;
};

std::optional<Size> pngSize(QByteArrayView bytes)
{
    constexpr qsizetype headBytes = 24; // signature, length, "IHDR", width, height
    if (bytes.size() < headBytes || bytes.sliced(12, 4) != QByteArrayView("IHDR"))
        return std::nullopt;
    return Size {qFromBigEndian<quint32>(bytes.data() + 16),
                 qFromBigEndian<quint32>(bytes.data() + 20)};
}

std::optional<Size> bmpSize(QByteArrayView bytes)
{
    constexpr qsizetype headBytes = 26; // file header, header size, width, height
    if (bytes.size() < headBytes)
        return std::nullopt;
    // A negative height means rows from top to bottom.
    return Size {qFromLittleEndian<qint32>(bytes.data() + 18),
                 std::abs(qint64(qFromLittleEndian<qint32>(bytes.data() + 22)))};
}

std::optional<Size> qoiSize(QByteArrayView bytes)
{
    constexpr qsizetype headBytes = 14;
    if (bytes.size() < headBytes)
        return std::nullopt;
    return Size {qFromBigEndian<quint32>(bytes.data() + 4),
                 qFromBigEndian<quint32>(bytes.data() + 8)};
}

// Walks the segments to the frame header (SOF0…SOF15 without the tables among them).
std::optional<Size> jpgSize(QByteArrayView bytes)
{
    qsizetype at = 2;
    while (at + 9 <= bytes.size() && quint8(bytes[at]) == 0xFF) {
        const auto marker = quint8(bytes[at + 1]);
        const bool isFrame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8
            && marker != 0xCC;
        if (isFrame)
            return Size {qFromBigEndian<quint16>(bytes.data() + at + 7),
                         qFromBigEndian<quint16>(bytes.data() + at + 5)};
        const auto length = qFromBigEndian<quint16>(bytes.data() + at + 2);
        if (length < 2)
            return std::nullopt;
        at += 2 + length;
    }
    return std::nullopt;
}

struct FormatRow
{
    Thumbnail::Format format;
    QByteArrayView signature;
    std::optional<Size> (*size)(QByteArrayView);
};

constexpr std::array formats {
    FormatRow {Thumbnail::Format::Png, QByteArrayView("\x89PNG\r\n\x1a\n", 8), pngSize},
    FormatRow {Thumbnail::Format::Jpg, QByteArrayView("\xff\xd8\xff", 3), jpgSize},
    FormatRow {Thumbnail::Format::Qoi, QByteArrayView("qoif", 4), qoiSize},
    FormatRow {Thumbnail::Format::Bmp, QByteArrayView("BM", 2), bmpSize},
};

} // namespace

std::optional<PictureHead> pictureHead(QByteArrayView bytes, int maxSide)
{
    for (const FormatRow &row : formats) {
        if (!bytes.startsWith(row.signature))
            continue;
        const auto size = row.size(bytes);
        if (size && size->width > 0 && size->height > 0 && size->width <= maxSide
            && size->height <= maxSide)
            return PictureHead {row.format, int(size->width), int(size->height)};
    }
    return std::nullopt;
}

} // namespace flotilla::files
