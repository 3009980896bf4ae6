// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/images.h"

#include <QtEndian>

namespace flotilla::flashforge {

namespace {

constexpr QByteArrayView pngSignature("\x89PNG\r\n\x1a\n");
constexpr QByteArrayView jpegSignature("\xff\xd8\xff");
constexpr QByteArrayView bmpSignature("BM");
constexpr qsizetype bmpHeaderBytes = 14;
constexpr qsizetype bmpReservedOffset = 6;
constexpr qsizetype bmpPixelsOffset = 10;

// Two letters alone would be found in any text: the reserved words and the offset of the pixels
// count, too.
bool isBmp(QByteArrayView bytes)
{
    return bytes.startsWith(bmpSignature) && bytes.size() >= bmpHeaderBytes
        && qFromLittleEndian<quint32>(bytes.data() + bmpReservedOffset) == 0
        && qFromLittleEndian<quint32>(bytes.data() + bmpPixelsOffset) <= quint32(maxImageBytes);
}

} // namespace

std::optional<ImageFormat> imageFormat(QByteArrayView bytes)
{
    if (bytes.startsWith(pngSignature))
        return ImageFormat::Png;
    if (bytes.startsWith(jpegSignature))
        return ImageFormat::Jpeg;
    if (isBmp(bytes))
        return ImageFormat::Bmp;
    return std::nullopt;
}

qsizetype indexOfImage(QByteArrayView bytes)
{
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (imageFormat(bytes.sliced(i)))
            return i;
    }
    return -1;
}

} // namespace flotilla::flashforge
