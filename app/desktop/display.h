// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace flotilla {

// Whether a window can be opened here. Asked before there is an application object: Qt ends the
// whole program where the display does not answer.
bool hasDisplay();

} // namespace flotilla
