// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"
#include "files/filefacts.h"

namespace flotilla::files {

// inspect() for Prusa's binary G-code: everything before the first block of G-code, which is not
// unpacked.
Result<FileFacts> inspectBgcode(ByteSource &source, const QString &name);

// The box around the polygons of "objects_info" in the plane, as high as that.
std::optional<FileBounds> objectBounds(const QByteArray &json, double height);

} // namespace flotilla::files
