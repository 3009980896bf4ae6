// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace flotilla::files {

struct SlicerName
{
    QByteArray name; // "OrcaSlicer"; empty: only the version is said
    QByteArray version; // empty: not said
    int rank = 1; // the higher one counts where a file names two
};

// What a comment of a G-code file (without its ';') says of the program that made it.
// `afterHeaderMark`: it stands behind "HEADER_BLOCK_START", where some write no more than their
// name.
std::optional<SlicerName> slicerNameIn(QByteArrayView comment, bool afterHeaderMark);

} // namespace flotilla::files
