// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace flotilla {

// Text from a machine or a file made safe to show: control, bidi and zero-width characters removed,
// line breaks turned into blanks, ends trimmed, cut to `maxLength` UTF-16 units (never inside a
// surrogate pair).
QString cleanText(QStringView text, qsizetype maxLength = 256);

// The same from UTF-8 bytes; invalid sequences become U+FFFD and the text ends at the first NUL.
QString cleanText(QByteArrayView utf8, qsizetype maxLength = 256);

// "12.3 MB": bytes for people, in the user's locale.
QString formatBytes(qint64 bytes);

// "1 h 05 min", "48 s": a duration for people.
QString formatDuration(qint64 seconds);

} // namespace flotilla
