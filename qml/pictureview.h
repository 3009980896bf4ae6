// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/filereader.h"

#include <QQuickItem>
#include <QtQml/qqml.h>

namespace flotilla {

// A picture that is in memory already (the thumbnail of a dropped file), fitted into the item. No
// address, no cache: it goes with its data.
class PictureView : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(
        flotilla::models::PictureData picture READ picture WRITE setPicture NOTIFY pictureChanged)

public:
    explicit PictureView(QQuickItem *parent = nullptr);
    Q_DISABLE_COPY_MOVE(PictureView)

    const models::PictureData &picture() const { return m_picture; }
    void setPicture(const models::PictureData &picture);

Q_SIGNALS:
    void pictureChanged();

protected:
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override;

private:
    models::PictureData m_picture;
    bool m_textureIsOld = false;
};

} // namespace flotilla
