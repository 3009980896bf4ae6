// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/resin/resinfields_p.h"
#include "files/resin/resininspect_p.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 headBytes = 0x2FB95; // also where the layers begin, and the head says so
constexpr qsizetype layersOffsetAt = 0x2FB8E;
constexpr QByteArrayView trailer("\0\0\0\x07\0\0\0\x44\x4c\x50\0", 11);
constexpr qint64 pointBytes = 2;
// Resin weighs 1.1 g/ml: where volume by mass is less than that, the writer meant millilitres.
constexpr double fewestCubicMmPerGram = 5;

struct Preview
{
    qint64 offset;
    int side;
};

constexpr std::array previews {Preview {0xC2, 116}, Preview {0x69E4, 290}};

// Nothing: the file is broken.
std::optional<ResinFields::Order> orderOf(QByteArrayView head)
{
    using Order = ResinFields::Order;
    for (const Order order : {Order::BigEndian, Order::LittleEndian}) {
        if (ResinFields(head, order).u32(layersOffsetAt) == headBytes)
            return order;
    }
    // The one machine of that order; its files have their layers elsewhere.
    if (ResinFields(head).text(0x5C, 32).contains("Jupiter 2"_L1, Qt::CaseInsensitive))
        return Order::LittleEndian;
    return std::nullopt;
}

void addTexts(const ResinFields &fields, FileFacts &facts)
{
    facts.slicer = fields.text(0x0C, 32);
    facts.slicerVersion = fields.text(0x2C, 24);
    // Some write both into the first.
    if (!facts.slicerVersion.isEmpty() && facts.slicer.endsWith(facts.slicerVersion))
        facts.slicer = facts.slicer.chopped(facts.slicerVersion.size()).trimmed();
    facts.printerModel = resinMachine(fields.text(0x5C, 32));
}

void addPreviews(QByteArrayView head, ResinFields::Order order, FileFacts &facts)
{
    for (const Preview &preview : previews) {
        const qint64 length = preview.side * preview.side * pointBytes;
        if (preview.offset + length > head.size())
            continue;
        const QByteArrayView points = head.sliced(preview.offset, length);
        // All black: the slicer had no picture.
        if (std::all_of(points.begin(), points.end(), [](char c) { return c == 0; }))
            continue;
        facts.thumbnails.append({.format = order == ResinFields::Order::BigEndian
                                     ? Thumbnail::Format::Rgb565Be
                                     : Thumbnail::Format::Rgb565Le,
                                 .width = preview.side,
                                 .height = preview.side,
                                 .offset = preview.offset,
                                 .length = length});
    }
}

void addVolume(const ResinFields &fields, FileFacts &facts, ResinFacts &resin)
{
    facts.filamentGrams = fields.positive(0x2FB7E, resinlimits::amount);
    const auto volume = fields.positive(0x2FB7A, resinlimits::amount);
    if (!volume)
        return;
    const bool inMillilitres
        = facts.filamentGrams && *volume / *facts.filamentGrams < fewestCubicMmPerGram;
    resin.volumeMl = inMillilitres ? *volume : std::round(*volume * 10) / 1e4;
}

ResinFacts resinOf(const ResinFields &fields)
{
    ResinFacts resin;
    resin.resolution = resinResolution(fields.u16(0x2FAF2), fields.u16(0x2FAF4));
    resin.machineHeightMm = fields.positive(0x2FB00, resinlimits::axisMm);
    resin.exposureSeconds = fields.positive(0x2FB08, resinlimits::exposureSeconds);
    resin.bottomExposureSeconds = fields.positive(0x2FB29, resinlimits::exposureSeconds);
    resin.bottomLayers = int(std::min(fields.u32(0x2FB2D), resinlimits::layers));
    resin.transitionLayers = fields.u16(0x2FB93);
    resin.cost = fields.positive(0x2FB82, resinlimits::amount);
    resin.currency = fields.text(0x2FB86, 8);
    return resin;
}

} // namespace

Result<FileFacts> inspectGoo(ByteSource &source, const QString &)
{
    const auto head = source.read(0, headBytes);
    if (!head)
        return failure(head.error());
    FileFacts facts;
    facts.type = FileType::Goo;
    addTexts(ResinFields(*head), facts);
    const auto order = orderOf(*head);
    if (head->size() < headBytes || !order) {
        facts.damage = head->size() < headBytes ? resinIncomplete() : resinDamaged();
        return facts;
    }
    const ResinFields fields(*head, *order);
    facts.estimatedSeconds = fields.count(0x2FB76, resinlimits::seconds);
    facts.layerCount = fields.count(0x2FAEE, resinlimits::layers);
    facts.layerHeightMm = fields.positive(0x2FB04, resinlimits::layerMm);
    addResinHeight(facts);
    ResinFacts resin = resinOf(fields);
    addVolume(fields, facts, resin);
    facts.resin = resin;
    addPreviews(*head, *order, facts);
    // Files of the other order end in another way.
    if (*order == ResinFields::Order::BigEndian) {
        const auto end = source.read(source.size() - trailer.size(), trailer.size());
        if (!end)
            return failure(end.error());
        if (*end != trailer)
            facts.damage = resinIncomplete();
    }
    return facts;
}

} // namespace flotilla::files
