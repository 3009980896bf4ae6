// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/jsonvalues_p.h"

#include "base/text.h"

#include <array>
#include <cmath>

namespace flotilla::flashforge::json {

using namespace Qt::StringLiterals;

namespace {

// Longer digits are no number that a printer has.
constexpr qsizetype maxNumberCharacters = 32;

struct BooleanRow
{
    QLatin1StringView word;
    bool value;
};

constexpr std::array booleanTable {
    BooleanRow {"open"_L1, true}, BooleanRow {"close"_L1, false}, BooleanRow {"closed"_L1, false},
    BooleanRow {"true"_L1, true}, BooleanRow {"false"_L1, false}, BooleanRow {"1"_L1, true},
    BooleanRow {"0"_L1, false},   BooleanRow {"on"_L1, true},     BooleanRow {"off"_L1, false},
};

} // namespace

std::optional<double> number(const QJsonValue &value)
{
    if (value.isDouble() && std::isfinite(value.toDouble()))
        return value.toDouble();
    if (!value.isString())
        return std::nullopt;
    const QString string = value.toString();
    if (string.size() > maxNumberCharacters)
        return std::nullopt;
    bool ok = false;
    const double parsed = string.trimmed().toDouble(&ok);
    return ok && std::isfinite(parsed) ? std::optional(parsed) : std::nullopt;
}

std::optional<qint64> integer(const QJsonValue &value, qint64 minimum, qint64 maximum)
{
    const auto parsed = number(value);
    if (!parsed || *parsed < double(minimum) || *parsed > double(maximum))
        return std::nullopt;
    return qint64(*parsed);
}

std::optional<bool> boolean(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool();
    if (value.isDouble())
        return value.toDouble() != 0;
    const QString word = value.toString();
    for (const BooleanRow &row : booleanTable) {
        if (word.compare(row.word, Qt::CaseInsensitive) == 0)
            return row.value;
    }
    return std::nullopt;
}

std::optional<QString> text(const QJsonValue &value, qsizetype maximum)
{
    if (value.isString())
        return cleanText(value.toString(), maximum);
    if (value.isDouble())
        return QString::number(value.toDouble());
    return std::nullopt;
}

std::optional<QString> exactText(const QJsonValue &value, qsizetype maximum)
{
    if (!value.isString() || value.toString().size() > maximum)
        return std::nullopt;
    return value.toString();
}

} // namespace flotilla::flashforge::json
