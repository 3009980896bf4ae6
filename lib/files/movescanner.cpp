// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/movescanner_p.h"

#include "files/gcodetext_p.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>

namespace flotilla::files {

namespace {

constexpr double inch = 25.4; // mm
constexpr double farthest = 100'000; // mm; no axis reaches that
constexpr double none = std::numeric_limits<double>::quiet_NaN();

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

// Takes the number of a command, as of "G1" or "G01", off the front; -1: none.
int takeCode(QByteArrayView &line)
{
    int code = 0;
    qsizetype at = 1;
    for (; at < line.size() && at < 6 && isDigit(line[at]); ++at)
        code = code * 10 + (line[at] - '0');
    if (at == 1)
        return -1;
    // G92.1 and its like are other commands.
    if (at < line.size() && line[at] == '.')
        return -1;
    line = line.sliced(at);
    return code;
}

} // namespace

void MoveScanner::take(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView piece = end < 0 ? bytes : bytes.first(end);
        bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
        if (end >= 0 && m_carry.isEmpty()) {
            if (!m_carryIsCut)
                takeLine(piece.first(std::min(piece.size(), maxLineBytes)));
        } else if (!m_carryIsCut) {
            m_carry.append(piece.first(std::min(piece.size(), maxLineBytes - m_carry.size())));
            m_carryIsCut = m_carry.size() >= maxLineBytes;
            if (end >= 0 || m_carryIsCut) {
                takeLine(m_carry);
                m_carry.clear();
            }
        }
        if (end >= 0)
            m_carryIsCut = false;
    }
}

void MoveScanner::end()
{
    takeLine(m_carry);
    m_carry.clear();
}

std::optional<FileBounds> MoveScanner::bounds() const
{
    if (!m_has[0] || !m_has[1] || !m_has[2])
        return std::nullopt;
    return FileBounds {m_min, m_max};
}

void MoveScanner::takeLine(QByteArrayView line)
{
    qsizetype at = 0;
    while (at < line.size() && isBlank(line[at]))
        ++at;
    // "N12 G1 …": lines may be numbered.
    if (at < line.size() && line[at] == 'N') {
        for (++at; at < line.size() && (isDigit(line[at]) || isBlank(line[at]));)
            ++at;
    }
    line = line.sliced(at);
    if (line.size() < 2)
        return;
    const char letter = line.front();
    if (letter == 'G') {
        const int code = takeCode(line);
        takeG(code, line);
    } else if (letter == 'M') {
        const int code = takeCode(line);
        if (code == 82 || code == 83) {
            m_relativeE = code == 83;
            m_statedE = true;
        }
    }
}

void MoveScanner::takeG(int code, QByteArrayView words)
{
    switch (code) {
    case 0:
    case 1:
    case 2:
    case 3:
        move(code, parse(words));
        break;
    case 20:
    case 21:
        m_unit = code == 20 ? inch : 1;
        break;
    case 28:
        home(words);
        break;
    case 90:
    case 91:
        m_relative = code == 91;
        // Firmwares differ on whether this holds for E; who says it by M82 or M83 means that.
        if (!m_statedE)
            m_relativeE = m_relative;
        break;
    case 92:
        setPosition(parse(words));
        break;
    default:
        break;
    }
}

MoveScanner::Words MoveScanner::parse(QByteArrayView words)
{
    Words found {{none, none, none}, none, none, none};
    qsizetype at = 0;
    while (at < words.size() && words[at] != ';' && words[at] != '*' && words[at] != '(') {
        const char letter = words[at++];
        if (letter < 'A' || letter > 'Z')
            continue;
        const char *begin = words.data() + at;
        if (at < words.size() && *begin == '+')
            ++begin;
        double number = 0;
        const auto [stop, error]
            = std::from_chars(begin, words.data() + words.size(), number, std::chars_format::fixed);
        if (error != std::errc() || !std::isfinite(number))
            continue;
        at = stop - words.data();
        if (letter >= 'X' && letter <= 'Z')
            found.axes[size_t(letter - 'X')] = number;
        else if (letter == 'E')
            found.e = number;
        else if (letter == 'I')
            found.i = number;
        else if (letter == 'J')
            found.j = number;
    }
    return found;
}

