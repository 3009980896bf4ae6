// SPDX-License-Identifier: GPL-3.0-or-later
#include "qml/iconprovider.h"

#include <QPainter>
#include <QSvgRenderer>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

QSize boundedSize(const QSize &wanted, const QSize &natural)
{
    QSize size = natural;
    if (wanted.width() > 0 && wanted.height() > 0)
        size = natural.scaled(wanted, Qt::KeepAspectRatio);
    else if (wanted.width() > 0 || wanted.height() > 0)
        size = natural.scaled(QSize(wanted.width() > 0 ? wanted.width() : IconProvider::largestSide,
                                    wanted.height() > 0 ? wanted.height()
                                                        : IconProvider::largestSide),
                              Qt::KeepAspectRatio);
    return size.boundedTo({IconProvider::largestSide, IconProvider::largestSide});
}

} // namespace

QImage tintedIcon(const QString &name, const QSize &size, const QColor &color)
{
    QSvgRenderer renderer(u":/icons/"_s + name + u".svg"_s);
    if (!renderer.isValid())
        return {};
    QImage image(boundedSize(size, renderer.defaultSize()), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    if (color.isValid()) {
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), color);
    }
    return image;
}

IconProvider::IconProvider()
    : QQuickImageProvider(QQuickImageProvider::Image)
{
}

QImage IconProvider::requestImage(const QString &id, QSize *size, const QSize &requestedSize)
{
    const QString name = id.section(u'?', 0, 0);
    const QString color = id.section(u'?', 1);
    const QImage image
        = tintedIcon(name, requestedSize, color.isEmpty() ? QColor() : QColor(u'#' + color));
    if (size)
        *size = image.size();
    return image;
}

} // namespace flotilla
