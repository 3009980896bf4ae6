// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtEndian>

#include <bit>

namespace flotilla::test {

// The bytes of a resin file, written field by field.
class ResinWriter
{
public:
    explicit ResinWriter(qsizetype size, bool bigEndian = false)
        : bytes(size, '\0')
        , m_bigEndian(bigEndian)
    {
    }

    void u16(qsizetype at, quint16 value) { put(at, value); }
    void u32(qsizetype at, quint32 value) { put(at, value); }
    void f32(qsizetype at, float value) { put(at, std::bit_cast<quint32>(value)); }
    void text(qsizetype at, const QByteArray &value) { bytes.replace(at, value.size(), value); }

    QByteArray bytes;

private:
    template<typename T> void put(qsizetype at, T value)
    {
        if (m_bigEndian)
            qToBigEndian(value, bytes.data() + at);
        else
            qToLittleEndian(value, bytes.data() + at);
    }

    bool m_bigEndian;
};

inline const QByteArray gooTrailer("\0\0\0\x07\0\0\0\x44\x4c\x50\0", 11);
inline constexpr qsizetype gooHeadBytes = 0x2FB95;

// The head of a .goo whose previews are red, green and blue by thirds of their points.
inline ResinWriter gooHead(bool bigEndian = true)
{
    ResinWriter goo(gooHeadBytes, bigEndian);
    goo.text(0, QByteArray("V3.0\x07\0\0\0DLP\0", 12));
    goo.text(0x0C, "Slicer One v2.1");
    goo.text(0x2C, "v2.1");
    goo.text(0x5C, "ELEGOO Saturn 3 Ultra");
    for (const auto &[offset, side] : {std::pair<qsizetype, int>(0xC2, 116), {0x69E4, 290}}) {
        const int points = side * side;
        for (int i = 0; i < points; ++i)
            goo.u16(offset + i * 2, i * 3 < points ? 0xF800 : i * 3 < 2 * points ? 0x07E0 : 0x001F);
    }
    goo.u32(0x2FAEE, 100); // layers
    goo.u16(0x2FAF2, 11520);
    goo.u16(0x2FAF4, 5120);
    goo.f32(0x2FB00, 260);
    goo.f32(0x2FB04, 0.05F);
    goo.f32(0x2FB08, 2.5F);
    goo.f32(0x2FB29, 30);
    goo.u32(0x2FB2D, 5);
    goo.u32(0x2FB76, 3600);
    goo.f32(0x2FB7A, 9000); // mm³
    goo.f32(0x2FB7E, 10); // g
    goo.u32(0x2FB8E, quint32(gooHeadBytes));
    return goo;
}

// Runs of a CTB preview: `count` times this colour.
inline QByteArray ctbRun(quint16 color, int count)
{
    QByteArray bytes(count > 1 ? 4 : 2, '\0');
    qToLittleEndian(quint16(color | (count > 1 ? 0x20 : 0)), bytes.data());
    if (count > 1)
        qToLittleEndian(quint16(count - 1), bytes.data() + 2);
    return bytes;
}

// A plain CTB: head, two previews of 8 × 6, parameters, slicer's block, one layer in its table.
inline ResinWriter ctbFile(quint32 magic = 0x12FD0086, quint32 version = 3)
{
    const QByteArray picture = ctbRun(0xF800, 20) + ctbRun(0x07C0, 20) + ctbRun(0x001F, 8);
    ResinWriter ctb(0x400);
    ctb.u32(0x00, magic);
    ctb.u32(0x04, version);
    ctb.f32(0x10, 150);
    ctb.f32(0x1C, 5);
    ctb.f32(0x20, 0.05F);
    ctb.f32(0x24, 8);
    ctb.f32(0x28, 60);
    ctb.u32(0x30, 5);
    ctb.u32(0x34, 1440);
    ctb.u32(0x38, 2560);
    ctb.u32(0x3C, 0x100); // large preview
    ctb.u32(0x40, 0x300); // table of layers
    ctb.u32(0x44, 1);
    ctb.u32(0x48, 0x140); // small preview
    ctb.u32(0x4C, 777);
    for (const qsizetype record : {0x100, 0x140}) {
        ctb.u32(record, 8);
        ctb.u32(record + 4, 6);
        ctb.u32(record + 8, quint32(record + 0x20));
        ctb.u32(record + 12, quint32(picture.size()));
        ctb.text(record + 0x20, picture);
    }
    if (version > 1) {
        ctb.u32(0x54, 0x180);
        ctb.u32(0x58, 0x3C);
        ctb.u32(0x68, 0x200);
        ctb.u32(0x6C, 0x4C);
        ctb.f32(0x180 + 0x14, 7.5F);
        ctb.f32(0x180 + 0x18, 8.25F);
        ctb.u32(0x200 + 0x1C, 0x280);
        ctb.u32(0x200 + 0x20, 15);
        ctb.u32(0x200 + 0x28, 26'000'000);
        ctb.u32(0x200 + 0x30, 0x01090400);
        ctb.text(0x280, "ELEGOO MARS Pro");
    }
    ctb.u32(0x300 + 0x0C, 0x380); // the layer's place and length
    ctb.u32(0x300 + 0x10, 0x80);
    return ctb;
}

// An encrypted CTB with the previews first, as CHITUBOX writes it, or with the name first.
inline QByteArray encryptedCtb(int layers, bool previewsFirst = true, quint32 version = 4)
{
    ResinWriter head(0x150);
    head.u32(0x00, 0x12FD0107);
    head.u32(0x04, 0x120);
    head.u32(0x08, 0x30);
    head.u32(0x10, version);
    head.u32(0x14, 0x20);
    for (qsizetype at = 0x30; at < 0x150; ++at)
        head.bytes[at] = char(at * 97 + 13); // nobody can read it
    QByteArray file = head.bytes;
    const QByteArray picture = ctbRun(0xF800, 48);
    if (previewsFirst) {
        for (int i = 0; i < 2; ++i) {
            ResinWriter record(0x10);
            record.u32(0, 8);
            record.u32(4, 6);
            record.u32(8, quint32(file.size() + 0x10));
            record.u32(12, quint32(picture.size()));
            file += record.bytes + picture;
        }
    }
    file += "ELEGOO JUPITER";
    if (!previewsFirst)
        file += '\0';
    file += QByteArray("Layout and record format for the ctb").leftJustified(320, ' ');
    const auto table = quint32(file.size());
    ResinWriter entries(layers * 16 + layers * 0x58);
    for (int i = 0; i < layers; ++i) {
        const qsizetype record = layers * 16 + i * 0x58;
        entries.u32(i * 16, quint32(table + record));
        entries.u32(i * 16 + 8, 0x58);
        entries.u32(record, 0x58);
        entries.f32(record + 4, float(i + 1) * 0.05F);
        entries.f32(record + 8, i == 0 ? 30 : 2.5F);
    }
    file += entries.bytes;
    qToLittleEndian(quint32(file.size()), file.data() + 0x18);
    return file + QByteArray(0x20, 's');
}

} // namespace flotilla::test
