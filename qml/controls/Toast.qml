// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One short message in the corner: what was done, perhaps with the way back and the time left for
// it. An error stays until it is closed.
Rectangle {
    id: toast

    required property string text
    property string actText
    property string iconName: isError ? "state-error" : "check"
    property bool isError: false
    property bool closable: isError
    // Of the time to undo, 1 to 0; below 0: no time runs.
    property real remaining: -1

    readonly property color words: isError ? Theme.text : Theme.inkText

    signal acted
    signal closed

    implicitWidth: 420
    implicitHeight: Math.max(Theme.controlHeight + Theme.space2, label.implicitHeight + 2 * Theme.space2)
    radius: Theme.radiusCard
    color: isError ? Theme.surface : Theme.ink
    border.width: isError ? Theme.border : 0
    border.color: Theme.error.mark
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        id: glyph

        x: Theme.space3 + Math.round((Theme.iconButton - width) / 2)
        anchors.verticalCenter: parent.verticalCenter
        name: toast.iconName
        size: toast.isError ? Theme.iconInline : Theme.iconButton
        color: toast.isError ? Theme.error.mark : toast.words
    }
    Label {
        id: label

        x: Theme.space3 + Theme.iconButton + Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        width: tail.x - x - Theme.space3
        color: toast.words
        text: toast.text
        wrapMode: Text.Wrap
        maximumLineCount: 4
        elide: Text.ElideRight
    }
    Row {
        id: tail

        x: parent.width - width - (toast.closable ? Theme.space1 : Theme.space3)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space2

        LinkButton {
            objectName: toast.objectName + "Act"
            visible: text !== ""
            strong: true
            text: toast.actText
            color: toast.words
            onClicked: toast.acted()
        }
        IconButton {
            objectName: toast.objectName + "Close"
            visible: toast.closable
            small: true
            iconName: "close"
            iconSize: Theme.iconInline
            iconColor: toast.words
            text: qsTr("Close this message")
            onClicked: toast.closed()
        }
    }
    Rectangle {
        x: Theme.radiusCard
        y: parent.height - height
        width: Math.round((parent.width - 2 * x) * Math.max(0, toast.remaining))
        height: Theme.borderSelected
        visible: toast.remaining > 0
        color: Theme.control
    }
}
