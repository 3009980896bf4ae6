// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace flotilla::cli {

// A status document for a person: everything it says, one thing a line.
QStringList statusDetails(const QJsonObject &document);

// One line a printer; `width` 0 = no limit.
QStringList statusTable(const QList<QJsonObject> &documents, int width);

// One line of news for `status --watch`.
QString statusNews(const QJsonObject &document);

} // namespace flotilla::cli
