// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/stillpicture.h"

#include "files/picturehead.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>

namespace flotilla::files {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::StillPicture)
};

} // namespace

Result<QSize> checkStill(const QByteArray &jpeg)
{
    const auto noPicture = [](const QString &detail) {
        return failure(Error::Kind::BadReply,
                       Tr::tr("What the camera sent is no picture that can be shown."), detail);
    };
    const auto head = pictureHead(jpeg);
    if (jpeg.size() > maxPictureBytes || !head || head->format != Thumbnail::Format::Jpg)
        return noPicture({});
    QBuffer buffer;
    buffer.setData(jpeg);
    QImageReader reader(&buffer, "jpg");
    const QImage image = reader.read();
    if (image.isNull())
        return noPicture(reader.errorString());
    return image.size();
}

} // namespace flotilla::files
