// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>

#include <optional>

namespace flotilla::cli {

// An option that takes a number, nothing when it was not given; WrongUse in a sentence that names
// the option and the range.
Result<std::optional<double>> decimalOption(const QJsonObject &arguments, QLatin1StringView key,
                                            double minimum, double maximum);
Result<std::optional<int>> wholeOption(const QJsonObject &arguments, QLatin1StringView key,
                                       int minimum, int maximum);

} // namespace flotilla::cli
