// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>

namespace flotilla::files::threew {

// What the moves of a G-code file add up to, for files whose slicer says nothing. An estimate: a
// real printer brakes in corners.
class GcodeMoves
{
public:
    void add(QByteArrayView bytes);
    void finish();

    double seconds() const { return m_seconds; }
    double filamentMm() const { return m_filament; }
    int layerCount() const { return m_layers; }

private:
    struct Words;

    void takeLine(QByteArrayView line);
    void takeMove(const Words &words);
    void takePosition(const Words &words);

    QByteArray m_waiting;
    std::array<double, 4> m_at {}; // x y z e
    double m_mmPerSecond = 20;
    bool m_absolute = true;
    bool m_absoluteE = true;
    double m_mmPerUnit = 1;
    double m_seconds = 0;
    double m_pushed = 0; // filament, less what was drawn back
    double m_filament = 0; // the most that was ever pushed
    int m_layers = 0;
    double m_layerZ = -1;
};

} // namespace flotilla::files::threew
