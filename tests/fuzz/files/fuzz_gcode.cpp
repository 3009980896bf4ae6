// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever claims to be a print file: recognised or refused, its G-code read, its facts in bounds.
// Windows line ends must not change what is read.
#include "factscheck.h"

#include "files/gcodefacts_p.h"
#include "files/gcodereader_p.h"
#include "files/inspect_p.h"
#include "files/memorybytes.h"

#include <cstdint>

using namespace flotilla;
using namespace flotilla::files;
using flotilla::test::MemoryBytes;
using namespace flotilla::fuzz;

namespace {

FileFacts read(const QByteArray &bytes)
{
    MemoryBytes source(bytes);
    const auto text = readGcode(source);
    require(text.has_value());
    FileFacts facts = factsOf(*text);
    checkFacts(facts, bytes.size());
    return facts;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    MemoryBytes source(bytes);
    if (const auto facts = inspectBytes(source, QStringLiteral("a.gcode")))
        checkFacts(*facts, bytes.size());
    else
        require(facts.error().kind == Error::Kind::BadFile);

    const FileFacts plain = read(bytes);
    if (!bytes.contains('\r')) {
        FileFacts windows = read(QByteArray(bytes).replace("\n", "\r\n"));
        require(windows.thumbnails.size() == plain.thumbnails.size());
        windows.thumbnails = plain.thumbnails; // they lie elsewhere
        require(windows == plain);
    }
    return 0;
}
