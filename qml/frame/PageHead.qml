// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The top of a page: title, a line below it, and what can be done at the right.
Item {
    id: head

    required property string title
    property string caption: ""
    default property alias acts: acts.data

    implicitHeight: Math.max(64, texts.implicitHeight + Theme.space3)

    Column {
        id: texts

        anchors {
            left: parent.left
            right: acts.left
            rightMargin: Theme.space4
            verticalCenter: parent.verticalCenter
        }

        Label {
            width: parent.width
            role: Theme.title
            text: head.title
            Accessible.ignored: false
            Accessible.role: Accessible.Heading
            Accessible.name: head.title
        }
        Label {
            visible: text.length > 0
            width: parent.width
            role: Theme.caption
            color: Theme.text2
            text: head.caption
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: head.caption
        }
    }

    Row {
        id: acts

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space3
    }
}
