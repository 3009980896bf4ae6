// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickImageProvider>

namespace flotilla {

// `image://icon/<name>?<colour>`: an icon of resources/icons in one colour ("#rrggbb", without the
// "#": in an address it would begin the fragment). Without a colour it is drawn as it is (the app
// icon). Drawn for the size that is asked for, in device pixels.
class IconProvider final : public QQuickImageProvider
{
public:
    IconProvider();

    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;

    static constexpr int largestSide = 1024; // device pixels
};

// The same for painters outside QML; null where there is no such icon.
QImage tintedIcon(const QString &name, const QSize &size, const QColor &color);

} // namespace flotilla
