// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/simulator.h"

#include <optional>

namespace flotilla::simulators {

enum class XyzFault {
    None,
    Silent,
    Slow,
    Garbage,
    Drop,
    Busy,
    Refuse,
    Full,
    NoOk,
    LostOk,
    LostAck,
    Stall,
    WrongVariant,
    NoStart,
    Ignore,
    Reboot,
    Closing,
    Split,
    Merged,
    HugeLine,
    Unplugged,
    CartridgeMissing,
    NoToken,
    BusyResult,
    BadPicture,
};

QList<FaultInfo> xyzFaults();
std::optional<XyzFault> xyzFault(const QString &name);
QString xyzFaultName(XyzFault fault);

} // namespace flotilla::simulators
