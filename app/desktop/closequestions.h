// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/question.h"

namespace flotilla {

// What is asked when the window or the program is to go, and by the tray's menu. Read from the
// printers at the moment they are shown.

// Keeping it is the safe answer: nothing ends.
models::QuestionWords askKeepInTray();
// Names of printers that a file is being sent to.
QStringList sendingTo(const Fleet &fleet);
models::QuestionWords askQuit(const Fleet &fleet);
// `ids` of the printers whose prints could be paused when it was asked.
models::QuestionWords askPauseAll(const Fleet &fleet, const QStringList &ids);

} // namespace flotilla
