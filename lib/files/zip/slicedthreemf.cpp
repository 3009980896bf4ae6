// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/gcodefacts_p.h"
#include "files/zip/packedgcode_p.h"
#include "files/zip/sliceinfo_p.h"
#include "files/zip/zipinspect_p.h"

#include <algorithm>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxListBytes = 1024 * 1024; // of slice_info and its like
constexpr qint64 maxUnpacked = 16 * 1024 * 1024; // of G-code, of all plates together

// A list of the archive; empty where there is none or it is damaged.
QByteArray listIn(ZipReader &reader, QByteArrayView name)
{
    const ZipMember *member = reader.directory().find(name);
    if (!member)
        return {};
    return reader.whole(*member, maxListBytes).value_or(QByteArray());
}

const SlicePlate *plateOf(const QList<SlicePlate> &plates, int index)
{
    const auto found = std::find_if(plates.begin(), plates.end(),
                                    [&](const SlicePlate &plate) { return plate.index == index; });
    return found == plates.end() ? nullptr : &*found;
}

// By index; each once.
QList<const ZipMember *> plateMembers(const ZipDirectory &directory)
{
    QList<const ZipMember *> found;
    for (const ZipMember &member : directory.members) {
        const int index = plateNumber(member.name);
        const bool known = std::any_of(found.begin(), found.end(), [&](const ZipMember *other) {
            return plateNumber(other->name) == index;
        });
        if (index > 0 && !known)
            found.append(&member);
    }
    std::sort(found.begin(), found.end(), [](const ZipMember *a, const ZipMember *b) {
        return plateNumber(a->name) < plateNumber(b->name);
    });
    return found.first(std::min<qsizetype>(found.size(), maxPlates));
}

// The lists are right to the second and the gram for every slicer; lengths they round.
void addSlicePlate(const SlicePlate &plate, FileFacts &facts)
{
    if (plate.seconds)
        facts.estimatedSeconds = plate.seconds;
    if (plate.grams)
        facts.filamentGrams = plate.grams;
    if (facts.printerModel.isEmpty())
        facts.printerModel = plate.printerModel;
    if (facts.filamentMm)
        return;
    double length = 0;
    for (const FileTool &tool : plate.tools)
        length += tool.filamentMm.value_or(0);
    if (length > 0)
        facts.filamentMm = length;
    for (qsizetype i = 0; i < plate.tools.size(); ++i) {
        if (i >= facts.tools.size()) {
            facts.tools.append(plate.tools[i]);
            continue;
        }
        facts.tools[i].filamentMm = plate.tools[i].filamentMm;
        facts.tools[i].filamentGrams = plate.tools[i].filamentGrams;
    }
}

FilePlate toPlate(const FileFacts &facts, int index)
{
    return {.index = index,
            .printerModel = facts.printerModel,
            .estimatedSeconds = facts.estimatedSeconds,
            .filamentMm = facts.filamentMm,
            .filamentGrams = facts.filamentGrams,
            .tools = facts.tools,
            .layerCount = facts.layerCount,
            .layerHeightMm = facts.layerHeightMm,
            .firstLayerHeightMm = facts.firstLayerHeightMm,
            .objectHeightMm = facts.objectHeightMm,
            .bounds = facts.bounds,
            .heaters = facts.heaters,
            .thumbnails = facts.thumbnails};
}

class Plates
{
public:
    explicit Plates(ZipReader &reader)
        : m_reader(reader)
        , m_slices(readSlicePlates(listIn(reader, "Metadata/slice_info.config")))
        , m_settings(readSlicePlates(listIn(reader, "Metadata/model_settings.config")))
    {
    }

    // The facts of one plate; its damage, if any, among them.
    FileFacts factsOfPlate(const ZipMember &member)
    {
        const int index = plateNumber(member.name);
        const QByteArray stem = "Metadata/plate_" + QByteArray::number(index);
        FileFacts facts;
        if (const auto text = readPackedGcode(m_reader, member, m_budget))
            facts = factsOf(*text);
        else
            facts.damage = text.error().message;
        // What lies in the G-code of an archive cannot be read where it lies.
        facts.thumbnails.clear();
        if (const SlicePlate *slice = plateOf(m_slices, index))
            addSlicePlate(*slice, facts);
        facts.bounds
            = readPlateBounds(listIn(m_reader, QByteArray(stem + ".json")), facts.objectHeightMm);
        addMemberPicture(m_reader, QByteArray(stem + ".png"), facts.thumbnails);
        addMemberPicture(m_reader, QByteArray(stem + "_small.png"), facts.thumbnails);
        return facts;
    }

    FilePlate plate(const FileFacts &facts, int index) const
    {
        FilePlate plate = toPlate(facts, index);
        if (const SlicePlate *slice = plateOf(m_slices, index))
            plate.objects = slice->objects;
        if (const SlicePlate *settings = plateOf(m_settings, index))
            plate.name = settings->name;
        return plate;
    }

private:
    ZipReader &m_reader;
    const QList<SlicePlate> m_slices;
    const QList<SlicePlate> m_settings;
    qint64 m_budget = maxUnpacked;
};

} // namespace

int plateNumber(QByteArrayView memberName)
{
    const QByteArray lower = memberName.toByteArray().toLower();
    if (!lower.startsWith("metadata/plate_") || !lower.endsWith(".gcode"))
        return 0;
    constexpr qsizetype before = 15;
    bool ok = false;
    const int number = lower.sliced(before, lower.size() - before - 6).toInt(&ok);
    return ok && number > 0 && number <= highestPlate ? number : 0;
}

Result<FileFacts> inspectSlicedThreeMf(ByteSource &source, const QString &)
{
    FileFacts facts;
    facts.type = FileType::SlicedThreeMf;
    const auto reader = ZipReader::open(source);
    if (!reader) {
        facts.damage = reader.error().message;
        return facts;
    }
    Plates plates(**reader);
    QList<FilePlate> listed;
    QString damage;
    for (const ZipMember *member : plateMembers((*reader)->directory())) {
        const FileFacts one = plates.factsOfPlate(*member);
        if (listed.isEmpty())
            facts = one;
        if (damage.isEmpty())
            damage = one.damage;
        listed.append(plates.plate(one, plateNumber(member->name)));
    }
    facts.type = FileType::SlicedThreeMf;
    facts.isPrint = true;
    facts.plates = listed;
    facts.damage = damage;
    return facts;
}

} // namespace flotilla::files
