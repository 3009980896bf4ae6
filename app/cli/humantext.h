// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace flotilla::cli {

// The document of a command as lines for a person, in the user's locale. `width` 0 = no limit.
QStringList humanLines(const QString &command, const QJsonValue &document, int width);

} // namespace flotilla::cli
