// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"
#include "files/filefacts.h"

namespace flotilla::files::threew {

// What the head of a .3w says; the rest is not checked, beyond its length. `name` is for sentences.
Result<FileFacts> inspectThreew(ByteSource &source, const QString &name);

} // namespace flotilla::files::threew
