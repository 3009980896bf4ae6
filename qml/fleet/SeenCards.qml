// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Window
import Flotilla

// Tells the fleet which cards are on the screen: their printers, and no others, are asked at the quick
// pace.
Item {
    id: cards

    required property GridView grid
    required property FleetView fleet
    required property int columns

    readonly property bool seen: visible && Window.visibility !== Window.Hidden && Window.visibility !== Window.Minimized
    readonly property real scrolled: grid.contentY - grid.originY
    readonly property int first: Math.max(0, Math.floor(scrolled / grid.cellHeight) * columns)
    readonly property int last: seen ? Math.min(grid.count, Math.ceil((scrolled + grid.height) / grid.cellHeight) * columns) - 1 : -1

    onFirstChanged: fleet.setVisibleRows(first, last)
    onLastChanged: fleet.setVisibleRows(first, last)
    Component.onCompleted: fleet.setVisibleRows(first, last)
}
