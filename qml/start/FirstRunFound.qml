// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What was found in the network, ticked, and the one act: add them.
Rectangle {
    id: panel

    required property AddPrinter add

    readonly property FoundModel found: add.found

    implicitHeight: column.height + 2 * Theme.border
    radius: Theme.radiusCard
    color: Theme.surface
    border.width: Theme.border
    border.color: Theme.line

    Column {
        id: column

        x: Theme.border
        y: Theme.border
        width: parent.width - 2 * Theme.border

        Item {
            width: parent.width
            height: Math.max(52, Theme.controlHeight + Theme.space4)

            Label {
                x: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                width: again.x - x - Theme.space3
                role: Theme.name
                text: panel.found.count > 0 ? qsTr("%n printer(s) found", "", panel.found.count)
                    : panel.found.looking ? qsTr("Looking for printers") : qsTr("No printer found")
                Accessible.ignored: false
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
            Row {
                id: again

                anchors.right: parent.right
                anchors.rightMargin: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.space2

                Mark {
                    visible: panel.found.looking
                    anchors.verticalCenter: parent.verticalCenter
                    name: "link-connecting"
                    color: Theme.grey.mark
                    turning: visible
                }
                Label {
                    visible: panel.found.looking
                    anchors.verticalCenter: parent.verticalCenter
                    role: Theme.caption
                    color: Theme.text2
                    text: qsTr("Looking, %1 s left").arg(panel.found.secondsLeft)
                }
                Button {
                    objectName: "lookAgain"
                    small: true
                    iconName: "refresh"
                    text: qsTr("Look again")
                    whyDisabled: panel.found.looking ? qsTr("Still looking") : ""
                    onClicked: panel.found.look()
                }
            }
        }
        Rectangle {
            width: parent.width
            height: Theme.border
            color: Theme.line
        }
        FirstRunList {
            width: parent.width
            found: panel.found
        }
        Item {
            width: parent.width
            height: Math.max(60, hint.implicitHeight + Theme.space5)

            Label {
                id: hint

                x: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                width: act.x - x - Theme.space3
                role: Theme.caption
                color: Theme.text2
                wrapMode: Text.Wrap
                text: panel.found.count > 0 ? qsTr("Each one is checked step by step; you see what works.")
                    : qsTr("Printers that are switched off or in another network stay silent. Type their address below.")
            }
            Button {
                id: act

                objectName: "addAll"
                anchors.right: parent.right
                anchors.rightMargin: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                kind: Button.Primary
                iconName: "add"
                text: qsTr("Add %n printer(s)", "", panel.found.checkedCount)
                whyDisabled: panel.found.checkedCount === 0 ? qsTr("Tick a printer first") : ""
                onClicked: panel.add.addAll()
            }
        }
    }
}
