// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/machinereport.h"

#include <QByteArray>
#include <QList>

namespace flotilla::xyzprinting {

// Takes over what the lines of a reply to `query=` say ("t:1,213,210"). Each line counts by itself:
// one that makes no sense, or whose key nobody knows, leaves everything as it was. The same key
// twice: the last one counts.
void applyQuery(MachineReport &report, const QList<QByteArray> &lines);

} // namespace flotilla::xyzprinting
