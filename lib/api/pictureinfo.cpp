// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/pictureinfo.h"

#include "files/picturehead.h"

#include <QCoreApplication>

#include <array>

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::api::PictureInfo)
};

struct FormatRow
{
    files::Thumbnail::Format format;
    QLatin1StringView name;
};

constexpr std::array formats {
    FormatRow {files::Thumbnail::Format::Png, "png"_L1},
    FormatRow {files::Thumbnail::Format::Bmp, "bmp"_L1},
    FormatRow {files::Thumbnail::Format::Jpg, "jpeg"_L1},
};

constexpr int longestSide = 32'768;

} // namespace

Result<PictureInfo> pictureInfo(QByteArrayView bytes)
{
    const auto head = files::pictureHead(bytes, longestSide);
    for (const FormatRow &row : formats) {
        if (head && head->format == row.format)
            return PictureInfo {row.name, head->width, head->height};
    }
    return failure(Error::Kind::BadReply, Tr::tr("The printer sent something that is no picture."));
}

} // namespace flotilla::api
