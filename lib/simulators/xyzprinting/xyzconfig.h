// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace flotilla::simulators {

class XyzCore;

struct XyzConfigResult
{
    bool accepted = false;
    bool answered = true; // some are not, on any line
    QString violation = {};
};

// Does what stands behind `XYZv3/config=`.
XyzConfigResult runXyzConfig(XyzCore &core, const QByteArray &text);

} // namespace flotilla::simulators
