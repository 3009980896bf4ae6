// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/picturehead.h"
#include "files/resin/resinfields_p.h"
#include "files/resin/resininspect_p.h"

#include <QCoreApplication>

#include <algorithm>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::Resin)
};

constexpr quint32 cbddlpMagic = 0x12FD0019;
constexpr quint32 firstVersion = 1;
constexpr quint32 lastVersion = 5;
constexpr qint64 headBytes = 0x70;
constexpr qint64 firstHeadBytes = 0x6C; // of version 1
constexpr qint64 previewRecordBytes = 0x10; // what stands behind it is never used
constexpr qint64 parameterBytes = 0x3C;
constexpr qint64 slicerBytes = 0x4C;
constexpr qint64 layerEntryBytes = 36; // Z, exposure, light-off, place, length, page, …
constexpr quint32 longestMachine = 64;
constexpr qint64 secondsPerMinute = 60;

// Texts and times of what made the file.
Result<void> addSlicer(ByteSource &source, qint64 offset, FileFacts &facts, ResinFacts &resin)
{
    const auto bytes = source.read(offset, slicerBytes);
    if (!bytes)
        return failure(bytes.error());
    const ResinFields fields(*bytes);
    if (const quint32 version = fields.u32(0x30)) {
        // The format is this program's; it gives its version alone.
        facts.slicer = u"ChiTuBox"_s;
        facts.slicerVersion = u"%1.%2.%3.%4"_s.arg(version >> 24)
                                  .arg(version >> 16 & 0xFF)
                                  .arg(version >> 8 & 0xFF)
                                  .arg(version & 0xFF);
    }
    if (const quint32 minutes = fields.u32(0x28))
        resin.modified = QDateTime::fromSecsSinceEpoch(minutes * secondsPerMinute, Qt::UTC);
    resin.transitionLayers = int(std::min(fields.u32(0x3C), resinlimits::layers));
    const quint32 length = std::min(fields.u32(0x20), longestMachine);
    if (length == 0 || fields.u32(0x1C) == 0)
        return {};
    const auto name = source.read(fields.u32(0x1C), length);
    if (!name)
        return failure(name.error());
    facts.printerModel = resinMachine(ResinFields(*name).text(0, length));
    return {};
}

Result<void> addParameters(ByteSource &source, qint64 offset, FileFacts &facts, ResinFacts &resin)
{
    const auto bytes = source.read(offset, parameterBytes);
    if (!bytes)
        return failure(bytes.error());
    const ResinFields fields(*bytes);
    resin.volumeMl = fields.positive(0x14, resinlimits::amount);
    facts.filamentGrams = fields.positive(0x18, resinlimits::amount);
    resin.cost = fields.positive(0x1C, resinlimits::amount);
    return {};
}

// Whether the layers lie within the file, as their table has it.
Result<bool> isWhole(ByteSource &source, qint64 table, int layers)
{
    const qint64 last = table + (layers - 1) * layerEntryBytes;
    const auto bytes = source.read(last, layerEntryBytes);
    if (!bytes)
        return failure(bytes.error());
    if (bytes->size() < layerEntryBytes)
        return false;
    const ResinFields entry(*bytes);
    const qint64 page = entry.u32(0x14); // of 4 GiB
    return (page << 32) + entry.u32(0x0C) + entry.u32(0x10) <= source.size();
}

void addHead(const ResinFields &head, FileFacts &facts, ResinFacts &resin)
{
    facts.estimatedSeconds = head.count(0x4C, resinlimits::seconds);
    facts.layerCount = head.count(0x44, resinlimits::layers);
    facts.layerHeightMm = head.positive(0x20, resinlimits::layerMm);
    facts.objectHeightMm = head.positive(0x1C, resinlimits::axisMm);
    resin.machineHeightMm = head.positive(0x10, resinlimits::axisMm);
    resin.exposureSeconds = head.positive(0x24, resinlimits::exposureSeconds);
    resin.bottomExposureSeconds = head.positive(0x28, resinlimits::exposureSeconds);
    resin.bottomLayers = int(std::min(head.u32(0x30), resinlimits::layers));
    resin.resolution = resinResolution(head.u32(0x34), head.u32(0x38));
    resin.formatVersion = int(head.u32(0x04));
}

// The blocks that later versions have; an offset of zero means that one is absent.
Result<void> addBlocks(ByteSource &source, const ResinFields &head, FileFacts &facts,
                       ResinFacts &resin)
{
    if (head.u32(0x54) != 0) {
        if (const auto added = addParameters(source, head.u32(0x54), facts, resin); !added)
            return added;
    }
    if (head.u32(0x68) != 0)
        return addSlicer(source, head.u32(0x68), facts, resin);
    return {};
}

} // namespace

QString resinIncomplete()
{
    return Tr::tr("The file looks incomplete: it ends before its layers do. Copy it again.");
}

QString resinDamaged()
{
    return Tr::tr("The head of the file is damaged. Slice or copy it again.");
}

Result<qint64> addCtbPreview(ByteSource &source, qint64 offset, FileFacts &facts)
{
    const auto bytes = source.read(offset, previewRecordBytes);
    if (!bytes)
        return failure(bytes.error());
    const ResinFields record(*bytes);
    const quint32 width = record.u32(0);
    const quint32 height = record.u32(4);
    const qint64 begin = record.u32(8);
    const qint64 length = record.u32(12);
    if (offset == 0 || width == 0 || height == 0 || width > maxPictureSide
        || height > maxPictureSide || begin == 0 || length == 0 || length > maxPictureBytes
        || begin + length > source.size())
        return 0;
    facts.thumbnails.append({.format = Thumbnail::Format::CtbRuns,
                             .width = int(width),
                             .height = int(height),
                             .offset = begin,
                             .length = length});
    return begin + length;
}

Result<FileFacts> inspectCtb(ByteSource &source, const QString &)
{
    const auto bytes = source.read(0, headBytes);
    if (!bytes)
        return failure(bytes.error());
    const ResinFields head(*bytes);
    FileFacts facts;
    facts.type = head.u32(0) == cbddlpMagic ? FileType::Cbddlp : FileType::Ctb;
    const quint32 version = head.u32(4);
    if (bytes->size() < firstHeadBytes || version < firstVersion || version > lastVersion) {
        facts.damage = bytes->size() < firstHeadBytes ? resinIncomplete() : resinDamaged();
        return facts;
    }
    ResinFacts resin;
    addHead(head, facts, resin);
    // Version 1 ends before the last field, and has no such blocks.
    if (version > firstVersion) {
        if (const auto added = addBlocks(source, head, facts, resin); !added)
            return failure(added.error());
        addResinHeight(facts);
    }
    facts.resin = resin;
    for (const qint64 record : {head.u32(0x3C), head.u32(0x48)}) {
        if (const auto added = addCtbPreview(source, record, facts); !added)
            return failure(added.error());
    }
    if (!facts.layerCount) {
        facts.damage = resinDamaged();
        return facts;
    }
    const auto whole = isWhole(source, head.u32(0x40), *facts.layerCount);
    if (!whole)
        return failure(whole.error());
    if (!*whole)
        facts.damage = resinIncomplete();
    return facts;
}

} // namespace flotilla::files
