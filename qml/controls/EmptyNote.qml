// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// In place of a list that has nothing: a picture, one sentence, one act.
Rectangle {
    id: note

    required property string text
    property string caption
    property string actText
    property string illustration: "printer-bedslinger"
    property bool framed: true

    readonly property int inset: Theme.space4 + Theme.border

    signal acted

    implicitWidth: 536
    implicitHeight: Math.max(66, words.implicitHeight) + 2 * (Theme.space3 + Theme.border)
    radius: Theme.radiusCard
    color: framed ? Theme.surface : "transparent"
    border.width: framed ? Theme.border : 0
    border.color: Theme.line
    Accessible.role: Accessible.Note
    Accessible.name: text
    Accessible.description: caption

    Image {
        x: note.inset
        anchors.verticalCenter: parent.verticalCenter
        width: 88
        height: 66
        sourceSize.width: width
        sourceSize.height: height
        source: "image://icon/" + note.illustration + "?" + String(Theme.control).slice(1)
        Accessible.ignored: true
    }
    Column {
        id: words

        x: note.inset + 88 + Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        width: (act.visible ? act.x : parent.width) - x - Theme.space4

        Label {
            width: parent.width
            role: Theme.bodyStrong
            text: note.text
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            visible: text !== ""
            role: Theme.caption
            color: Theme.text2
            text: note.caption
            wrapMode: Text.Wrap
        }
    }
    Button {
        id: act

        objectName: note.objectName + "Act"
        x: parent.width - width - note.inset
        anchors.verticalCenter: parent.verticalCenter
        visible: text !== ""
        small: true
        text: note.actText
        onClicked: note.acted()
    }
}
