// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace flotilla {

// The family to be used where the system's font resolves to `resolved` and these are installed.
// Empty: stay with the system's.
QString betterFamily(const QString &resolved, const QStringList &installed);

// Sets the application's font where the system has none worth the name.
void chooseFont();

} // namespace flotilla
