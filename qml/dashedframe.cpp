// SPDX-License-Identifier: GPL-3.0-or-later
#include "qml/dashedframe.h"

#include <QPainter>

namespace flotilla {

DashedFrame::DashedFrame(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
}

void DashedFrame::paint(QPainter *painter)
{
    const double inset = m_lineWidth / 2;
    QPen pen(m_color, m_lineWidth);
    pen.setDashPattern({3, 2}); // in widths of the line
    pen.setCapStyle(Qt::FlatCap);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(pen);
    painter->setBrush(m_paper);
    painter->drawRoundedRect(boundingRect().adjusted(inset, inset, -inset, -inset), m_radius,
                             m_radius);
}

} // namespace flotilla
