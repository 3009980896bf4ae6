// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArrayView>

namespace flotilla::api {

struct PictureInfo
{
    QString format; // "png", "bmp", "jpeg"
    int width = 0;
    int height = 0;

    bool operator==(const PictureInfo &) const = default;
};

// What the head of a picture says, without decoding it. BadReply for what is no picture.
Result<PictureInfo> pictureInfo(QByteArrayView bytes);

} // namespace flotilla::api
