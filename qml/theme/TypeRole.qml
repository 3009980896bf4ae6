// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// One kind of text: its font and the height of its lines, in device-independent pixels.
QtObject {
    id: role

    required property string family
    required property real scale
    required property real px
    required property real lineHeight
    property int weight: Font.Normal

    readonly property int line: Math.round(lineHeight * scale)
    readonly property font font: Qt.font({
        family: role.family,
        pixelSize: Math.round(role.px * role.scale),
        weight: role.weight
    })
}
