// SPDX-License-Identifier: GPL-3.0-or-later
// FlashForge's .gx with heads that lie.
#include "files/gxhead_p.h"
#include "files/inspect_p.h"
#include "files/memorybytes.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

using namespace flotilla;
using namespace flotilla::files;

namespace {

void require(bool truth)
{
    if (!truth)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // Most inputs would die at the signature.
    QByteArray bytes("xgcode 1.0\n\0\0\0\0\0", 16);
    bytes.append(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto head = parseGxHead(bytes);
    require(head.has_value() == (bytes.size() >= gxHeadBytes));

    test::MemoryBytes source(bytes);
    const auto facts = inspectBytes(source, QStringLiteral("a.gx"));
    require(facts && facts->type == FileType::Gx);
    require(!head || facts->damage.isEmpty() == (head->isOrdered() && head->gcode < bytes.size()));
    require(!facts->filamentMm || *facts->filamentMm > 0);
    require(facts->tools.size() <= 32);
    for (const Thumbnail &thumbnail : facts->thumbnails) {
        require(thumbnail.width > 0 && thumbnail.width <= 4096);
        require(thumbnail.offset >= gxHeadBytes && thumbnail.length >= 0);
    }
    facts->toJson();
    return 0;
}
