// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/zip/zipdirectory_p.h"

#include "files/littleendian_p.h"
#include "files/windowbytes_p.h"

#include <algorithm>
#include <array>

namespace flotilla::files {

namespace {

constexpr qsizetype endRecordBytes = 22;
constexpr qint64 longestComment = 65'535;
constexpr qsizetype entryBytes = 46;
constexpr qsizetype localBytes = 30;
constexpr qsizetype longestName = 256; // those that we ask for are shorter
constexpr quint32 inZip64 = 0xFFFFFFFF; // "see elsewhere": archives beyond 4 GB are not read

// What is ever asked for, in lower case.
constexpr std::array keptPrefixes {QByteArrayView("metadata/"), QByteArrayView("3d/3dmodel.model"),
                                   QByteArrayView("3d/model.gcode"),
                                   QByteArrayView("[content_types].xml")};

bool isKept(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return std::any_of(keptPrefixes.begin(), keptPrefixes.end(),
                       [&](QByteArrayView prefix) { return lower.startsWith(prefix); });
}

bool leadsAstray(QByteArrayView name)
{
    return name.isEmpty() || name.contains('\\') || name.contains('\0') || name.contains(':')
        || name.startsWith('/') || name.contains(QByteArrayView(".."));
}

struct EndRecord
{
    int members = 0;
    qint64 bytes = 0;
    qint64 offset = 0;
};

Result<std::optional<EndRecord>> readEndRecord(ByteSource &source)
{
    using Found = std::optional<EndRecord>;
    const qint64 from = std::max<qint64>(0, source.size() - endRecordBytes - longestComment);
    const auto tail = source.read(from, source.size() - from);
    if (!tail)
        return failure(tail.error());
    const qsizetype end = tail->lastIndexOf("PK\5\6");
    if (end < 0 || end + endRecordBytes > tail->size())
        return Found();
    const EndRecord record {.members = littleEndianAt<quint16>(*tail, end + 10),
                            .bytes = littleEndianAt<quint32>(*tail, end + 12),
                            .offset = littleEndianAt<quint32>(*tail, end + 16)};
    if (record.bytes > maxZipDirectoryBytes || record.offset + record.bytes > from + end)
        return Found();
    return Found(record);
}

// The entry at `place`, without its name.
std::optional<ZipMember> entryIn(QByteArrayView bytes, qint64 place)
{
    if (bytes.size() < entryBytes || !bytes.startsWith("PK\1\2"))
        return std::nullopt;
    ZipMember member {.place = place,
                      .flags = littleEndianAt<quint16>(bytes, 8),
                      .method = littleEndianAt<quint16>(bytes, 10),
                      .crc = littleEndianAt<quint32>(bytes, 16),
                      .packedBytes = littleEndianAt<quint32>(bytes, 20),
                      .bytes = littleEndianAt<quint32>(bytes, 24),
                      .localOffset = littleEndianAt<quint32>(bytes, 42)};
    if (member.packedBytes == inZip64 || member.bytes == inZip64 || member.localOffset == inZip64)
        return std::nullopt;
    return member;
}

} // namespace

const ZipMember *ZipDirectory::find(QByteArrayView name) const
{
    const ZipMember *alike = nullptr;
    for (const ZipMember &member : members) {
        if (member.name == name)
            return &member;
        if (!alike && member.name.compare(name, Qt::CaseInsensitive) == 0)
            alike = &member;
    }
    return alike;
}

bool ZipDirectory::isAmbiguous(const ZipMember &member) const
{
    return std::count_if(members.begin(), members.end(),
                         [&](const ZipMember &other) {
                             return other.name.compare(member.name, Qt::CaseInsensitive) == 0;
                         })
        > 1;
}

Result<std::optional<ZipDirectory>> readZipDirectory(ByteSource &source)
{
    using Found = std::optional<ZipDirectory>;
    const auto end = readEndRecord(source);
    if (!end)
        return failure(end.error());
    if (!*end)
        return Found();
    ZipDirectory directory {.offset = (*end)->offset};
    WindowBytes window(source);
    const qint64 stop = (*end)->offset + (*end)->bytes;
    int number = 0;
    for (qint64 at = directory.offset; at < stop; ++number) {
        const auto head = window.read(at, std::min<qint64>(entryBytes, stop - at));
        if (!head)
            return failure(head.error());
        auto member = entryIn(*head, at);
        if (!member || number >= maxZipMembers || directory.members.size() >= maxKeptMembers)
            return Found();
        const qint64 nameBytes = littleEndianAt<quint16>(*head, 28);
        const qint64 next = at + entryBytes + nameBytes + littleEndianAt<quint16>(*head, 30)
            + littleEndianAt<quint16>(*head, 32);
        if (next > stop)
            return Found();
        if (nameBytes <= longestName) {
            const auto name = window.read(at + entryBytes, nameBytes);
            if (!name)
                return failure(name.error());
            member->number = number;
            member->storedName = *name;
            // Ultimaker's packages name their members from the root.
            member->name = name->startsWith('/') ? name->sliced(1) : *name;
            if (!leadsAstray(member->name) && isKept(member->name))
                directory.members.append(*member);
        }
        at = next;
    }
    // The record has 16 bits for it.
    if ((number & 0xFFFF) != (*end)->members)
        return Found();
    return Found(std::move(directory));
}

QList<QByteArray> namesInLocalHeaders(QByteArrayView head)
{
    QList<QByteArray> names;
    for (qsizetype at = head.indexOf("PK\3\4"); at >= 0; at = head.indexOf("PK\3\4", at + 4)) {
        const qsizetype nameBytes = littleEndianAt<quint16>(head, at + 26);
        if (nameBytes <= longestName && at + localBytes + nameBytes <= head.size())
            names.append(head.sliced(at + localBytes, nameBytes).toByteArray());
    }
    return names;
}

} // namespace flotilla::files
