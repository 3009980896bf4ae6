// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// A machine found at the first start, ticked to be added.
Item {
    id: row

    required property int index
    required property string title
    required property string caption
    required property string note
    required property bool inFleet
    required property bool checked
    required property string illustration

    signal toggled(int index, bool on)

    implicitHeight: Math.max(64, words.implicitHeight + Theme.space4)

    CheckBox {
        id: box

        objectName: "firstRunTick" + row.index
        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        enabled: !row.inFleet
        checked: row.checked
        Accessible.name: qsTr("Add %1, %2").arg(row.title).arg(row.caption)
        onToggled: row.toggled(row.index, box.checked)
    }
    Image {
        id: drawing

        x: 56
        anchors.verticalCenter: parent.verticalCenter
        width: 44
        height: 33
        sourceSize.width: width
        sourceSize.height: height
        source: "image://icon/" + row.illustration + "?" + String(Theme.control).slice(1)
        Accessible.ignored: true
    }
    Column {
        id: words

        x: 118
        width: note.x - x - Theme.space3
        anchors.verticalCenter: parent.verticalCenter

        Label {
            width: parent.width
            role: Theme.bodyStrong
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
        id: note

        x: parent.width - width - Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        role: Theme.caption
        color: Theme.text2
        text: row.note
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.border
        color: Theme.line
    }
}
