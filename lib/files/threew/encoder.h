// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "files/threew/container.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace flotilla::files::threew {

struct EncodeOptions
{
    QString fileId; // XyzModel::fileId of the printer that is to print it
    Form form;
    QString name; // of the job, with or without ".3w"; empty: that of the file
};

struct Converted
{
    qint64 givenBytes = 0;
    QByteArray givenSha256; // 32 bytes; empty where not wanted
    qint64 bytes = 0; // of what was written
    QByteArray sha256;
};

// Hashing both files takes as long as all the rest of a conversion.
enum class Hashes { Wanted, NotWanted };

// How many bytes of the given file are done; false: stop, which ends with Canceled. Called in the
// thread that converts, a few times for each megabyte.
using Progress = std::function<bool(qint64 done, qint64 total)>;

// Makes a .3w of G-code. `outPath` appears whole or not at all, in place of what was there. Memory
// does not grow with the file. Any thread; takes as long as it takes to read the file and write it.
// What the printer's firmware does not know is changed on the way: seven keys come first, G0
// becomes G1, preview pictures and everything beyond ASCII go (FORMAT.md). BadFile: no
// G-code, cut, or `outPath` cannot be written; WrongUse: `fileId` is none, or the two paths are one
// file; StorageFull; Canceled.
Result<Converted> encode(const QString &gcodePath, const QString &outPath,
                         const EncodeOptions &options, const Progress &progress = {},
                         Hashes hashes = Hashes::Wanted);

// The machine that a G-code says it is for, in the words of a .3w: XyzModel::fileId; empty: not
// told. BadFile as with encode().
Result<QString> readMachine(const QString &gcodePath);

} // namespace flotilla::files::threew
