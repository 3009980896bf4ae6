// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cardface.h"

#include <QList>

namespace flotilla::test {

// A card of every kind, as in the drawings of the design.
QList<models::CardFace> sampleFaces();

// The same, several times over, for the compact grid.
QList<models::CardFace> compactFaces();

} // namespace flotilla::test
