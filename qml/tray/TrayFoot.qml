// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The end of the pop-over: what has no row, and the way to the window.
Item {
    id: trayFoot

    required property string more

    signal openChosen

    implicitHeight: openLink.height + Theme.space1

    function forceFocus(): void {
        openLink.forceActiveFocus();
    }

    Rectangle {
        width: parent.width
        height: Theme.border
        color: Theme.line
    }
    Label {
        objectName: "trayMore"
        anchors {
            left: parent.left
            leftMargin: Theme.space3
            right: openLink.left
            rightMargin: Theme.space2
            verticalCenter: parent.verticalCenter
        }
        role: Theme.caption
        color: Theme.text2
        text: trayFoot.more
        Accessible.ignored: text.length === 0
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Button {
        id: openLink

        objectName: "trayOpenFlotilla"
        anchors.right: parent.right
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        kind: Button.Quiet
        small: true
        text: qsTr("Open Flotilla")
        onClicked: trayFoot.openChosen()
    }
}
