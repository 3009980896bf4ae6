// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QSize>

namespace flotilla::files {

// Where a preview picture lies in a print file, and what its own head says of it. Its bytes are
// read only when they are asked for.
struct Thumbnail
{
    // Rgb565 (either byte order) and CtbRuns are those of resin printers: bare points, whose size
    // only the file tells. ColPic and Rle16 are forms of printer makers, known but not decoded.
    enum class Format { Png, Jpg, Qoi, Bmp, Rgb565Be, Rgb565Le, CtbRuns, ColPic, Rle16 };
    // How the picture is written into the file.
    enum class Encoding { Raw, Base64, Hex, ZipMember };

    Format format = Format::Png;
    int width = 0;
    int height = 0;
    Encoding encoding = Encoding::Raw;
    // In the file, or in what it unpacks to; of a member, that of its entry in the archive.
    qint64 offset = 0;
    qint64 length = 0; // of the text or the bytes there

    bool isDecodable() const { return format != Format::ColPic && format != Format::Rle16; }
    bool operator==(const Thumbnail &) const = default;
};

// "png", "jpg", "qoi", "bmp", "rgb565be", "rgb565le", "ctb-rle15", "colpic", "rle16".
QString thumbnailFormatName(Thumbnail::Format format);

// The one to show on a card: the smallest that is at least this wide, else the largest; tiny icons
// only where there is nothing else. nullptr: none that can be decoded.
const Thumbnail *thumbnailFor(const QList<Thumbnail> &thumbnails, int width = 200);

// The picture as it lies in the file at `path`, without its text form. Any thread. BadFile when the
// file is no longer what it was.
Result<QByteArray> thumbnailBytes(const QString &path, const Thumbnail &thumbnail);

// The same decoded; scaled down, keeping its shape, where it is larger than `atMost`. Any thread.
// Unsupported for the forms of printer makers.
Result<QImage> thumbnailImage(const QString &path, const Thumbnail &thumbnail,
                              const QSize &atMost = {});

} // namespace flotilla::files
