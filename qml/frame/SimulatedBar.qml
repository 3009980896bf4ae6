// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// On every page of a simulated fleet, so that nobody takes it for the real one.
Rectangle {
    id: bar

    signal leaveAsked()

    implicitHeight: Math.max(36, row.implicitHeight + Theme.space2)
    color: Theme.ink
    Accessible.role: Accessible.Notification
    Accessible.name: note.text

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.space3

        Label {
            id: note

            anchors.verticalCenter: parent.verticalCenter
            color: Theme.inkText
            text: qsTr("These printers are simulated.")
        }
        Button {
            objectName: "leaveSimulation"
            anchors.verticalCenter: parent.verticalCenter
            small: true
            text: qsTr("Leave")
            onClicked: bar.leaveAsked()
        }
    }
}
