// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// In place of an empty fleet: what is in the network, and the other ways in.
FocusScope {
    id: page

    required property Desk desk

    Component.onCompleted: page.desk.add.found.look()

    Flickable {
        anchors.fill: parent
        contentHeight: column.height + 2 * 56
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: column

            y: 56
            width: Math.min(664, parent.width - 2 * Theme.pageMargin)
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.space4

            Row {
                width: parent.width
                bottomPadding: Theme.space3
                spacing: Theme.space5

                Image {
                    id: mark

                    width: 72
                    height: 72
                    sourceSize.width: 72
                    sourceSize.height: 72
                    source: "image://icon/app-icon"
                    Accessible.ignored: true
                }
                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - mark.width - Theme.space5

                    Label {
                        width: parent.width
                        role: Theme.display
                        wrapMode: Text.Wrap
                        text: qsTr("Let’s bring in your fleet")
                        Accessible.ignored: false
                        Accessible.role: Accessible.Heading
                        Accessible.name: text
                    }
                    Label {
                        width: parent.width
                        color: Theme.text2
                        wrapMode: Text.Wrap
                        text: qsTr("Flotilla looks in your local network. No printer is changed by looking.")
                    }
                }
            }
            FirstRunFound {
                width: parent.width
                add: page.desk.add
            }
            Row {
                id: choices

                readonly property real each: (width - spacing) / 2

                width: parent.width
                spacing: Theme.space3

                FirstRunChoice {
                    objectName: "firstRunAddress"
                    width: choices.each
                    height: Math.max(implicitHeight, simulated.implicitHeight)
                    iconName: "network"
                    text: qsTr("Type an address")
                    caption: qsTr("For printers that do not announce themselves, or in far networks")
                    onClicked: page.desk.add.showByHand()
                }
                FirstRunChoice {
                    id: simulated

                    objectName: "firstRunSimulated"
                    width: choices.each
                    height: Math.max(implicitHeight, 76)
                    iconName: "fleet"
                    text: qsTr("Open a simulated fleet")
                    caption: qsTr("Try everything, harm nothing")
                    onClicked: page.desk.enterSimulation()
                }
            }
            Row {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: Theme.space1

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    role: Theme.caption
                    color: Theme.text2
                    text: qsTr("All keys:")
                }
                KeyCap {
                    anchors.verticalCenter: parent.verticalCenter
                    text: "?"
                }
            }
        }
    }
}
