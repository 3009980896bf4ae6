// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/threew/encoder.h"

#include <optional>

namespace flotilla::files::threew {

// What the head of a .3w says.
struct ThreewHead
{
    Form form;
    QString name; // of the job, as in "part.3w"
    QString machine; // XyzModel::fileId; empty: not told
    QString version; // of the program that wrote it, eight digits
    std::optional<qint64> printSeconds;
    std::optional<int> layerCount;
    std::optional<double> filamentMm;
    QByteArray text; // its lines
};

// Reads the head only, and does not check the rest. BadFile: no .3w, cut, or damaged. Any thread.
Result<ThreewHead> readHead(const QString &path);

// Takes the G-code out of a .3w, byte for byte as it was put in. `outPath`, threads and errors as
// with encode(); ChecksumMismatch never: a damaged file is BadFile.
Result<Converted> decode(const QString &threewPath, const QString &outPath,
                         const Progress &progress = {}, Hashes hashes = Hashes::Wanted);

// Makes a .3w for another machine or of another version of a .3w.
Result<Converted> rewrap(const QString &threewPath, const QString &outPath,
                         const EncodeOptions &options, const Progress &progress = {},
                         Hashes hashes = Hashes::Wanted);

} // namespace flotilla::files::threew
