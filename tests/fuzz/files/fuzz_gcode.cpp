// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever claims to be a print file: recognised or refused, its G-code read, its facts in bounds.
// Windows line ends must not change what is read.
#include "files/gcodefacts_p.h"
#include "files/gcodereader_p.h"
#include "files/inspect_p.h"
#include "files/memorybytes.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

using namespace flotilla;
using namespace flotilla::files;
using flotilla::test::MemoryBytes;

namespace {

void require(bool truth)
{
    if (!truth)
        std::abort();
}

void requirePositive(const std::optional<double> &number)
{
    require(!number || (std::isfinite(*number) && *number > 0));
}

void check(const FileFacts &facts, qint64 bytes)
{
    requirePositive(facts.estimatedSeconds);
    requirePositive(facts.filamentMm);
    requirePositive(facts.filamentGrams);
    requirePositive(facts.layerHeightMm);
    requirePositive(facts.firstLayerHeightMm);
    requirePositive(facts.objectHeightMm);
    require(!facts.layerCount || *facts.layerCount > 0);
    require(facts.tools.size() <= maxFileTools);
    require(facts.slicer.size() <= 64 && facts.printerModel.size() <= 80);
    for (const double celsius : facts.heaters)
        require(celsius >= 0 && celsius <= 1000);
    for (const Thumbnail &thumbnail : facts.thumbnails) {
        require(thumbnail.width > 0 && thumbnail.width <= 4096);
        require(thumbnail.height > 0 && thumbnail.height <= 4096);
        require(thumbnail.offset >= 0 && thumbnail.length >= 0);
        require(facts.type == FileType::GzipGcode || thumbnail.offset + thumbnail.length <= bytes);
    }
    facts.toJson();
}

FileFacts read(const QByteArray &bytes)
{
    MemoryBytes source(bytes);
    const auto text = readGcode(source);
    require(text.has_value());
    FileFacts facts = factsOf(*text);
    check(facts, bytes.size());
    return facts;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    MemoryBytes source(bytes);
    if (const auto facts = inspectBytes(source, QStringLiteral("a.gcode")))
        check(*facts, bytes.size());
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
