// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One setting: its name, what it means, and at the right what it is set with.
Item {
    id: row

    required property string title
    property string hint
    default property alias control: holder.data

    width: parent ? parent.width : 0
    implicitHeight: Math.max(words.implicitHeight, holder.childrenRect.height) + 2 * Theme.space3
    height: implicitHeight

    Rectangle {
        width: parent.width
        height: Theme.border
        color: Theme.line
    }
    Column {
        id: words

        x: Theme.space4 - Theme.border
        anchors.verticalCenter: parent.verticalCenter
        width: holder.x - x - Theme.space4

        Label {
            width: parent.width
            text: row.title
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            role: Theme.caption
            color: Theme.text2
            text: row.hint
            visible: text.length > 0
            wrapMode: Text.Wrap
        }
    }
    Item {
        id: holder

        x: row.width - width - Theme.space4 + Theme.border
        anchors.verticalCenter: parent.verticalCenter
        width: childrenRect.width
        height: childrenRect.height
    }
}
