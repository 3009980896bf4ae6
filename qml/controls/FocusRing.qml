// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Around the item that has the focus, as long as the person works with keys.
Rectangle {
    id: ring

    property bool shown: false
    // Of the item it goes around.
    property real around: Theme.radiusControl

    readonly property real out: Theme.focusGap + Theme.focusWidth / 2

    anchors.fill: parent
    anchors.margins: -out
    visible: shown && InputMode.keys
    color: "transparent"
    radius: around + out
    border.width: Theme.focusWidth
    border.color: Theme.ink
}
