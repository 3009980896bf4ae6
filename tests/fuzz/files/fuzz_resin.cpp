// SPDX-License-Identifier: GPL-3.0-or-later
// Heads of resin jobs that lie, and their pictures. The first byte chooses the form; the large head
// of .goo is built around the rest, which would never grow to its length.
#include "factscheck.h"

#include "files/inspect_p.h"
#include "files/memorybytes.h"
#include "files/resin/resinpictures_p.h"

#include <array>
#include <cstdint>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::fuzz;

namespace {

constexpr qsizetype gooBytes = 0x2FB95;
constexpr qsizetype gooFieldsAt = 0x2FAEE;

QByteArray goo(const QByteArray &rest)
{
    QByteArray bytes(gooBytes, '\0');
    const QByteArray fields = rest.first(std::min(rest.size(), gooBytes - gooFieldsAt));
    bytes.replace(gooFieldsAt, fields.size(), fields);
    const QByteArray texts
        = rest.sliced(fields.size())
              .first(std::min<qsizetype>(rest.size() - fields.size(), gooFieldsAt - 12));
    bytes.replace(12, texts.size(), texts);
    bytes.replace(0, 12, QByteArray("V3.0\x07\0\0\0DLP\0", 12));
    return bytes;
}

const std::array magics {QByteArray("\x19\0\xfd\x12", 4), QByteArray("\x86\0\xfd\x12", 4),
                         QByteArray("\x06\1\xfd\x12", 4), QByteArray("\x10\x08\x22\xff", 4),
                         QByteArray("\x07\1\xfd\x12", 4)};

void checkPictures(const QByteArray &bytes)
{
    const QSize size(1 + quint8(bytes.back()) % 64, 1 + quint8(bytes.front()) % 64);
    const QImage runs = decodeCtbRuns(bytes, size);
    require(runs.size() == size);
    const bool whole = bytes.size() >= size.width() * size.height() * 2;
    require(decodeRgb565Be(bytes, size).isNull() != whole);
    require(decodeRgb565Le(bytes, size).isNull() != whole);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray rest(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    const size_t form = data[0] % (magics.size() + 1);
    const QByteArray bytes = form == magics.size() ? goo(rest) : QByteArray(magics[form] + rest);
    test::MemoryBytes source(bytes);
    const auto facts = inspectBytes(source, QStringLiteral("a.ctb"));
    require(facts.has_value());
    checkFacts(*facts, bytes.size());
    require(source.bytesRead() < 1024 * 1024);
    checkPictures(rest);
    return 0;
}
