// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// One line of an opened list.
T.ItemDelegate {
    id: row

    required property int index

    readonly property ComboList list: ListView.view as ComboList
    readonly property bool chosen: list !== null && list.field.currentIndex === index

    width: list ? list.width : implicitWidth
    text: list ? list.field.textAt(index) : ""
    highlighted: list !== null && list.field.highlightedIndex === index
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Theme.controlHeight
    leftPadding: Theme.space3
    rightPadding: Theme.space3 + Theme.iconInline + Theme.space2
    hoverEnabled: true
    Accessible.role: Accessible.ListItem
    Accessible.name: text
    Accessible.selected: chosen

    contentItem: Label {
        text: row.text
    }
    background: Item {
        Rectangle {
            x: Theme.space1
            width: parent.width - 2 * Theme.space1
            height: parent.height
            visible: row.highlighted || row.down
            radius: Theme.radiusControl
            color: Theme.sunken
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            x: parent.width - width - Theme.space3
            visible: row.chosen
            name: "check"
            size: Theme.iconInline
        }
    }
}
