// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/qoi_p.h"

#include "files/picturehead.h"

#include <array>

namespace flotilla::files {

namespace {

constexpr qsizetype headBytes = 14;

struct Pixel
{
    quint8 r = 0;
    quint8 g = 0;
    quint8 b = 0;
    quint8 a = 255;

    size_t hash() const { return (r * 3U + g * 5U + b * 7U + a * 11U) % 64; }
    QRgb rgba() const { return qRgba(r, g, b, a); }
};

// The chunks behind the head, pixel by pixel.
class Chunks
{
public:
    explicit Chunks(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    // False when the data ends too early.
    bool next(Pixel &pixel)
    {
        if (m_run > 0) {
            --m_run;
        } else if (!takeChunk()) {
            return false;
        }
        pixel = m_pixel;
        return true;
    }

private:
    bool has(qsizetype count) const { return m_at + count <= m_bytes.size(); }
    quint8 take() { return quint8(m_bytes[m_at++]); }

    bool takeChunk()
    {
        if (!has(1))
            return false;
        const quint8 tag = take();
        if (tag == 0xFE || tag == 0xFF)
            return takeColor(tag == 0xFF);
        const int low = tag & 0x3F;
        switch (tag >> 6) {
        case 0:
            m_pixel = m_seen[size_t(low)];
            return true;
        case 1:
            add((low >> 4 & 3) - 2, (low >> 2 & 3) - 2, (low & 3) - 2);
            break;
        case 2: {
            if (!has(1))
                return false;
            const int green = low - 32;
            const quint8 more = take();
            add(green - 8 + (more >> 4), green, green - 8 + (more & 0xF));
            break;
        }
        default:
            m_run = low;
            break;
        }
        m_seen[m_pixel.hash()] = m_pixel;
        return true;
    }

    bool takeColor(bool withAlpha)
    {
        if (!has(withAlpha ? 4 : 3))
            return false;
        m_pixel.r = take();
        m_pixel.g = take();
        m_pixel.b = take();
        if (withAlpha)
            m_pixel.a = take();
        m_seen[m_pixel.hash()] = m_pixel;
        return true;
    }

    void add(int r, int g, int b)
    {
        m_pixel.r = quint8(m_pixel.r + r);
        m_pixel.g = quint8(m_pixel.g + g);
        m_pixel.b = quint8(m_pixel.b + b);
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    int m_run = 0;
    Pixel m_pixel;
    std::array<Pixel, 64> m_seen = [] {
        std::array<Pixel, 64> pixels;
        pixels.fill({0, 0, 0, 0});
        return pixels;
    }();
};

} // namespace

QImage decodeQoi(QByteArrayView bytes)
{
    const auto head = pictureHead(bytes);
    if (!head || head->format != Thumbnail::Format::Qoi)
        return {};
    // A byte of data makes 62 pixels at most: no great picture from a few bytes.
    if (qint64(head->width) * head->height > (bytes.size() - headBytes) * 62)
        return {};
    QImage image(head->width, head->height, QImage::Format_ARGB32);
    if (image.isNull())
        return {};
    Chunks chunks(bytes.sliced(headBytes));
    for (int y = 0; y < head->height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < head->width; ++x) {
            Pixel pixel;
            if (!chunks.next(pixel))
                return {};
            line[x] = pixel.rgba();
        }
    }
    return image;
}

} // namespace flotilla::files
