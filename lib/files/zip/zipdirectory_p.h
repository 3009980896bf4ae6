// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"

#include <QList>

#include <optional>

namespace flotilla::files {

inline constexpr qint64 maxZipDirectoryBytes = 16 * 1024 * 1024;
inline constexpr int maxZipMembers = 65'536;
inline constexpr int maxKeptMembers = 4096;

// One member as the central directory has it.
struct ZipMember
{
    QByteArray name = {}; // without a leading slash
    QByteArray storedName = {};
    qint64 place = 0; // of its entry, in the archive: what it is known by
    int number = 0; // among all entries
    quint16 flags = 0;
    quint16 method = 0;
    quint32 crc = 0;
    qint64 packedBytes = 0;
    qint64 bytes = 0;
    qint64 localOffset = 0;
};

// The members of a zip that print files are made of; all others are passed over, as are names that
// lead out of a folder.
struct ZipDirectory
{
    qint64 offset = 0;
    QList<ZipMember> members = {};

    bool has(QByteArrayView name) const { return find(name) != nullptr; }
    // The member of exactly this name, else the one that differs in case alone.
    const ZipMember *find(QByteArrayView name) const;
    // Whether there is another of the same name, but for its case.
    bool isAmbiguous(const ZipMember &member) const;
};

// Nothing inside when the directory is missing, cut, or out of bounds.
Result<std::optional<ZipDirectory>> readZipDirectory(ByteSource &source);

// The names in local headers near the start, for an archive whose directory is lost.
QList<QByteArray> namesInLocalHeaders(QByteArrayView head);

} // namespace flotilla::files
