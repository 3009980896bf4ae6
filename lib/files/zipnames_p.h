// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"

#include <QList>

#include <optional>

namespace flotilla::files {

inline constexpr qint64 maxZipDirectoryBytes = 16 * 1024 * 1024;
inline constexpr int maxZipMembers = 65'536;

// The names of the members of a zip as its central directory has them, without a leading slash.
// Nothing inside when the directory is missing, cut, or out of bounds.
Result<std::optional<QList<QByteArray>>> zipNames(ByteSource &source);

} // namespace flotilla::files
