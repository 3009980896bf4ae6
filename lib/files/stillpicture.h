// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QSize>

namespace flotilla::files {

// The size of a camera's still, once it is sure that it is one: a JPEG by its own head, no larger
// than any preview (picturehead.h), and whole enough to be decoded, which takes a while: any
// thread but the main one. BadReply for anything else.
Result<QSize> checkStill(const QByteArray &jpeg);

} // namespace flotilla::files
