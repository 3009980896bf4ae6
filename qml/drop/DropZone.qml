// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// While a file is over the window, in place of chips and Ends next: what it is, and where it can go.
Item {
    id: zone

    required property DropSession drop

    objectName: "dropZone"
    implicitHeight: Theme.dropZone
    Accessible.role: Accessible.StaticText
    Accessible.name: drop.title + (drop.facts ? ". " + drop.facts : "")

    DashedFrame {
        anchors.fill: parent
        lineWidth: Theme.borderSelected
        radius: Theme.radiusCard
        color: zone.drop.isProblem ? Theme.control : Theme.ink
        paper: Theme.bg
    }
    Row {
        id: row

        // The words give way first, then the key.
        readonly property real most: zone.width - 2 * Theme.space4

        anchors.centerIn: parent
        spacing: Theme.space4

        Rectangle {
            width: 72
            height: 54
            visible: !zone.drop.isProblem
            color: Theme.picture

            PictureView {
                id: thumbnail

                anchors.fill: parent
                visible: !picture.isNull
                picture: zone.drop.thumbnail
            }
            Icon {
                anchors.centerIn: parent
                visible: !thumbnail.visible
                name: "file"
                size: Theme.iconNav
                color: Theme.text3
            }
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: zone.drop.isProblem
            name: "warning"
            color: Theme.amber.mark
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space1 / 2

            Label {
                width: Math.min(implicitWidth, row.most - 72 - Theme.space4)
                role: Theme.name
                text: zone.drop.title
            }
            Label {
                width: Math.min(implicitWidth, row.most - 72 - Theme.space4)
                visible: text !== ""
                role: Theme.caption
                color: Theme.text2
                elide: Text.ElideMiddle
                text: zone.drop.facts
            }
        }
        Row {
            anchors.verticalCenter: parent.verticalCenter
            leftPadding: Theme.space5
            visible: zone.width > 900
            spacing: Theme.space1

            KeyCap {
                //: A key of the keyboard
                text: qsTr("Esc")
            }
            Label {
                role: Theme.caption
                color: Theme.text2
                text: qsTr("leaves everything as it is")
            }
        }
    }
}
