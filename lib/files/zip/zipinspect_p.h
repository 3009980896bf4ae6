// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"
#include "files/filefacts.h"

namespace flotilla::files {

// inspect() for the types that are archives.
Result<FileFacts> inspectSlicedThreeMf(ByteSource &source, const QString &name);
Result<FileFacts> inspectThreeMfProject(ByteSource &source, const QString &name);
Result<FileFacts> inspectUfp(ByteSource &source, const QString &name);

// 12 of "Metadata/plate_12.gcode", in any case; 0 of other names.
int plateNumber(QByteArrayView memberName);

} // namespace flotilla::files
