// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/pictureinfo.h"

#include <QCoreApplication>
#include <QtEndian>

#include <array>
#include <cstdlib>
#include <optional>

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::api::PictureInfo)
};

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

// Walks the segments to the frame header (SOF0…SOF15 without the tables among them).
std::optional<Size> jpegSize(QByteArrayView bytes)
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
    QLatin1StringView name;
    QByteArrayView signature;
    std::optional<Size> (*size)(QByteArrayView);
};

constexpr std::array formats {
    FormatRow {"png"_L1, QByteArrayView("\x89PNG\r\n\x1a\n", 8), pngSize},
    FormatRow {"bmp"_L1, QByteArrayView("BM", 2), bmpSize},
    FormatRow {"jpeg"_L1, QByteArrayView("\xff\xd8\xff", 3), jpegSize},
};

constexpr qint64 longestSide = 32'768;

} // namespace

Result<PictureInfo> pictureInfo(QByteArrayView bytes)
{
    for (const FormatRow &format : formats) {
        if (!bytes.startsWith(format.signature))
            continue;
        const auto size = format.size(bytes);
        if (size && size->width > 0 && size->height > 0 && size->width <= longestSide
            && size->height <= longestSide)
            return PictureInfo {format.name, int(size->width), int(size->height)};
    }
    return failure(Error::Kind::BadReply, Tr::tr("The printer sent something that is no picture."));
}

} // namespace flotilla::api
