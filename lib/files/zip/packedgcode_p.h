// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/gcodetext_p.h"
#include "files/zip/zipreader_p.h"

namespace flotilla::files {

// The G-code in a member: its head, and all of it where that is short or where the head does not
// say how much filament it takes. What is packed can only be read from its beginning; no more than
// `budget` is unpacked, and taken off it.
Result<GcodeText> readPackedGcode(ZipReader &reader, const ZipMember &member, qint64 &budget);

// Adds the picture that a member holds, when there is one, it is whole and a picture; its bytes are
// read when they are asked for.
void addMemberPicture(ZipReader &reader, QByteArrayView name, QList<Thumbnail> &thumbnails);

} // namespace flotilla::files
