// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"
#include "files/filefacts.h"

namespace flotilla::files {

// How much of the start of a file is looked at to recognise it.
inline constexpr qint64 recognitionBytes = 64 * 1024;

struct Recognised
{
    FileType type = FileType::Unknown;
    QString why = {}; // for Unknown: a sentence with %1 for the name of the file
};

// Recognises a file by its content.
Result<Recognised> recognise(ByteSource &source);

// Whether the start of a text looks like G-code.
bool looksLikeGcode(QByteArrayView bytes);

// Whether a file of this name may be of this type, as far as names tell.
bool nameFits(const QString &name, FileType type);

} // namespace flotilla::files
