// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/resin/resinfields_p.h"
#include "files/resin/resininspect_p.h"

#include <algorithm>
#include <cmath>

namespace flotilla::files {

namespace {

constexpr qint64 headBytes = 0x30;
constexpr qint64 longestSettings = 64 * 1024; // 0x120 are usual
constexpr quint32 tableVersion = 4; // version 5 has something else before its table
constexpr qint64 searchedBytes = 512;
constexpr QByteArrayView disclaimer("Layout and record format");
constexpr qint64 disclaimerBytes = 320;
constexpr qsizetype longestMachine = 64;
constexpr qint64 entryBytes = 16;
constexpr quint32 recordBytes = 0x58;
constexpr qint64 longestTable = 512 * 1024; // 32 768 layers: over a metre and a half

bool isPrintable(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

// Both previews, where they stand one behind the other at `offset`; where what follows begins.
Result<qint64> addPreviews(ByteSource &source, qint64 offset, FileFacts &facts)
{
    qint64 at = offset;
    for (int i = 0; i < 2; ++i) {
        const auto end = addCtbPreview(source, at, facts);
        if (!end)
            return end;
        if (*end == 0)
            break;
        // Anything but the bytes right behind the record is no preview of this order.
        if (facts.thumbnails.constLast().offset != at + entryBytes) {
            facts.thumbnails.removeLast();
            break;
        }
        at = *end;
    }
    return at;
}

// The name of the machine, and behind it the disclaimer; where that begins, 0 if not here.
Result<qint64> addMachine(ByteSource &source, qint64 offset, FileFacts &facts)
{
    const auto bytes = source.read(offset, searchedBytes + disclaimer.size());
    if (!bytes)
        return failure(bytes.error());
    const qsizetype found = bytes->indexOf(disclaimer);
    if (found < 0)
        return 0;
    QByteArrayView name = QByteArrayView(*bytes).first(found);
    if (const qsizetype end = name.indexOf('\0'); end >= 0)
        name = name.first(end);
    if (name.size() <= longestMachine && isPrintable(name))
        facts.printerModel = resinMachine(ResinFields(name).text(0, longestMachine));
    return offset + found;
}

struct LayerRecord
{
    std::optional<double> z;
    std::optional<double> exposure;
};

// Nothing known where the file ends before it.
Result<LayerRecord> readLayer(ByteSource &source, const ResinFields &table, int index)
{
    const qint64 page = table.u32(index * entryBytes + 4); // of 4 GiB
    const auto bytes = source.read((page << 32) + table.u32(index * entryBytes), 12);
    if (!bytes)
        return failure(bytes.error());
    const ResinFields record(*bytes);
    if (record.u32(0) != recordBytes)
        return LayerRecord();
    return LayerRecord {record.positive(4, resinlimits::axisMm),
                        record.positive(8, resinlimits::exposureSeconds)};
}

// How many layers the table at `offset` has; 0: it is none.
int layersIn(const ResinFields &table, qint64 offset, qint64 tableBytes, qint64 signature)
{
    const qint64 span = qint64(table.u32(0)) - offset;
    if (table.u32(4) != 0 || span <= 0 || span > tableBytes || span % entryBytes != 0)
        return 0;
    const int count = int(span / entryBytes);
    for (int i = 0; i < count; ++i) {
        if (table.u32(i * entryBytes + 8) != recordBytes)
            return 0;
    }
    const qint64 page = table.u32((count - 1) * entryBytes + 4);
    return (page << 32) + table.u32((count - 1) * entryBytes) < signature ? count : 0;
}

Result<void> addLayers(ByteSource &source, qint64 offset, qint64 signature, FileFacts &facts)
{
    // How long it is only its first entry tells.
    const auto first = source.read(offset, entryBytes);
    if (!first)
        return failure(first.error());
    const qint64 span = qint64(ResinFields(*first).u32(0)) - offset;
    if (span <= 0 || span > longestTable)
        return {};
    const auto bytes = source.read(offset, span);
    if (!bytes)
        return failure(bytes.error());
    const ResinFields table(*bytes);
    const int count = layersIn(table, offset, bytes->size(), signature);
    if (count == 0)
        return {};
    facts.layerCount = count;
    const auto bottom = readLayer(source, table, 0);
    const auto second = readLayer(source, table, std::min(1, count - 1));
    const auto top = readLayer(source, table, count - 1);
    for (const auto *record : {&bottom, &second, &top}) {
        if (!*record)
            return failure(record->error());
    }
    if (bottom->z && second->z && *second->z > *bottom->z)
        facts.layerHeightMm = std::round((*second->z - *bottom->z) * 1e4) / 1e4;
    facts.objectHeightMm = top->z;
    facts.resin->bottomExposureSeconds = bottom->exposure;
    facts.resin->exposureSeconds = top->exposure;
    addResinHeight(facts);
    return {};
}

} // namespace

Result<FileFacts> inspectEncryptedCtb(ByteSource &source, const QString &)
{
    const auto bytes = source.read(0, headBytes);
    if (!bytes)
        return failure(bytes.error());
    const ResinFields head(*bytes);
    FileFacts facts;
    facts.type = FileType::EncryptedCtb;
    if (bytes->size() < headBytes) {
        facts.damage = resinIncomplete();
        return facts;
    }
    ResinFacts resin;
    resin.formatVersion = head.count(0x10, 5);
    facts.resin = resin;
    const qint64 settings = head.u32(0x04);
    const qint64 behind = settings + head.u32(0x08);
    const qint64 signature = head.u32(0x18);
    if (signature + head.u32(0x14) > source.size() || behind > source.size())
        facts.damage = resinIncomplete();
    if (settings > longestSettings || behind >= source.size())
        return facts;
    const auto previewsEnd = addPreviews(source, behind, facts);
    if (!previewsEnd)
        return failure(previewsEnd.error());
    const auto table = addMachine(source, *previewsEnd, facts);
    if (!table)
        return failure(table.error());
    if (*table > 0 && resin.formatVersion == int(tableVersion)) {
        if (const auto added = addLayers(source, *table + disclaimerBytes, signature, facts);
            !added)
            return failure(added.error());
    }
    return facts;
}

} // namespace flotilla::files
