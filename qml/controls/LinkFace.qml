// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// An underlined word.
Item {
    id: face

    property string text
    property TypeRole role: Theme.body
    property color color: Theme.text
    property bool hovered: false

    implicitWidth: word.implicitWidth

    Label {
        id: word

        width: parent.width
        anchors.verticalCenter: parent.verticalCenter
        role: face.role
        color: face.color
        text: face.text
    }
    Rectangle {
        anchors.top: word.bottom
        anchors.topMargin: Theme.borderSelected - Theme.space1
        width: parent.width
        height: face.hovered ? Theme.borderSelected : Theme.border
        color: face.color
    }
}
