// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/filefacts.h"

#include <QByteArray>

#include <array>
#include <optional>

namespace flotilla::files {

// Follows the moves of a G-code text and keeps the box around those that extrude: absolute and
// relative positions, millimetres and inches, arcs in the plane, positions that are set. Takes the
// text piece by piece, in constant memory.
class MoveScanner
{
public:
    void take(QByteArrayView bytes);
    // The text ends here, in the middle of a line or not.
    void end();

    // Nothing where no move extrudes.
    std::optional<FileBounds> bounds() const;

private:
    // The numbers of one command; NaN: not given.
    struct Words
    {
        std::array<double, 3> axes {};
        double e = 0;
        double i = 0;
        double j = 0;
    };

    void takeLine(QByteArrayView line);
    void takeG(int code, QByteArrayView words);
    void move(int code, const Words &words);
    void setPosition(const Words &words);
    void home(QByteArrayView words);
    void addArc(const std::array<double, 3> &from, const std::array<double, 3> &to,
                const Words &words, bool clockwise);
    void add(int axis, double value);
    static Words parse(QByteArrayView words);

    QByteArray m_carry;
    bool m_carryIsCut = false; // the rest of an overlong line is passed over
    std::array<double, 3> m_position {}; // mm
    std::array<bool, 3> m_known {}; // not before the first word of the axis, nor after homing
    std::array<double, 3> m_origin {}; // where the file's zero lies, after it was set
    double m_e = 0;
    double m_unit = 1; // mm
    bool m_relative = false;
    bool m_relativeE = false;
    bool m_statedE = false; // whether E is relative was said by itself
    std::array<double, 3> m_min {};
    std::array<double, 3> m_max {};
    std::array<bool, 3> m_has {};
};

} // namespace flotilla::files
