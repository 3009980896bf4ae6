// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickImageProvider>

namespace flotilla {

namespace models {
class JobPictures;
}

// `image://job/<printer id>?<revision>`: the picture of a printer's job, as JobPictures has it.
class JobPictureProvider final : public QQuickImageProvider
{
public:
    // `pictures` must outlive the engine that has this provider.
    explicit JobPictureProvider(const models::JobPictures &pictures);

    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;

private:
    const models::JobPictures &m_pictures;
};

} // namespace flotilla
