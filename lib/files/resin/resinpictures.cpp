// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/resin/resinpictures_p.h"

#include "files/picturehead.h"

#include <QtEndian>

#include <algorithm>

namespace flotilla::files {

namespace {

constexpr quint16 runFlag = 1 << 5;
constexpr quint16 runMask = 0x0FFF;

QImage emptyPicture(const QSize &size)
{
    if (size.width() < 1 || size.height() < 1 || size.width() > maxPictureSide
        || size.height() > maxPictureSide)
        return {};
    return QImage(size, QImage::Format_RGB32);
}

int from5Bits(int value)
{
    return (value & 0x1F) * 255 / 31;
}

int from6Bits(int value)
{
    return (value & 0x3F) * 255 / 63;
}

QImage decodeRgb565(QByteArrayView bytes, const QSize &size, quint16 (*pointAt)(const void *))
{
    QImage image = emptyPicture(size);
    if (image.isNull() || bytes.size() < qsizetype(size.width()) * size.height() * 2)
        return {};
    const char *from = bytes.data();
    for (int y = 0; y < size.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x, from += 2) {
            const int point = pointAt(from);
            line[x] = qRgb(from5Bits(point >> 11), from6Bits(point >> 5), from5Bits(point));
        }
    }
    return image;
}

} // namespace

QImage decodeRgb565Be(QByteArrayView bytes, const QSize &size)
{
    return decodeRgb565(bytes, size, qFromBigEndian<quint16>);
}

QImage decodeRgb565Le(QByteArrayView bytes, const QSize &size)
{
    return decodeRgb565(bytes, size, qFromLittleEndian<quint16>);
}

QImage decodeCtbRuns(QByteArrayView bytes, const QSize &size)
{
    QImage image = emptyPicture(size);
    if (image.isNull())
        return {};
    image.fill(Qt::black);
    auto *points = reinterpret_cast<QRgb *>(image.bits()); // rows of 32-bit points have no gaps
    const qsizetype count = qsizetype(size.width()) * size.height();
    qsizetype at = 0;
    qsizetype done = 0;
    while (done < count && at + 2 <= bytes.size()) {
        const auto word = qFromLittleEndian<quint16>(bytes.data() + at);
        at += 2;
        qsizetype run = 1;
        if ((word & runFlag) && at + 2 <= bytes.size()) {
            run += qFromLittleEndian<quint16>(bytes.data() + at) & runMask;
            at += 2;
        }
        // A run goes on in the next row.
        run = std::min(run, count - done);
        std::fill_n(points + done, run,
                    qRgb(from5Bits(word >> 11), from5Bits(word >> 6), from5Bits(word)));
        done += run;
    }
    return image;
}

} // namespace flotilla::files
