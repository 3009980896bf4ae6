// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traymodel.h"

#include <QColor>
#include <QIcon>
#include <QImage>

namespace flotilla {

// The colour of a state on a light or a dark panel: the theme's marks.
QColor trayColor(models::ColorRole role, bool darkPanel);

// The tray's icon at one size (device pixels): the mark in the centre, around it the ring of the
// print that ends next.
QImage paintTrayIcon(const models::TrayFace &face, int side, bool darkPanel);
// The same at every size that panels ask for.
QIcon trayIcon(const models::TrayFace &face, bool darkPanel);

} // namespace flotilla
