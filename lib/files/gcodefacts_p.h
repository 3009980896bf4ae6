// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/filefacts.h"
#include "files/gcodetext_p.h"

namespace flotilla::files {

// What the statements of a G-code file mean, slicer by slicer.
FileFacts factsOf(const GcodeText &text);

} // namespace flotilla::files
