// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace flotilla::simulators {

class XyzCore;

// The value behind one letter of `XYZv3/query=`; a null byte array where this model has none.
QByteArray xyzValue(const XyzCore &core, char key);

// The lines of a query, without the end mark. `letters` with an `a` asks for everything.
QByteArray xyzQueryLines(const XyzCore &core, const QByteArray &letters);

// `data` of JSON command 2, whole for "all", else one letter.
QJsonObject xyzJsonData(const XyzCore &core, const QString &letter);

// The fields of JSON command 4; empty where nothing is printed.
QJsonObject xyzJsonJob(const XyzCore &core);

// The size of upload blocks that the line `o:` announces.
inline constexpr int xyzBlockBytes = 8192;

} // namespace flotilla::simulators
