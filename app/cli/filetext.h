// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QStringList>

namespace flotilla::cli {

// The document of `inspect` for a person, one thing a line.
QStringList fileLines(const QJsonValue &document, int width);

} // namespace flotilla::cli
