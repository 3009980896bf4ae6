// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonvalues_p.h"

#include "base/text.h"

#include <QJsonArray>

#include <cmath>
#include <limits>

namespace flotilla::xyzprinting::json {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostErrors = 16;

std::optional<double> number(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    bool isNumber = false;
    const double parsed = value.toString().trimmed().toDouble(&isNumber);
    return isNumber && std::isfinite(parsed) ? std::optional(parsed) : std::nullopt;
}

} // namespace

std::optional<qint64> integer(const QJsonValue &value, qint64 minimum, qint64 maximum)
{
    const auto found = number(value);
    if (!found || !(*found >= double(minimum) && *found <= double(maximum)))
        return std::nullopt;
    return qint64(*found);
}

std::optional<double> decimal(const QJsonValue &value, double minimum, double maximum)
{
    const auto found = number(value);
    return found && *found >= minimum && *found <= maximum ? found : std::nullopt;
}

QString text(const QJsonValue &value, qsizetype longest)
{
    const QString clean = cleanText(value.toString(), longest).trimmed();
    return clean == "--"_L1 || clean == "N/A"_L1 ? QString() : clean;
}

QList<quint32> errorNumbers(const QJsonValue &value)
{
    QList<quint32> errors;
    const auto add = [&errors](const QJsonValue &one) {
        const auto error = integer(one, 1, std::numeric_limits<quint32>::max());
        if (error && errors.size() < mostErrors)
            errors.append(quint32(*error));
    };
    if (value.isArray()) {
        for (const QJsonValue &one : value.toArray())
            add(one);
    } else if (value.isString()) {
        for (const QString &one : value.toString().split(u','))
            add(one);
    } else {
        add(value);
    }
    return errors;
}

} // namespace flotilla::xyzprinting::json
