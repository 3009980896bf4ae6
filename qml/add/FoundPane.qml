// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What answers in the network, as it answers; below it the way by hand.
Item {
    id: pane

    required property AddPrinter add

    Label {
        id: head

        x: Theme.space5
        y: Theme.space3
        height: Theme.controlSmall
        role: Theme.captionStrong
        color: Theme.text2
        text: qsTr("Found")
    }
    Row {
        anchors.verticalCenter: head.verticalCenter
        x: parent.width - width - Theme.space5
        visible: pane.add.found.looking
        spacing: Theme.space2

        Mark {
            anchors.verticalCenter: parent.verticalCenter
            name: "link-connecting"
            color: Theme.grey.mark
            turning: true
        }
        Label {
            role: Theme.caption
            color: Theme.text2
            text: qsTr("still looking")
        }
    }
    Button {
        objectName: "lookAgain"
        anchors.verticalCenter: head.verticalCenter
        x: parent.width - width - Theme.space3
        visible: !pane.add.found.looking
        small: true
        kind: Button.Quiet
        iconName: "refresh"
        text: qsTr("Look again")
        onClicked: pane.add.found.look()
    }
    FoundList {
        id: list

        x: Theme.space3
        y: head.y + head.height
        width: parent.width - 2 * x
        height: byHand.y - y - Theme.space3
        add: pane.add
    }
    Column {
        id: byHand

        x: Theme.space5
        y: parent.height - height - Theme.space4
        width: parent.width - 2 * x
        spacing: Theme.space2

        Rectangle {
            width: parent.width
            height: Theme.border
            color: Theme.line
        }
        Label {
            role: Theme.captionStrong
            color: Theme.text2
            text: qsTr("Not in the list?")
        }
        Button {
            objectName: "typeAddress"
            width: parent.width
            iconName: "network"
            text: qsTr("Type an address")
            onClicked: pane.add.chooseByHand()
        }
        Label {
            width: parent.width
            role: Theme.caption
            color: Theme.text2
            wrapMode: Text.Wrap
            text: qsTr("Printers in other parts of the network stay silent: add those by hand.")
        }
    }
}
