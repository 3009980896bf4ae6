// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/threew/container.h"

#include <tl/expected.hpp>

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace flotilla::files::threew {

// Where the body begins, in every .3w there is.
inline constexpr qsizetype bodyOffset = 0x2000;

// What stands before the body.
struct Head
{
    Form form;
    quint32 bodyCrc = 0; // CRC-32 of the body as it is stored
    QByteArray text; // the leading comments of the G-code
};

enum class HeadFault { NotThreew, Cut, Damaged, UnknownVersion, OtherKey };

// A sentence with %1 for the name of the file.
QString headFaultText(HeadFault fault);

// Reads the first bodyOffset bytes of a file, following the offsets that stand in them; headers
// plain or encrypted, padded or not.
tl::expected<Head, HeadFault> parseHead(QByteArrayView bytes);

// bodyOffset bytes. `head.text` is cut to whole lines where it is too long.
QByteArray makeHead(const Head &head);

// How long the text of a head may be.
qsizetype headRoom(Version version);

} // namespace flotilla::files::threew
