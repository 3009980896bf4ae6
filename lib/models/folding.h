// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace flotilla::models {

// A text for searching: without letter case and accents, so that "zelee" finds "Zélée".
QString folded(const QString &text);
// A name for sorting: folded, and with its numbers as numbers, so that "Hall 2" comes before
// "Hall 10".
QString sortName(const QString &name);

} // namespace flotilla::models
