// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// Another way in: icon, name, one sentence.
T.AbstractButton {
    id: choice

    required property string iconName
    required property string caption

    implicitHeight: words.implicitHeight + 2 * Theme.space3
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: caption
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radiusCard
        color: choice.down ? Qt.tint(Theme.surface, Theme.pressed) : choice.hovered ? Theme.sunken : Theme.surface
        border.width: Theme.border
        border.color: choice.hovered ? Theme.control : Theme.line
    }
    Icon {
        x: Theme.space4
        y: Theme.space4
        name: choice.iconName
        color: Theme.text2
    }
    Column {
        id: words

        x: 48
        y: Theme.space3
        width: parent.width - x - Theme.space3

        Label {
            width: parent.width
            role: Theme.bodyStrong
            wrapMode: Text.Wrap
            text: choice.text
        }
        Label {
            width: parent.width
            role: Theme.caption
            color: Theme.text2
            wrapMode: Text.Wrap
            text: choice.caption
        }
    }
    FocusRing {
        shown: choice.activeFocus
        around: Theme.radiusCard
    }
}
