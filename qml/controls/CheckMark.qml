// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The box of a check box, also drawn alone on the picture of a card.
Rectangle {
    id: box

    property bool checked: false
    property bool partly: false
    property bool hovered: false
    property bool down: false

    readonly property color paper: checked || partly ? Theme.ink : hovered ? Theme.sunken : Theme.surface

    implicitWidth: Theme.checkSize
    implicitHeight: Theme.checkSize
    radius: Theme.radiusSmall
    color: down ? Qt.tint(paper, checked ? Theme.lifted : Theme.pressed) : paper
    border.width: checked || partly ? 0 : Theme.border
    border.color: Theme.control

    Icon {
        anchors.centerIn: parent
        visible: box.checked
        name: "check"
        size: Theme.markSize
        color: Theme.inkText
    }
    Rectangle {
        anchors.centerIn: parent
        visible: box.partly
        width: Theme.space2
        height: Theme.borderSelected
        color: Theme.inkText
    }
}
