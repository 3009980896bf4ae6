// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/gcodemoves_p.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace flotilla::files::threew {

namespace {

constexpr qsizetype longestMove = 1000; // bytes; a longer line is none
constexpr double lowestLayer = 0.03; // mm between two
constexpr double farthest = 100'000; // mm; what no axis reaches was not meant
constexpr double longestPrint = 366.0 * 24 * 3600; // s
constexpr double mmPerInch = 25.4;

} // namespace

// The letters of a command and their numbers.
struct GcodeMoves::Words
{
    explicit Words(QByteArrayView line)
    {
        qsizetype at = 0;
        while (at < line.size() && line[at] != ';') {
            const char letter = char(line[at++] & ~0x20); // upper case
            const qsizetype begin = at;
            while (at < line.size()
                   && (line[at] == '-' || line[at] == '+' || line[at] == '.'
                       || (line[at] >= '0' && line[at] <= '9')))
                ++at;
            if (letter < 'A' || letter > 'Z' || at == begin)
                continue;
            bool ok = false;
            const double number = line.sliced(begin, at - begin).toDouble(&ok);
            if (ok && std::abs(number) <= farthest * 100)
                numbers[size_t(letter - 'A')] = number;
        }
    }

    std::optional<double> operator[](char letter) const { return numbers[size_t(letter - 'A')]; }
    // "G1" as 1; nothing where the letter is not there.
    bool is(char letter, int number) const
    {
        return numbers[size_t(letter - 'A')] == double(number);
    }

    std::array<std::optional<double>, 26> numbers;
};

void GcodeMoves::add(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView part = end < 0 ? bytes : bytes.first(end);
        if (end >= 0 && m_waiting.isEmpty()) {
            takeLine(part);
        } else {
            m_waiting.append(part.first(std::min(part.size(), longestMove + 1)));
            if (end >= 0)
                finish();
            else
                m_waiting.truncate(longestMove + 1);
        }
        bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
    }
}

void GcodeMoves::finish()
{
    takeLine(m_waiting);
    m_waiting.clear();
}

void GcodeMoves::takeLine(QByteArrayView line)
{
    if (line.isEmpty() || line.size() > longestMove || line.front() == ';')
        return;
    const Words words(line);
    if (words['G']) {
        if (words.is('G', 0) || words.is('G', 1) || words.is('G', 2) || words.is('G', 3))
            takeMove(words);
        else if (words.is('G', 4))
            m_seconds += std::clamp(words['P'].value_or(0) / 1000 + words['S'].value_or(0), 0.0,
                                    longestPrint);
        else if (words.is('G', 92))
            takePosition(words);
        else if (words.is('G', 90) || words.is('G', 91))
            m_absolute = m_absoluteE = words.is('G', 90);
        else if (words.is('G', 20) || words.is('G', 21))
            m_mmPerUnit = words.is('G', 20) ? mmPerInch : 1;
        else if (words.is('G', 28))
            m_at[0] = m_at[1] = m_at[2] = 0;
    } else if (words.is('M', 82) || words.is('M', 83)) {
        m_absoluteE = words.is('M', 82);
    }
}

void GcodeMoves::takePosition(const Words &words)
{
    constexpr std::array letters {'X', 'Y', 'Z', 'E'};
    for (size_t axis = 0; axis < letters.size(); ++axis) {
        if (const auto number = words[letters[axis]])
            m_at[axis] = *number * m_mmPerUnit;
    }
}

void GcodeMoves::takeMove(const Words &words)
{
    constexpr std::array letters {'X', 'Y', 'Z', 'E'};
    if (const auto rate = words['F']; rate && *rate > 0)
        m_mmPerSecond = *rate * m_mmPerUnit / 60;
    std::array<double, 4> by {};
    for (size_t axis = 0; axis < letters.size(); ++axis) {
        const auto number = words[letters[axis]];
        if (!number)
            continue;
        const bool absolute = axis == 3 ? m_absoluteE : m_absolute;
        by[axis] = *number * m_mmPerUnit - (absolute ? m_at[axis] : 0);
        m_at[axis] += by[axis];
    }
    const double way = std::hypot(by[0], by[1], by[2]);
    if (way > farthest || std::abs(by[3]) > farthest)
        return;
    m_seconds
        = std::min(longestPrint, m_seconds + (way > 0 ? way : std::abs(by[3])) / m_mmPerSecond);
    m_pushed += by[3];
    m_filament = std::max(m_filament, m_pushed);
    // A nozzle that is lifted to travel makes no layer.
    const bool extrudes = by[3] > 0 && (by[0] != 0 || by[1] != 0);
    if (extrudes && m_at[2] >= m_layerZ + lowestLayer) {
        ++m_layers;
        m_layerZ = m_at[2];
    }
}

} // namespace flotilla::files::threew
