// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cardface.h"

namespace flotilla {
class Printer;
}

namespace flotilla::models {

// What an act is to one printer at this moment.
struct ActOffer
{
    bool shown = false; // there is such a thing on this machine, in this state
    QString whyNot = {}; // a sentence; empty: it can be done
    bool isEnabled() const { return shown && whyNot.isEmpty(); }
};

// By capabilities, state and link, never by the driver.
ActOffer offerOf(const Printer &printer, Act act);

// "Pause"; with the printer, because some have two faces: "Light on", "Light off".
QString actText(Act act, const Printer *printer = nullptr);
QString actIcon(Act act);
// The word of an act in keys, without translation: "pause".
QString actKey(Act act);
Act actFromKey(const QString &key);

} // namespace flotilla::models
