// SPDX-License-Identifier: GPL-3.0-or-later
#include "qml/pictureview.h"

#include <QQuickWindow>
#include <QSGImageNode>

namespace flotilla {

PictureView::PictureView(QQuickItem *parent)
    : QQuickItem(parent)
{
    setFlag(ItemHasContents);
}

void PictureView::setPicture(const models::PictureData &picture)
{
    if (m_picture == picture)
        return;
    m_picture = picture;
    m_textureIsOld = true;
    Q_EMIT pictureChanged();
    update();
}

QSGNode *PictureView::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    auto *imageNode = static_cast<QSGImageNode *>(node);
    if (m_picture.isNull() || width() <= 0 || height() <= 0) {
        delete imageNode;
        return nullptr;
    }
    if (!imageNode) {
        imageNode = window()->createImageNode();
        imageNode->setOwnsTexture(true);
        imageNode->setFiltering(QSGTexture::Linear);
        m_textureIsOld = true;
    }
    const QSizeF fitted = QSizeF(m_picture.image.size()).scaled(size(), Qt::KeepAspectRatio);
    if (m_textureIsOld) {
        imageNode->setTexture(window()->createTextureFromImage(m_picture.image));
        m_textureIsOld = false;
    }
    imageNode->setRect(
        QRectF(QPointF((width() - fitted.width()) / 2, (height() - fitted.height()) / 2), fitted));
    return imageNode;
}

} // namespace flotilla
