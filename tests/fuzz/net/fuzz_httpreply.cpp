// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpreplyreader.h"

#include <cstdint>

using namespace flotilla;
using namespace flotilla::net;

namespace {

constexpr qint64 ceiling = 4096;

Result<HttpReply> readIn(QByteArrayView bytes, qsizetype pieceBytes)
{
    HttpReplyReader reader(ceiling);
    for (qsizetype at = 0; at < bytes.size(); at += pieceBytes) {
        const auto fed = reader.feed(bytes.sliced(at, qMin(pieceBytes, bytes.size() - at)));
        if (!fed)
            return failure(fed.error());
        if (*fed)
            return **fed;
    }
    return reader.close();
}

} // namespace

// The first byte chooses the size of the pieces; however a reply is cut, it reads the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data + 1),
                               static_cast<qsizetype>(size - 1));
    const auto whole = readIn(bytes, qMax<qsizetype>(1, bytes.size()));
    const auto pieces = readIn(bytes, 1 + data[0]);
    if (whole.has_value() != pieces.has_value())
        __builtin_trap();
    if (whole
        && (whole->body != pieces->body || whole->status != pieces->status
            || whole->body.size() > ceiling))
        __builtin_trap();
    return 0;
}
