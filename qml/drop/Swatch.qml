// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The colour of a material. Never the only thing that tells materials apart: the word is beside it.
Rectangle {
    id: swatch

    property string spool

    width: Theme.markSize
    height: Theme.markSize
    radius: width / 2
    color: spool === "" ? "transparent" : spool
    border.width: Theme.border
    border.color: Theme.control
    Accessible.ignored: true
}
