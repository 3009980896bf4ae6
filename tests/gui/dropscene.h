// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace flotilla::test {

// A window with cards, the drop strip and the send sheet: what a drop needs and nothing else.
QByteArray dropScene();

} // namespace flotilla::test
