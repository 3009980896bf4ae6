// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>

namespace flotilla::test {

// How colours are seen: the contrast of WCAG 2, colours as people see them who lack one kind of
// cones (Machado, Oliveira and Fernandes 2009, full strength), and the distance CIEDE2000.

enum class Sight { Deuteranopia, Protanopia, Tritanopia };

struct Lab
{
    double l = 0;
    double a = 0;
    double b = 0;
};

// 1 to 21.
double contrast(const QColor &one, const QColor &other);

Lab labOf(const QColor &color);
Lab labOf(const QColor &color, Sight sight);

double ciede2000(const Lab &one, const Lab &other);

} // namespace flotilla::test
