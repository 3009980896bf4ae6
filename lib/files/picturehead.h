// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/thumbnail.h"

#include <QByteArrayView>

#include <optional>

namespace flotilla::files {

// No preview is larger; what claims to be is refused.
inline constexpr int maxPictureSide = 4096;
inline constexpr qint64 maxPictureBytes = 8 * 1024 * 1024;

struct PictureHead
{
    Thumbnail::Format format = Thumbnail::Format::Png;
    int width = 0;
    int height = 0;
};

// What the head of a picture says (PNG, JPG, QOI, BMP), without decoding it; nothing for what is no
// picture or claims to have a longer side than that.
std::optional<PictureHead> pictureHead(QByteArrayView bytes, int maxSide = maxPictureSide);

} // namespace flotilla::files
