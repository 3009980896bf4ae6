// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/gcodetext_p.h"

#include "files/slicername_p.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace flotilla::files {

namespace {

constexpr qsizetype longestKey = 80;
constexpr qsizetype longestValue = 2048; // lists of 32 tools fit; start code is cut
constexpr qsizetype mostStatements = 8192;
constexpr qsizetype mostHeights = 256;
constexpr int fewestHeights
    = 8; // layers that have to agree before a height counts as the usual one
constexpr double hottest = 1000;

// Slic3r states these once for every extruder.
constexpr std::array repeatedKeys {QByteArrayView("filament used"),
                                   QByteArrayView("filament_length_m")};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// The number behind a letter of a command: 205.5 of "M104 T0 S205.5 ; hot".
std::optional<double> parameter(QByteArrayView line, char letter)
{
    const qsizetype end = line.indexOf(';');
    const QByteArrayView command = end < 0 ? line : line.first(end);
    for (qsizetype at = 1; at < command.size(); ++at) {
        // A letter inside a word, as in a macro's argument, is not a parameter.
        const bool begins = command[at - 1] == ' ' || command[at - 1] == '\t'
            || isDigit(command[at - 1]) || command[at - 1] == '.';
        if (command[at] != letter || !begins)
            continue;
        qsizetype stop = at + 1;
        while (stop < command.size() && stop - at < 24
               && (isDigit(command[stop]) || command[stop] == '.' || command[stop] == '-'
                   || command[stop] == '+'))
            ++stop;
        bool ok = false;
        const double number = command.sliced(at + 1, stop - at - 1).toDouble(&ok);
        return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
    }
    return std::nullopt;
}

// 104 of "M104 S200"; -1 where no number follows the letter.
int codeOf(QByteArrayView line)
{
    int code = 0;
    qsizetype at = 1;
    for (; at < line.size() && at < 6 && isDigit(line[at]); ++at)
        code = code * 10 + (line[at] - '0');
    return at == 1 ? -1 : code;
}

} // namespace

void GcodeText::takeHead(QByteArrayView bytes, qint64 offset)
{
    if (m_carry.isEmpty())
        m_carryOffset = offset;
    const qsizetype lastEnd = bytes.lastIndexOf('\n');
    if (lastEnd < 0) {
        m_carry.append(bytes);
        return;
    }
    if (m_carry.isEmpty()) {
        takeLines(bytes.first(lastEnd + 1), offset);
    } else {
        const qsizetype firstEnd = bytes.indexOf('\n');
        m_carry.append(bytes.first(firstEnd + 1));
        takeLines(m_carry, m_carryOffset);
        m_carry.clear();
        takeLines(bytes.sliced(firstEnd + 1, lastEnd - firstEnd), offset + firstEnd + 1);
    }
    m_carry = bytes.sliced(lastEnd + 1).toByteArray();
    m_carryOffset = offset + lastEnd + 1;
}

void GcodeText::endHead()
{
    takeLines(m_carry, m_carryOffset);
    m_carry.clear();
}

void GcodeText::takeTail(QByteArrayView bytes, qint64 offset)
{
    m_inTail = true;
    m_thumbnails.interrupt();
    takeLines(bytes, offset);
}

bool GcodeText::wantsMore() const
{
    return m_thumbnails.isInside() || m_inSettings || !m_moves;
}

QByteArrayView GcodeText::value(QByteArrayView key) const
{
    const auto found = m_statements.constFind(QByteArray::fromRawData(key.data(), key.size()));
    return found == m_statements.cend() ? QByteArrayView() : QByteArrayView(*found);
}

std::optional<double> GcodeText::usualLayerHeight() const
{
    int all = 0;
    int most = 0;
    QByteArray usual;
    for (auto it = m_heights.cbegin(); it != m_heights.cend(); ++it) {
        all += it.value();
        if (it.value() > most) {
            most = it.value();
            usual = it.key();
        }
    }
    if (most < fewestHeights || most * 2 <= all)
        return std::nullopt;
    return usual.toDouble();
}

void GcodeText::takeLines(QByteArrayView bytes, qint64 offset)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const qsizetype found = bytes.indexOf('\n', at);
        const qsizetype end = found < 0 ? bytes.size() : found;
        QByteArrayView line = bytes.sliced(at, end - at);
        // A third of all files have Windows line ends.
        if (line.endsWith('\r'))
            line.chop(1);
        takeLine(line, offset + at);
        at = end + 1;
    }
}

