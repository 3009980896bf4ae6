// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The check box of a card, on its picture.
MouseArea {
    id: check

    required property CardBase card

    objectName: "check"
    width: Theme.checkSize + Theme.space3
    height: width
    Accessible.role: Accessible.CheckBox
    Accessible.name: qsTr("Select %1").arg(card.face.name)
    Accessible.checkable: true
    Accessible.checked: card.selected
    Accessible.onToggleAction: check.card.toggled()
    onClicked: check.card.toggled()

    CheckMark {
        anchors.centerIn: parent
        checked: check.card.selected
        hovered: check.containsMouse
        down: check.containsPress
    }
}
