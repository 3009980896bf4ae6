// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>

#include <optional>

// Tolerant reading of the values in the 1.1 Plus' JSON: numbers come as strings, "--" and "N/A"
// stand for nothing. A value of another kind or out of range counts as missing.
namespace flotilla::xyzprinting::json {

std::optional<qint64> integer(const QJsonValue &value, qint64 minimum, qint64 maximum);
std::optional<double> decimal(const QJsonValue &value, double minimum, double maximum);
// Made safe to show, trimmed; empty where it is missing or stands for nothing.
QString text(const QJsonValue &value, qsizetype longest);
// One error number, a list, or a text with commas; without zeros, at most 16.
QList<quint32> errorNumbers(const QJsonValue &value);

} // namespace flotilla::xyzprinting::json