void GcodeText::takeLine(QByteArrayView line, qint64 offset)
{
    if (line.isEmpty())
        return;
    // Nearly all lines are moves after the start; nothing is asked of them.
    if (m_extrudes && line.front() == 'G' && !m_thumbnails.isInside())
        return;
    if (m_thumbnails.takeLine(line, offset))
        return;
    line = line.first(std::min(line.size(), maxLineBytes));
    if (line.front() == ';')
        takeComment(line.sliced(1).trimmed());
    else
        takeCommand(line);
}

void GcodeText::takeComment(QByteArrayView comment)
{
    if (comment.isEmpty())
        return;
    const bool afterHeaderMark = std::exchange(m_afterHeaderMark, false);
    if (comment == QByteArrayView("HEADER_BLOCK_START")) {
        m_afterHeaderMark = true;
        return;
    }
    if (comment == QByteArrayView("CONFIG_BLOCK_START"))
        m_inSettings = true;
    else if (comment == QByteArrayView("CONFIG_BLOCK_END"))
        m_inSettings = false;
    if (comment.startsWith("***"))
        m_section = comment.contains("Settings As Used") ? QByteArray("used ") : QByteArray();

    if (const auto name = slicerNameIn(comment, afterHeaderMark)) {
        if (name->name.isEmpty()) {
            if (m_slicerVersion.isEmpty() && m_slicerRank == name->rank)
                m_slicerVersion = name->version;
        } else if (name->rank > m_slicerRank) {
            m_slicer = name->name;
            m_slicerVersion = name->version;
            m_slicerRank = name->rank;
        } else if (name->name == m_slicer && m_slicerVersion.isEmpty()) {
            m_slicerVersion = name->version;
        }
    }
    const auto mark = std::find_if(comment.begin(), comment.end(),
                                   [](char c) { return c == '=' || c == ':' || c == ','; });
    if (mark != comment.end())
        takeStatement(comment.first(mark - comment.begin()).trimmed(),
                      comment.sliced(mark - comment.begin() + 1).trimmed());
}

void GcodeText::takeStatement(QByteArrayView key, QByteArrayView value)
{
    if (key.isEmpty() || key.size() > longestKey || value.isEmpty())
        return;
    value = value.first(std::min(value.size(), longestValue));
    if (key == QByteArrayView("HEIGHT") && m_heights.size() < mostHeights)
        ++m_heights[value.toByteArray()];
    const QByteArray name = m_section.isEmpty() ? key.toByteArray() : m_section + key.toByteArray();
    const auto known = m_statements.find(name);
    if (known == m_statements.end()) {
        if (m_statements.size() < mostStatements)
            m_statements.insert(name, value.toByteArray());
        return;
    }
    const bool repeats
        = std::find(repeatedKeys.begin(), repeatedKeys.end(), key) != repeatedKeys.end();
    if (repeats && known->size() < longestValue)
        *known += QByteArray(", ") + value;
}

void GcodeText::takeCommand(QByteArrayView line)
{
    line = line.trimmed();
    if (line.isEmpty() || m_extrudes || m_inTail)
        return;
    const int code = codeOf(line);
    if (code < 0)
        return;
    switch (line.front()) {
    case 'T':
        m_hasCommands = true;
        m_tool = std::clamp(code, 0, maxFileTools - 1);
        break;
    case 'M':
        m_hasCommands = true;
        takeHeater(code, line);
        break;
    case 'G':
        m_hasCommands = true;
        if (code <= 3)
            takeMove(line);
        break;
    default:
        break;
    }
}

void GcodeText::takeHeater(int code, QByteArrayView line)
{
    if (code != 104 && code != 109 && code != 140 && code != 190 && code != 141 && code != 191)
        return;
    // Waiting for it to cool down (R) counts as well.
    auto celsius = parameter(line, 'S');
    if (!celsius)
        celsius = parameter(line, 'R');
    if (!celsius || *celsius <= 0 || *celsius > hottest)
        return;
    if (code == 140 || code == 190) {
        m_bedTarget = celsius;
    } else if (code == 141 || code == 191) {
        m_chamberTarget = celsius;
    } else {
        const double tool = parameter(line, 'T').value_or(m_tool);
        if (tool >= 0 && tool < maxFileTools)
            m_nozzleTargets[int(tool)] = *celsius;
    }
}

void GcodeText::takeMove(QByteArrayView line)
{
    const bool inPlane = parameter(line, 'X') || parameter(line, 'Y');
    m_moves = m_moves || inPlane || parameter(line, 'Z');
    m_extrudes = inPlane && parameter(line, 'E').value_or(0) > 0;
}

} // namespace flotilla::files
