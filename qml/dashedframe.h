// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QtQml/qqml.h>

namespace flotilla {

// A dashed border with round corners: what Rectangle cannot draw.
class DashedFrame : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY changed)
    Q_PROPERTY(QColor paper READ paper WRITE setPaper NOTIFY changed)
    Q_PROPERTY(double radius READ radius WRITE setRadius NOTIFY changed)
    Q_PROPERTY(double lineWidth READ lineWidth WRITE setLineWidth NOTIFY changed)

public:
    explicit DashedFrame(QQuickItem *parent = nullptr);
    Q_DISABLE_COPY_MOVE(DashedFrame)

    QColor color() const { return m_color; }
    void setColor(const QColor &color) { set(m_color, color); }
    QColor paper() const { return m_paper; }
    void setPaper(const QColor &paper) { set(m_paper, paper); }
    double radius() const { return m_radius; }
    void setRadius(double radius) { set(m_radius, radius); }
    double lineWidth() const { return m_lineWidth; }
    void setLineWidth(double width) { set(m_lineWidth, width); }

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void changed();

private:
    template<typename T> void set(T &member, const T &value)
    {
        if (member == value)
            return;
        member = value;
        Q_EMIT changed();
        update();
    }

    QColor m_color = Qt::black;
    QColor m_paper = Qt::transparent;
    double m_radius = 0;
    double m_lineWidth = 1;
};

} // namespace flotilla
