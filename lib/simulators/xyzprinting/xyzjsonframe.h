// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QTemporaryFile>

namespace flotilla::simulators {

// How many bytes the JSON value at the beginning takes: braces counted, strings and escapes
// understood. 0: not whole yet; -1: it does not begin with a brace, or goes beyond all depth.
qsizetype xyzJsonLength(QByteArrayView bytes);

// A file on its way in JSON: so many bytes and then `<EOF>`.
struct XyzJsonFile
{
    QString name;
    qint64 size = 0;
    qint64 received = 0; // with the end mark
    QTemporaryFile file = {};
    QByteArray mark = {};
};

inline constexpr QByteArrayView xyzEndMark = "<EOF>";

} // namespace flotilla::simulators
