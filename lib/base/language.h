// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace flotilla {

// Lets the program speak the system's language where it knows it, else English: that has forms for
// one and many, too. Once, before the first text.
void installLanguage(QCoreApplication &app);

} // namespace flotilla
