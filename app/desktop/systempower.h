// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace flotilla {

// Keeps the computer awake, or lets it sleep again, where the system has a call of its own for it
// (Windows, macOS: written from their documentation, not built yet). False: it has none, ask
// elsewhere.
bool keepSystemAwake(bool awake);

} // namespace flotilla
