// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/lineframer.h"

#include <QList>

#include <cstdint>

using namespace flotilla::net;

namespace {

constexpr qsizetype ceiling = 64;

QList<QByteArray> linesOf(QByteArrayView bytes, qsizetype pieceBytes)
{
    LineFramer framer(ceiling);
    QList<QByteArray> lines;
    for (qsizetype at = 0; at < bytes.size(); at += pieceBytes) {
        framer.append(bytes.sliced(at, qMin(pieceBytes, bytes.size() - at)));
        for (;;) {
            const auto line = framer.nextLine();
            if (!line)
                return lines << "too long";
            if (!*line)
                break;
            if ((*line)->size() > ceiling)
                __builtin_trap();
            lines << **line;
        }
        if (framer.rest().size() > ceiling)
            __builtin_trap();
    }
    return lines;
}

} // namespace

// The first byte chooses the size of the pieces; however a stream is cut, the lines are the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data + 1),
                               static_cast<qsizetype>(size - 1));
    if (linesOf(bytes, qMax<qsizetype>(1, bytes.size())) != linesOf(bytes, 1 + data[0]))
        __builtin_trap();
    return 0;
}
