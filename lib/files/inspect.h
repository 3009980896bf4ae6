// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "files/filefacts.h"

namespace flotilla::files {

// What the file at `path` says about itself, recognised by content, never by name alone. Reads its
// head and tail only: a file of any size answers in milliseconds. Any thread, no state kept.
// BadFile: missing, a folder, unreadable, empty, changing under our hands, or no print file at all.
// A print file that is broken is told of as far as it could be read (FileFacts::damage).
Result<FileFacts> inspect(const QString &path);

} // namespace flotilla::files
