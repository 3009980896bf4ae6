// SPDX-License-Identifier: GPL-3.0-or-later
#include "qml/jobpictureprovider.h"

#include "models/jobpictures.h"

namespace flotilla {

JobPictureProvider::JobPictureProvider(const models::JobPictures &pictures)
    : QQuickImageProvider(QQuickImageProvider::Image)
    , m_pictures(pictures)
{
}

QImage JobPictureProvider::requestImage(const QString &id, QSize *size, const QSize &)
{
    const QImage image = m_pictures.picture(QUuid::fromString(id.section(u'?', 0, 0)));
    if (size)
        *size = image.size();
    return image;
}

} // namespace flotilla
