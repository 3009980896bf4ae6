// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"
#include "files/filefacts.h"

namespace flotilla::files {

// inspect() for files of resin printers: their heads and the table of layers, never a layer. Less
// than 1 MiB is read of a file of any size.
Result<FileFacts> inspectGoo(ByteSource &source, const QString &name);
Result<FileFacts> inspectCtb(ByteSource &source, const QString &name); // and .cbddlp, .photon
// Without the key: what stands in clear behind the encrypted settings.
Result<FileFacts> inspectEncryptedCtb(ByteSource &source, const QString &name);

// For a file that ends before its layers do.
QString resinIncomplete();
QString resinDamaged();

// The preview whose record of 16 bytes lies at `offset`: width, height, place and length of its
// runs. Added where it is plausible and lies within the file; returns where it ends, 0 if not.
Result<qint64> addCtbPreview(ByteSource &source, qint64 offset, FileFacts &facts);

} // namespace flotilla::files
