// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "samples.h"

#include <QtEndian>

#include <zlib.h>

namespace flotilla::test {

inline QByteArray bgcodeStart(bool checksums)
{
    return QByteArray("GCDE\1\0\0\0", 8) + (checksums ? '\1' : '\0') + '\0';
}

// A block of one type with its parameters, and its checksum where asked for.
inline QByteArray bgcodeBlock(quint16 type, const QByteArray &content, bool checksum,
                              bool packed = false)
{
    // qCompress puts the size in front of a zlib stream.
    const QByteArray data = packed ? qCompress(content).sliced(4) : content;
    QByteArray block(packed ? 12 : 8, '\0');
    qToLittleEndian(type, block.data());
    qToLittleEndian(quint16(packed ? 1 : 0), block.data() + 2);
    qToLittleEndian(quint32(content.size()), block.data() + 4);
    if (packed)
        qToLittleEndian(quint32(data.size()), block.data() + 8);
    block += QByteArray(type == 5 ? 6 : 2, '\0') + data;
    if (!checksum)
        return block;
    QByteArray crc(4, '\0');
    qToLittleEndian(
        quint32(crc32(0, reinterpret_cast<const Bytef *>(block.constData()), uInt(block.size()))),
        crc.data());
    return block + crc;
}

// Everything before the G-code, as PrusaSlicer writes it.
inline QByteArray bgcodeHead(bool checksums, bool packed)
{
    return bgcodeStart(checksums)
        + bgcodeBlock(0, "Producer=PrusaSlicer 2.8.1\nProduced on=2024-09-01\n", checksums)
        + bgcodeBlock(3,
                      "printer_model=MK4S\nfilament used [mm]=252.22\nfilament used [g]=0.75\n"
                      "estimated printing time (normal mode)=3m 41s\nmax_layer_z=6.20\n"
                      "objects_info={\"objects\":[{\"name\":\"a\",\"polygon\":[[118.75,98.75],"
                      "[131.25,98.75],[131.25,111.25]]}]}\nlayer_height=0.2\n",
                      checksums, packed)
        + bgcodeBlock(5, picture(16, 16), checksums) + bgcodeBlock(5, picture(220, 124), checksums)
        + bgcodeBlock(4, "total filament used for wipe tower [g]=0.00\n", checksums, packed)
        + bgcodeBlock(2,
                      "first_layer_temperature=230\nfirst_layer_bed_temperature=60\n"
                      "layer_height=0.2\nfilament_type=PLA\n",
                      checksums, packed);
}

} // namespace flotilla::test
