// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/colorsight.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace flotilla::test {

namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

constexpr Matrix deuteranopia {{{0.367322, 0.860646, -0.227968},
                                {0.280085, 0.672501, 0.047413},
                                {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix protanopia {{{0.152286, 1.052583, -0.204868},
                              {0.114503, 0.786281, 0.099216},
                              {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix tritanopia {{{1.255528, -0.076749, -0.178779},
                              {-0.078411, 0.930809, 0.147602},
                              {0.004733, 0.691367, 0.303900}}};
constexpr Matrix rgbToXyz {{{0.4124564, 0.3575761, 0.1804375},
                            {0.2126729, 0.7151522, 0.0721750},
                            {0.0193339, 0.1191920, 0.9503041}}};
constexpr Vector whiteD65 {0.95047, 1.0, 1.08883};

Vector times(const Matrix &matrix, const Vector &vector)
{
    Vector result {};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column)
            result[row] += matrix[row][column] * vector[column];
    }
    return result;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

Vector linearOf(const QColor &color)
{
    return {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
}

double luminance(const QColor &color)
{
    return times(rgbToXyz, linearOf(color))[1];
}

double labCurve(double t)
{
    return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

Lab labOfLinear(const Vector &rgb)
{
    const Vector xyz = times(rgbToXyz, rgb);
    const double x = labCurve(xyz[0] / whiteD65[0]);
    const double y = labCurve(xyz[1] / whiteD65[1]);
    const double z = labCurve(xyz[2] / whiteD65[2]);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

const Matrix &matrixOf(Sight sight)
{
    static constexpr std::array matrices {deuteranopia, protanopia, tritanopia};
    return matrices[static_cast<std::size_t>(sight)];
}

double degrees(double radians)
{
    const double value = radians * 180 / std::numbers::pi;
    return value < 0 ? value + 360 : value;
}

double radians(double degreesOfAngle)
{
    return degreesOfAngle * std::numbers::pi / 180;
}

double hue(double a, double b)
{
    return a == 0 && b == 0 ? 0 : degrees(std::atan2(b, a));
}

// The mean of two hues, on the shorter way round.
double meanHue(double one, double other, double chromaProduct)
{
    if (chromaProduct == 0)
        return one + other;
    if (std::abs(one - other) <= 180)
        return (one + other) / 2;
    return one + other < 360 ? (one + other + 360) / 2 : (one + other - 360) / 2;
}

double hueDifference(double one, double other, double chromaProduct)
{
    if (chromaProduct == 0)
        return 0;
    const double difference = other - one;
    return difference > 180 ? difference - 360 : difference < -180 ? difference + 360 : difference;
}

double seventh(double chroma)
{
    const double power = std::pow(chroma, 7);
    return std::sqrt(power / (power + std::pow(25.0, 7)));
}

} // namespace

double contrast(const QColor &one, const QColor &other)
{
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

Lab labOf(const QColor &color)
{
    return labOfLinear(linearOf(color));
}

Lab labOf(const QColor &color, Sight sight)
{
    Vector seen = times(matrixOf(sight), linearOf(color));
    for (double &channel : seen)
        channel = std::clamp(channel, 0.0, 1.0);
    return labOfLinear(seen);
}

// Sharma, Wu and Dalal 2005, in their names.
double ciede2000(const Lab &one, const Lab &other)
{
    const double meanC = (std::hypot(one.a, one.b) + std::hypot(other.a, other.b)) / 2;
    const double g = 0.5 * (1 - seventh(meanC));
    const double a1 = (1 + g) * one.a;
    const double a2 = (1 + g) * other.a;
    const double c1 = std::hypot(a1, one.b);
    const double c2 = std::hypot(a2, other.b);
    const double h1 = hue(a1, one.b);
    const double h2 = hue(a2, other.b);

    const double dL = other.l - one.l;
    const double dC = c2 - c1;
    const double dH
        = 2 * std::sqrt(c1 * c2) * std::sin(radians(hueDifference(h1, h2, c1 * c2)) / 2);

    const double l = (one.l + other.l) / 2;
    const double c = (c1 + c2) / 2;
    const double h = meanHue(h1, h2, c1 * c2);
    const double t = 1 - 0.17 * std::cos(radians(h - 30)) + 0.24 * std::cos(radians(2 * h))
        + 0.32 * std::cos(radians(3 * h + 6)) - 0.20 * std::cos(radians(4 * h - 63));
    const double fromMiddle = (l - 50) * (l - 50);
    const double sL = 1 + 0.015 * fromMiddle / std::sqrt(20 + fromMiddle);
    const double sC = 1 + 0.045 * c;
    const double sH = 1 + 0.015 * c * t;
    const double turn = 30 * std::exp(-std::pow((h - 275) / 25, 2));
    const double rT = -std::sin(radians(2 * turn)) * 2 * seventh(c);
    return std::sqrt(std::pow(dL / sL, 2) + std::pow(dC / sC, 2) + std::pow(dH / sH, 2)
                     + rT * (dC / sC) * (dH / sH));
}

} // namespace flotilla::test
