// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/question.h"

namespace flotilla {
class Printer;
struct Action;
} // namespace flotilla

namespace flotilla::models {

// What is asked before something dangerous, read from the printers as they are at this moment. Each
// returned reader remembers what it was asked about, so that the question ends with it.

Question::Read askCancel(Fleet &fleet, const QUuid &printer);
Question::Read askCancelSeveral(Fleet &fleet, const QList<QUuid> &printers);
Question::Read askPause(Fleet &fleet, const QUuid &printer);
Question::Read askRemove(Fleet &fleet, const QList<QUuid> &printers);
Question::Read askAction(Fleet &fleet, const QUuid &printer, const Action &action);

} // namespace flotilla::models
