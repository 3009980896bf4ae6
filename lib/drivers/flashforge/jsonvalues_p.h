// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <optional>

// Tolerant reading of the values in FlashForge's JSON: numbers come as strings, integers as floats,
// booleans as "open"/"close", 0/1 or true/false. A value of another kind counts as missing.
namespace flotilla::flashforge::json {

inline constexpr qsizetype maxTextCharacters = 256;

std::optional<double> number(const QJsonValue &value);
// Within [minimum, maximum] or missing; fractions are cut.
std::optional<qint64> integer(const QJsonValue &value, qint64 minimum, qint64 maximum);
std::optional<bool> boolean(const QJsonValue &value);
// Made safe to show. A JSON number becomes its text.
std::optional<QString> text(const QJsonValue &value, qsizetype maximum = maxTextCharacters);
// As it stands, for names that go back to the printer; missing where longer than `maximum`.
std::optional<QString> exactText(const QJsonValue &value, qsizetype maximum = maxTextCharacters);

} // namespace flotilla::flashforge::json
