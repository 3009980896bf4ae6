// SPDX-License-Identifier: GPL-3.0-or-later
#include "trayiconpainter.h"

#include "qml/iconprovider.h"

#include <QPainter>
#include <QPixmap>

#include <array>

namespace flotilla {

using namespace Qt::StringLiterals;

using models::ColorRole;
using models::TrayFace;

namespace {

struct Colors
{
    QRgb light;
    QRgb dark;
};

// In the order of ColorRole; the values are the theme's, a test compares them.
constexpr std::array roleColors {
    Colors {0xff75858c, 0xff84949c}, Colors {0xff1f6feb, 0xff5c9dff},
    Colors {0xff0c9966, 0xff45d3a6}, Colors {0xffba7600, 0xfff4b642},
    Colors {0xffbf1722, 0xffff6357}, Colors {0xff17343f, 0xffdce9ed},
};

// What is not done yet.
constexpr float trackOpacity = 0.32F;

struct Measures
{
    int side;
    double ring; // width of its line
    double mark; // side of the mark inside it
};

constexpr std::array measures {
    Measures {16, 2.5, 6.5}, Measures {22, 2.5, 10.5}, Measures {24, 2.75, 11.5},
    Measures {32, 3.5, 15},  Measures {44, 4.75, 21},  Measures {64, 7, 30},
};

// At the smallest size a mark fills the icon; bars look bigger than they are.
constexpr double markAlone = 14;
constexpr double barsAlone = 12;

Measures measuresFor(int side)
{
    for (const Measures &each : measures) {
        if (each.side == side)
            return each;
    }
    const Measures &usual = measures[3];
    const double factor = double(side) / usual.side;
    return {side, usual.ring * factor, usual.mark * factor};
}

void paintRing(QPainter &painter, const Measures &size, const QColor &color, double progress)
{
    const double inset = size.ring / 2 + 0.5;
    const QRectF circle = QRectF(0, 0, size.side, size.side).adjusted(inset, inset, -inset, -inset);
    QColor track = color;
    track.setAlphaF(trackOpacity);
    painter.setPen(QPen(track, size.ring, Qt::SolidLine, Qt::FlatCap));
    painter.drawEllipse(circle);
    painter.setPen(QPen(color, size.ring, Qt::SolidLine, Qt::FlatCap));
    constexpr int fullTurn = 360 * 16; // QPainter counts in sixteenths, against the clock
    if (progress >= 1)
        painter.drawEllipse(circle);
    else if (progress > 0)
        painter.drawArc(circle, fullTurn / 4, -qRound(progress * fullTurn));
}

void paintMark(QPainter &painter, const QString &name, const QColor &color, double side, int whole)
{
    // Drawn large and scaled: half pixels count at these sizes.
    constexpr int detail = 8;
    const QImage mark
        = tintedIcon(name, QSize(qRound(side * detail), qRound(side * detail)), color);
    const double corner = (whole - side) / 2;
    painter.drawImage(QRectF(corner, corner, side, side),
                      mark.scaled(QSize(qRound(side * 2), qRound(side * 2)), Qt::KeepAspectRatio,
                                  Qt::SmoothTransformation));
}

} // namespace

QColor trayColor(ColorRole role, bool darkPanel)
{
    const Colors &colors = roleColors.at(size_t(role));
    return QColor::fromRgb(darkPanel ? colors.dark : colors.light);
}

QImage paintTrayIcon(const TrayFace &face, int side, bool darkPanel)
{
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QColor color = trayColor(face.role, darkPanel);
    const Measures size = measuresFor(side);
    const bool alone = side <= measures.front().side && !face.running;
    if (alone) {
        const bool bars = face.mark.startsWith(u"state-paus"_s);
        paintMark(painter, face.mark, color, bars ? barsAlone : markAlone, side);
        return image;
    }
    paintRing(painter, size, color, face.ring);
    paintMark(painter, face.mark, color, size.mark, side);
    return image;
}

QIcon trayIcon(const TrayFace &face, bool darkPanel)
{
    QIcon icon;
    for (const Measures &each : measures)
        icon.addPixmap(QPixmap::fromImage(paintTrayIcon(face, each.side, darkPanel)));
#ifdef Q_OS_DARWIN
    icon.setIsMask(true);
#endif
    return icon;
}

} // namespace flotilla
