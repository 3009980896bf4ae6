// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printerstate.h"
#include "models/colorrole.h"

#include <QString>

namespace flotilla::models {

// How a state looks and is called everywhere in the window: shape, colour and word. The shape is
// the name of an icon.
struct StateWord
{
    QString mark;
    ColorRole role = ColorRole::Grey;
    QString word;

    bool operator==(const StateWord &) const = default;
};

StateWord stateWord(State state);
// Of a link that is not Online; an Online link has no word, the state speaks.
StateWord linkWord(Link link);
// Of what we are doing: ink, for it is our own act.
StateWord activityWord(ActivityKind kind);
// Of an entry that the person holds back in the queue.
StateWord heldWord();

// What the printer was doing when it was last heard: "was printing 31 %", and without a percent
// "was printing". Empty where it never said.
QString pastText(State state, const QString &percent);

} // namespace flotilla::models
