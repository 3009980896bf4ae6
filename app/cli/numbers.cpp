// SPDX-License-Identifier: GPL-3.0-or-later
#include "numbers.h"

#include <QCoreApplication>

namespace flotilla::cli {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::cli::Numbers)
};

} // namespace

Result<std::optional<double>> decimalOption(const QJsonObject &arguments, QLatin1StringView key,
                                            double minimum, double maximum)
{
    if (!arguments.contains(key))
        return std::optional<double>();
    const QString text = arguments[key].toString();
    bool ok = false;
    const double number = text.toDouble(&ok);
    if (ok && number >= minimum && number <= maximum)
        return std::optional(number);
    return failure(
        Error::Kind::WrongUse,
        Tr::tr("--%1 takes a number from %2 to %3, not “%4”.")
            .arg(QString(key), QString::number(minimum), QString::number(maximum, 'f', 0), text));
}

Result<std::optional<int>> wholeOption(const QJsonObject &arguments, QLatin1StringView key,
                                       int minimum, int maximum)
{
    if (!arguments.contains(key))
        return std::optional<int>();
    const QString text = arguments[key].toString();
    bool ok = false;
    const int number = text.toInt(&ok);
    if (ok && number >= minimum && number <= maximum)
        return std::optional(number);
    return failure(
        Error::Kind::WrongUse,
        Tr::tr("--%1 takes a whole number from %2 to %3, not “%4”.")
            .arg(QString(key), QString::number(minimum), QString::number(maximum), text));
}

} // namespace flotilla::cli
