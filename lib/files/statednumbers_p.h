// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>

#include <optional>

namespace flotilla::files {

// Numbers as slicers write them. Nothing for what is no number, such as a placeholder that was
// never filled in.

// The number at the start of the text: 0.25 of "0.25 Walls: 0.8", 18 of "18.00 mm".
std::optional<double> statedNumber(QByteArrayView text);
// The same where zero means that the slicer did not know.
std::optional<double> statedPositive(QByteArrayView text);
// "220,220" or "[0.5, 1]" or "PLA;PLA": the entries, without blanks and quotation marks. Lists are
// separated by semicolons where there is one outside quotation marks, else by commas.
QList<QByteArray> statedList(QByteArrayView text);
// The entries as numbers; empty when one of them is none.
QList<double> statedNumbers(QByteArrayView text);
// "1d 2h 3m 4s", "0 hours 31 minutes", "7.94 minutes", "451": seconds.
std::optional<double> statedSeconds(QByteArrayView text);
// "0.27387m", "225.03 mm", "4375.5 mm (4.38 m)": millimetres; a bare number is millimetres.
std::optional<double> statedMillimetres(QByteArrayView text);

} // namespace flotilla::files
