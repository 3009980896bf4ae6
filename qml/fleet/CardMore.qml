// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The three dots of a card. A MouseArea, not a Button: two hundred of them are cheap, and the keyboard
// has the menu key on the card itself.
MouseArea {
    id: more

    required property string printerName

    signal asked

    width: Theme.leastTarget
    height: Theme.leastTarget
    objectName: "more"
    Accessible.role: Accessible.ButtonMenu
    Accessible.name: qsTr("More about %1").arg(printerName)
    Accessible.onPressAction: more.asked()
    onClicked: more.asked()

    Icon {
        anchors.centerIn: parent
        name: "more"
        size: Theme.iconButton
        color: Theme.text2
    }
}
