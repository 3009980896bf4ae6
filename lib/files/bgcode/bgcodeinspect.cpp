// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/bgcode/bgcodeinspect_p.h"

#include "files/bgcode/bgcodeblocks_p.h"
#include "files/gcodefacts_p.h"
#include "files/picturehead.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::Bgcode)
};

constexpr qint64 maxMetadataBytes = 4 * 1024 * 1024; // unpacked, of all blocks; 20 KB are usual
constexpr qint64 maxPicturesBytes = maxPictureBytes; // of all pictures, 100 KB are usual
constexpr qsizetype maxObjectsBytes = 256 * 1024;
constexpr int maxBlocks = 64; // before the G-code; nine have been seen
constexpr int maxPictures = 32;
constexpr quint16 notPacked = 0;
constexpr quint16 deflated = 1; // what else there is packs only G-code
constexpr double farthest = 100'000; // mm

QByteArray unpacked(const BgcodeBlock &block, const QByteArray &packed)
{
    if (block.compression == notPacked)
        return packed;
    if (block.compression != deflated)
        return {};
    QByteArray bytes(block.bytes, Qt::Uninitialized);
    auto length = uLongf(bytes.size());
    if (uncompress(reinterpret_cast<Bytef *>(bytes.data()), &length,
                   reinterpret_cast<const Bytef *>(packed.constData()), uLong(packed.size()))
        != Z_OK)
        return {};
    bytes.truncate(qsizetype(length));
    return bytes;
}

// Longer than any other statement, so that it is not kept with them.
QByteArray objectsIn(const QByteArray &metadata)
{
    constexpr QByteArrayView key("objects_info=");
    const QByteArray lines = '\n' + metadata;
    const qsizetype at = lines.indexOf(QByteArray("\n" + key.toByteArray()));
    if (at < 0)
        return {};
    const qsizetype begin = at + 1 + key.size();
    const qsizetype end = lines.indexOf('\n', begin);
    const QByteArray value = lines.mid(begin, end < 0 ? -1 : end - begin);
    return value.size() <= maxObjectsBytes ? value : QByteArray();
}

class Reading
{
public:
    explicit Reading(BgcodeBlocks blocks)
        : m_blocks(blocks)
    {
    }

    // Up to the first block of G-code.
    Result<void> readAll()
    {
        for (int number = 0; number < maxBlocks; ++number) {
            const auto block = m_blocks.next();
            if (!block)
                return failure(block.error());
            if (!*block)
                break;
            if ((*block)->is(BgcodeContent::Gcode)) {
                m_hasGcode = true;
                return {};
            }
            const auto taken = (*block)->is(BgcodeContent::Thumbnail) ? takePicture(**block)
                                                                      : takeMetadata(**block);
            if (!taken)
                return taken;
        }
        return {};
    }

    FileFacts facts() const
    {
        FileFacts facts = factsOf(m_text);
        facts.type = FileType::Bgcode;
        facts.isPrint = true;
        facts.thumbnails = m_pictures;
        if (!facts.bounds && facts.objectHeightMm)
            facts.bounds = objectBounds(m_objects, *facts.objectHeightMm);
        if (m_blocks.isDamaged())
            facts.damage = Tr::tr("The file is damaged or cut. Slice or copy it again.");
        else if (!m_hasGcode)
            facts.damage = Tr::tr("The file ends before its G-code begins. Copy it again.");
        return facts;
    }

private:
    Result<void> takeMetadata(const BgcodeBlock &block)
    {
        const qint64 cost = std::max(block.bytes, block.packedBytes);
        if (cost > m_metadataLeft)
            return {};
        m_metadataLeft -= cost;
        const auto packed = m_blocks.packed(block);
        if (!packed)
            return failure(packed.error());
        if (*packed) {
            const QByteArray metadata = unpacked(block, **packed);
            m_text.takeSettings(metadata);
            if (m_objects.isEmpty())
                m_objects = objectsIn(metadata);
        }
        return {};
    }

    Result<void> takePicture(const BgcodeBlock &block)
    {
        if (block.compression != notPacked || block.bytes > m_picturesLeft
            || m_pictures.size() >= maxPictures)
            return {};
        m_picturesLeft -= block.bytes;
        const auto bytes = m_blocks.packed(block);
        if (!bytes)
            return failure(bytes.error());
        // What the block says of it is left aside: the picture knows better.
        const auto head = *bytes ? pictureHead(**bytes) : std::nullopt;
        if (head)
            m_pictures.append({.format = head->format,
                               .width = head->width,
                               .height = head->height,
                               .encoding = Thumbnail::Encoding::Raw,
                               .offset = block.dataOffset,
                               .length = block.bytes});
        return {};
    }

    BgcodeBlocks m_blocks;
    GcodeText m_text;
    QByteArray m_objects;
    QList<Thumbnail> m_pictures;
    qint64 m_metadataLeft = maxMetadataBytes;
    qint64 m_picturesLeft = maxPicturesBytes;
    bool m_hasGcode = false;
};

} // namespace

std::optional<FileBounds> objectBounds(const QByteArray &json, double height)
{
    constexpr double none = std::numeric_limits<double>::max();
    FileBounds bounds {.min = {none, none, 0}, .max = {-none, -none, height}};
    const QJsonArray objects = QJsonDocument::fromJson(json)[u"objects"_s].toArray();
    for (const QJsonValue &object : objects) {
        const QJsonArray polygon = object[u"polygon"_s].toArray();
        for (const QJsonValue &point : polygon) {
            for (int axis = 0; axis < 2; ++axis) {
                const double value = std::round(point[axis].toDouble(none) * 1000) / 1000;
                if (!(std::abs(value) <= farthest))
                    return std::nullopt;
                bounds.min[size_t(axis)] = std::min(bounds.min[size_t(axis)], value);
                bounds.max[size_t(axis)] = std::max(bounds.max[size_t(axis)], value);
            }
        }
    }
    return bounds.min[0] <= bounds.max[0] ? std::optional(bounds) : std::nullopt;
}

Result<FileFacts> inspectBgcode(ByteSource &source, const QString &)
{
    const auto blocks = BgcodeBlocks::open(source);
    if (!blocks)
        return failure(blocks.error());
    if (!*blocks) {
        FileFacts facts;
        facts.type = FileType::Bgcode;
        facts.damage = Tr::tr("The head of the file is damaged, or of a later version than this "
                              "program knows. Slice or copy it again.");
        return facts;
    }
    Reading reading(**blocks);
    if (const auto read = reading.readAll(); !read)
        return failure(read.error());
    return reading.facts();
}

} // namespace flotilla::files
