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
    property bool iconBehind: false

    readonly property int iconSpace: iconName === "" ? 0 : text === "" ? iconSize : iconSize + Theme.space2

    implicitWidth: Math.ceil(iconSpace + word.implicitWidth)
    implicitHeight: word.implicitHeight

    Item {
        x: Math.max(0, Math.round((face.width - face.implicitWidth) / 2))
        height: face.height

        Icon {
            x: face.iconBehind ? word.width + face.iconSpace - width : 0
            anchors.verticalCenter: parent.verticalCenter
            name: face.iconName
            size: face.iconSize
            color: face.color
        }
        Label {
            id: word

            x: face.iconBehind ? 0 : face.iconSpace
            width: Math.min(Math.ceil(implicitWidth), face.width - face.iconSpace)
            height: parent.height
            role: face.role
            color: face.color
            text: face.text
        }
    }
}