void MoveScanner::move(int code, const Words &words)
{
    const std::array<double, 3> from = m_position;
    const std::array<bool, 3> known = m_known;
    for (size_t axis = 0; axis < 3; ++axis) {
        if (std::isnan(words.axes[axis]))
            continue;
        const double value = words.axes[axis] * m_unit;
        // A step from an unknown place leads to an unknown place.
        if (!m_relative) {
            m_position[axis] = value + m_origin[axis];
            m_known[axis] = true;
        } else {
            m_position[axis] += value;
        }
    }
    double extruded = 0;
    if (!std::isnan(words.e)) {
        const double e = words.e * m_unit;
        extruded = m_relativeE ? e : e - m_e;
        m_e = m_relativeE ? m_e + e : e;
    }
    const bool inPlane = !std::isnan(words.axes[0]) || !std::isnan(words.axes[1]);
    if (extruded <= 0 || !inPlane)
        return;
    for (const int axis : {0, 1, 2}) {
        // Material lies as high as the move ends; coming down is priming.
        if (axis < 2 && known[size_t(axis)])
            add(axis, from[size_t(axis)]);
        if (m_known[size_t(axis)])
            add(axis, m_position[size_t(axis)]);
    }
    if (code >= 2 && known[0] && known[1])
        addArc(from, m_position, words, code == 2);
}

// Of an arc the places where it is widest count, too.
void MoveScanner::addArc(const std::array<double, 3> &from, const std::array<double, 3> &to,
                         const Words &words, bool clockwise)
{
    if (std::isnan(words.i) && std::isnan(words.j))
        return;
    const double i = std::isnan(words.i) ? 0 : words.i * m_unit;
    const double j = std::isnan(words.j) ? 0 : words.j * m_unit;
    const double radius = std::hypot(i, j);
    const double x = from[0] + i;
    const double y = from[1] + j;
    constexpr double turn = 2 * std::numbers::pi;
    const auto angle = [&](const std::array<double, 3> &point) {
        return std::atan2(point[1] - y, point[0] - x);
    };
    const double begin = angle(clockwise ? to : from);
    double span = angle(clockwise ? from : to) - begin;
    if (span <= 0)
        span += turn; // also a whole circle
    for (int quarter = 0; quarter < 4; ++quarter) {
        double ahead = std::fmod(quarter * std::numbers::pi / 2 - begin, turn);
        if (ahead < 0)
            ahead += turn;
        if (ahead > span)
            continue;
        add(quarter % 2, (quarter % 2 == 0 ? x : y) + (quarter < 2 ? radius : -radius));
    }
}

void MoveScanner::setPosition(const Words &words)
{
    for (size_t axis = 0; axis < 3; ++axis) {
        if (!std::isnan(words.axes[axis]) && m_known[axis])
            m_origin[axis] = m_position[axis] - words.axes[axis] * m_unit;
    }
    if (!std::isnan(words.e))
        m_e = words.e * m_unit;
}

// Where home is only the machine knows.
void MoveScanner::home(QByteArrayView words)
{
    const qsizetype end = words.indexOf(';');
    const QByteArrayView named = end < 0 ? words : words.first(end);
    const bool all = !named.contains('X') && !named.contains('Y') && !named.contains('Z');
    for (size_t axis = 0; axis < 3; ++axis) {
        if (all || named.contains(char('X' + axis))) {
            m_known[axis] = false;
            m_origin[axis] = 0;
        }
    }
}

void MoveScanner::add(int axis, double value)
{
    const auto at = size_t(axis);
    if (!(std::abs(value) <= farthest))
        return;
    m_min[at] = m_has[at] ? std::min(m_min[at], value) : value;
    m_max[at] = m_has[at] ? std::max(m_max[at], value) : value;
    m_has[at] = true;
}

} // namespace flotilla::files
