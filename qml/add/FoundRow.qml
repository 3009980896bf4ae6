// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One found machine.
Rectangle {
    id: row

    required property int index
    required property string title
    required property string caption
    required property string note
    required property bool inFleet
    required property string illustration
    property bool current: false
    property bool focused: false

    signal chosen(index: int)

    implicitHeight: 60
    radius: Theme.radiusControl
    color: current || (mouse.containsMouse && !inFleet) ? Theme.sunken : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.name: inFleet ? qsTr("%1, %2, %3").arg(title).arg(caption).arg(note) : qsTr("%1, %2").arg(title).arg(caption)
    Accessible.onPressAction: row.chosen(row.index)

    Rectangle {
        y: Theme.radiusControl
        width: Theme.borderSelected + Theme.border
        height: parent.height - 2 * y
        visible: row.current
        color: Theme.ink
    }
    Image {
        id: drawing

        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        width: 44
        height: 33
        sourceSize.width: width
        sourceSize.height: height
        source: "image://icon/" + row.illustration + "?" + String(Theme.control).slice(1)
        Accessible.ignored: true
    }
    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: drawing.x + drawing.width + Theme.space3
        width: (mark.visible ? mark.x : parent.width) - x - Theme.space3

        Label {
            width: parent.width
            role: Theme.bodyStrong
            color: row.inFleet ? Theme.text2 : Theme.text
            text: row.title
        }
        Label {
            width: parent.width
            role: Theme.caption
            color: Theme.text2
            text: row.caption
        }
    }
    Label {
        id: mark

        anchors.verticalCenter: parent.verticalCenter
        x: parent.width - width - Theme.space3
        visible: row.inFleet
        role: Theme.caption
        color: Theme.text2
        text: row.note
    }
    MouseArea {
        id: mouse

        anchors.fill: parent
        enabled: !row.inFleet
        hoverEnabled: true
        onClicked: row.chosen(row.index)
    }
    FocusRing { shown: row.focused }
}
