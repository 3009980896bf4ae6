// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/zipnames_p.h"

#include <QtEndian>

#include <algorithm>

namespace flotilla::files {

namespace {

constexpr qsizetype endRecordBytes = 22;
constexpr qint64 longestComment = 65'535;
constexpr qsizetype entryBytes = 46;

template<typename T> T at(QByteArrayView bytes, qsizetype offset)
{
    return qFromLittleEndian<T>(bytes.data() + offset);
}

std::optional<QList<QByteArray>> namesIn(QByteArrayView directory)
{
    QList<QByteArray> names;
    while (!directory.isEmpty()) {
        if (directory.size() < entryBytes || !directory.startsWith("PK\1\2")
            || names.size() >= maxZipMembers)
            return std::nullopt;
        const qsizetype nameBytes = at<quint16>(directory, 28);
        const qsizetype whole
            = entryBytes + nameBytes + at<quint16>(directory, 30) + at<quint16>(directory, 32);
        if (whole > directory.size())
            return std::nullopt;
        QByteArrayView name = directory.sliced(entryBytes, nameBytes);
        if (name.startsWith('/'))
            name = name.sliced(1);
        names.append(name.toByteArray());
        directory = directory.sliced(whole);
    }
    return names;
}

} // namespace

Result<std::optional<QList<QByteArray>>> zipNames(ByteSource &source)
{
    using Names = std::optional<QList<QByteArray>>;
    const qint64 from = std::max<qint64>(0, source.size() - endRecordBytes - longestComment);
    const auto tail = source.read(from, source.size() - from);
    if (!tail)
        return failure(tail.error());
    const qsizetype end = tail->lastIndexOf("PK\5\6");
    if (end < 0 || end + endRecordBytes > tail->size())
        return Names();
    const qint64 bytes = at<quint32>(*tail, end + 12);
    const qint64 offset = at<quint32>(*tail, end + 16);
    if (bytes > maxZipDirectoryBytes || offset + bytes > from + end)
        return Names();
    const auto directory = source.read(offset, bytes);
    if (!directory)
        return failure(directory.error());
    return namesIn(*directory);
}

} // namespace flotilla::files
