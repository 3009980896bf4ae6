// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace flotilla::simulators {

class XyzCore;

struct XyzActionResult
{
    QByteArray answer = {}; // what a serial line hears at once; empty: nothing
    QString violation = {};
};

// Does what stands behind `XYZv3/action=`, on a model that has it.
XyzActionResult runXyzAction(XyzCore &core, const QByteArray &text);

} // namespace flotilla::simulators
