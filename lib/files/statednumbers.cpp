// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/statednumbers_p.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace flotilla::files {

namespace {

constexpr double largest = 1e12; // nothing in a print is
constexpr qsizetype mostEntries = 256;

bool isNumeral(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Takes a number off the front of the text.
std::optional<double> takeNumber(QByteArrayView &text)
{
    text = text.trimmed();
    qsizetype end = 0;
    while (end < text.size() && end < 32 && isNumeral(text[end]))
        ++end;
    // "2.14748e+06"
    if (end > 0 && end + 1 < text.size() && (text[end] == 'e' || text[end] == 'E')
        && isNumeral(text[end + 1])) {
        ++end;
        while (end < text.size() && end < 32 && isNumeral(text[end]))
            ++end;
    }
    bool ok = false;
    const double number = text.first(end).toDouble(&ok);
    if (!ok || !(std::abs(number) <= largest))
        return std::nullopt;
    text = text.sliced(end);
    return number;
}

// Takes the letters off the front of the text: a unit.
QByteArrayView takeWord(QByteArrayView &text)
{
    text = text.trimmed();
    const auto end = std::find_if_not(text.begin(), text.end(), isLetter);
    const QByteArrayView word = text.first(end - text.begin());
    text = text.sliced(word.size());
    return word;
}

struct Unit
{
    QByteArrayView start;
    double factor;
};

// By the beginning of the word, so that "minutes", "min" and "m" are one row each of the same.
constexpr std::array timeUnits {Unit {"d", 86400}, Unit {"h", 3600}, Unit {"m", 60}, Unit {"s", 1}};

char separatorOf(QByteArrayView text)
{
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ';' && !quoted)
            return ';';
    }
    return ',';
}

QByteArray entry(QByteArrayView text)
{
    text = text.trimmed();
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.sliced(1, text.size() - 2);
    return text.trimmed().toByteArray();
}

} // namespace

std::optional<double> statedNumber(QByteArrayView text)
{
    return takeNumber(text);
}

std::optional<double> statedPositive(QByteArrayView text)
{
    const auto number = takeNumber(text);
    return number && *number > 0 ? number : std::nullopt;
}

QList<QByteArray> statedList(QByteArrayView text)
{
    text = text.trimmed();
    if (text.startsWith('[') && text.endsWith(']'))
        text = text.sliced(1, text.size() - 2);
    QList<QByteArray> entries;
    if (text.isEmpty())
        return entries;
    const char separator = separatorOf(text);
    bool quoted = false;
    qsizetype start = 0;
    for (qsizetype at = 0; at <= text.size() && entries.size() < mostEntries; ++at) {
        if (at < text.size() && text[at] == '"')
            quoted = !quoted;
        if (at == text.size() || (text[at] == separator && !quoted)) {
            entries.append(entry(text.sliced(start, at - start)));
            start = at + 1;
        }
    }
    return entries;
}

QList<double> statedNumbers(QByteArrayView text)
{
    QList<double> numbers;
    for (const QByteArray &one : statedList(text)) {
        const auto number = statedNumber(one);
        if (!number)
            return {};
        numbers.append(*number);
    }
    return numbers;
}

std::optional<double> statedSeconds(QByteArrayView text)
{
    double seconds = 0;
    bool any = false;
    while (const auto number = takeNumber(text)) {
        const QByteArrayView word = takeWord(text);
        if (word.isEmpty() && !any)
            return *number;
        const auto unit = std::find_if(timeUnits.begin(), timeUnits.end(),
                                       [&](const Unit &row) { return word.startsWith(row.start); });
        if (unit == timeUnits.end())
            break;
        seconds += *number * unit->factor;
        any = true;
        text = text.trimmed();
        if (text.startsWith(','))
            text = text.sliced(1);
    }
    return any ? std::optional(seconds) : std::nullopt;
}

std::optional<double> statedMillimetres(QByteArrayView text)
{
    const auto number = takeNumber(text);
    if (!number)
        return std::nullopt;
    const QByteArrayView unit = takeWord(text);
    if (unit == QByteArrayView("m"))
        return *number * 1000;
    if (unit.isEmpty() || unit == QByteArrayView("mm"))
        return number;
    return std::nullopt;
}

} // namespace flotilla::files
