// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/jsonreplies.h"
#include "drivers/xyzprinting/machinereport.h"

namespace flotilla::xyzprinting {

// The `data` of command 2 over what was known before: what it leaves out keeps its last value, what
// is out of range counts as left out. BadReply for a refusal or a reply without data.
Result<void> readJsonStatus(const JsonReply &reply, MachineReport &report);

// How far the job is, out of `d` of that data or out of the reply to command 4; none without one
// ("No printing job!").
std::optional<JobCount> jsonProgress(const QJsonObject &job);

} // namespace flotilla::xyzprinting
