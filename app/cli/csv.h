// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QString>

namespace flotilla::cli {

// History documents as CSV (RFC 4180) with a heading. Cells come from printers and files: one that
// a spreadsheet would take for a formula gets an apostrophe in front.
QString historyCsv(const QJsonArray &runs);

} // namespace flotilla::cli
