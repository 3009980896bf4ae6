// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Title, one caption, close.
Item {
    id: head

    property string title
    property string caption
    property string closeName

    signal closeAsked

    implicitHeight: Theme.sheetHead

    Column {
        x: Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        width: closer.x - x - Theme.space2

        Label {
            width: parent.width
            role: Theme.sheet
            text: head.title
            Accessible.ignored: false
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Label {
            width: parent.width
            visible: text !== ""
            role: Theme.caption
            color: Theme.text2
            text: head.caption
        }
    }
    IconButton {
        id: closer

        objectName: head.closeName
        x: parent.width - width - Theme.space4 - Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        iconName: "close"
        text: qsTr("Close")
        onClicked: head.closeAsked()
    }
    Rectangle {
        y: parent.height - height
        width: parent.width
        height: Theme.border
        color: Theme.line
    }
}
