// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// A key of the keyboard.
Rectangle {
    id: cap

    property alias text: word.text

    implicitWidth: Math.max(implicitHeight, word.implicitWidth + 2 * (Theme.space1 + Theme.border))
    implicitHeight: word.implicitHeight + Theme.space1
    radius: Theme.radiusSmall
    color: Theme.bg
    border.width: Theme.border
    border.color: Theme.line

    Label {
        id: word

        anchors.centerIn: parent
        role: Theme.tiny
        color: Theme.text2
    }
}
