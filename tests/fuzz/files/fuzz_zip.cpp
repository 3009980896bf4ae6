// SPDX-License-Identifier: GPL-3.0-or-later
// Archives: directories that lie, members that are not what they are said to be; and the lists
// inside, which would hardly be reached through an archive.
#include "factscheck.h"

#include "files/inspect_p.h"
#include "files/memorybytes.h"
#include "files/zip/sliceinfo_p.h"
#include "files/zip/zipreader_p.h"

#include <cstdint>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    test::MemoryBytes source(bytes);
    if (const auto facts = inspectBytes(source, QStringLiteral("a.gcode.3mf")))
        checkFacts(*facts, bytes.size());
    else
        require(facts.error().kind == Error::Kind::BadFile);

    if (const auto reader = ZipReader::open(source)) {
        for (const ZipMember &member : (*reader)->directory().members) {
            const auto whole = (*reader)->whole(member, 1024 * 1024);
            require(!whole || whole->size() == member.bytes);
        }
    }
    for (const SlicePlate &plate : readSlicePlates(bytes)) {
        require(plate.index > 0 && plate.index <= highestPlate);
        require(plate.tools.size() <= maxFileTools);
        require(plate.objects.size() <= maxPlateObjects);
        requirePositive(plate.seconds);
    }
    checkBounds(readPlateBounds(bytes, 5));
    return 0;
}
