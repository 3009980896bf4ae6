// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/guiworld.h"

namespace flotilla::test {

// A workshop of fourteen machines at 13:47, in every state that a person meets: what screenshots and
// tests of the whole window look at. Nothing is painted by hand: fake drivers report, time passes.
void playSampleFleet(GuiWorld &world);

// `count` printers, most of them printing, for a crowded window.
void playLargeFleet(GuiWorld &world, int count);

} // namespace flotilla::test
