// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QImage>

namespace flotilla::files {

// The preview pictures of resin files: bare points, row by row from the top left. `size` is what
// the file states, both sides between 1 and maxPictureSide; null otherwise.

// 16 bits a point, red in the highest. Null where points are missing.
QImage decodeRgb565Be(QByteArrayView bytes, const QSize &size);
QImage decodeRgb565Le(QByteArrayView bytes, const QSize &size);

// 5 bits a colour, and a flag: the point is repeated as often as the next word says. What goes
// beyond the picture is cut off, points that are missing are black.
QImage decodeCtbRuns(QByteArrayView bytes, const QSize &size);

} // namespace flotilla::files
