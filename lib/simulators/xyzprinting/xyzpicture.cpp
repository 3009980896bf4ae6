// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzpicture.h"

#include "simulators/xyzprinting/xyzcore.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

constexpr int width = 640;
constexpr int height = 480;
constexpr int bedTop = 400;
constexpr int partTop = 160; // when it is done
constexpr int partLeft = 240;
constexpr int partRight = 400;
constexpr int quality = 88; // about 130 KB with the grain of a cheap camera
constexpr qint64 hugeLength = 100 * 1024 * 1024;

// The grain: the same picture for the same seed.
int noise(quint32 &seed)
{
    seed = seed * 1664525U + 1013904223U;
    return int(seed >> 27U);
}

QImage draw(int percent)
{
    QImage image(width, height, QImage::Format_RGB32);
    const int top = bedTop - (bedTop - partTop) * percent / 100;
    quint32 seed = quint32(percent) + 1;
    for (int y = 0; y < height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const int grain = noise(seed);
            const bool part = x >= partLeft && x < partRight && y >= top && y < bedTop;
            const bool layer = part && y % 6 == 0;
            const int base = y >= bedTop ? 70 : 150 - y / 8;
            line[x] = part ? qRgb(layer ? 190 : 225, 110 + grain, 30 + grain)
                           : qRgb(base + grain, base + grain, base + 6 + grain);
        }
    }
    return image;
}

QByteArray jpeg(int percent)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "jpeg");
    writer.setQuality(quality);
    // Braces among the bytes, as some cameras leave them in their comment.
    writer.setText(u"Comment"_s, u"{\"camera\":\"da Vinci\",\"note\":\"}{\"}"_s);
    return writer.write(draw(percent)) ? bytes : QByteArray();
}

} // namespace

XyzPicture xyzPicture(XyzCore &core)
{
    XyzPicture picture {.bytes = jpeg(core.machine.percent())};
    picture.said = picture.saidAtTheEnd = picture.bytes.size();
    if (core.fault != XyzFault::BadPicture)
        return picture;
    switch (core.nextTurn() % 4) {
    case 0:
        picture.bytes = QByteArray(20'000, '{');
        picture.said = picture.saidAtTheEnd = picture.bytes.size();
        break;
    case 1:
        picture.bytes.truncate(picture.bytes.size() / 2);
        break;
    case 2:
        picture.said = hugeLength;
        break;
    default:
        picture.saidAtTheEnd = picture.said + 1;
        break;
    }
    return picture;
}

} // namespace flotilla::simulators
