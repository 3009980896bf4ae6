// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The ring of a radio button.
Rectangle {
    id: ring

    property bool checked: false
    property bool hovered: false

    implicitWidth: Theme.checkSize
    implicitHeight: Theme.checkSize
    radius: width / 2
    color: hovered && !checked ? Theme.sunken : Theme.surface
    border.width: Theme.border
    border.color: checked ? Theme.ink : Theme.control

    Rectangle {
        anchors.centerIn: parent
        visible: ring.checked
        width: Theme.space2 + Theme.borderSelected
        height: width
        radius: width / 2
        color: Theme.ink
    }
}
