// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"
#include "files/filefacts.h"

namespace flotilla::files {

// inspect() for bytes that need not lie in a file; `name` is for sentences.
Result<FileFacts> inspectBytes(ByteSource &source, const QString &name);

} // namespace flotilla::files
