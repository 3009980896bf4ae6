// SPDX-License-Identifier: GPL-3.0-or-later
// Binary G-code: blocks that lie about their length, metadata that is none. Checksums are switched
// off, or nothing random would come past them.
#include "factscheck.h"

#include "files/bgcode/bgcodeinspect_p.h"
#include "files/inspect_p.h"
#include "files/memorybytes.h"

#include <cstdint>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray bytes("GCDE\1\0\0\0\0\0", 10);
    bytes.append(reinterpret_cast<const char *>(data), qsizetype(size));
    test::MemoryBytes source(bytes);
    const auto facts = inspectBytes(source, QStringLiteral("a.bgcode"));
    require(facts && facts->type == FileType::Bgcode);
    checkFacts(*facts, bytes.size());
    checkBounds(objectBounds(bytes.sliced(10), 5));
    return 0;
}
