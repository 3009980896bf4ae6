// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What stands on a button: an icon and a word, in the middle, cut at the end where there is no room.
Item {
    id: face

    property string iconName
    property string text
    property TypeRole role: Theme.bodyMedium
    property color color: Theme.text
    property int iconSize: Theme.iconButton

    readonly property int wordX: iconName === "" ? 0 : text === "" ? iconSize : iconSize + Theme.space2

    implicitWidth: Math.ceil(wordX + word.implicitWidth)
    implicitHeight: word.implicitHeight

    Icon {
        id: glyph

        x: Math.max(0, Math.round((face.width - face.implicitWidth) / 2))
        anchors.verticalCenter: parent.verticalCenter
        name: face.iconName
        size: face.iconSize
        color: face.color
    }
    Label {
        id: word

        x: glyph.x + face.wordX
        width: Math.min(Math.ceil(implicitWidth), face.width - x)
        height: face.height
        role: face.role
        color: face.color
        text: face.text
    }
}
