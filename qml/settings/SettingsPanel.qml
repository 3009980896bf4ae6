// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Settings that belong together, in one frame with a heading.
Rectangle {
    id: panel

    required property string heading
    default property alias rows: column.data

    implicitHeight: title.height + column.implicitHeight + 2 * Theme.border
    height: implicitHeight
    radius: Theme.radiusCard
    color: Theme.surface
    border.width: Theme.border
    border.color: Theme.line

    Label {
        id: title

        x: Theme.space4
        y: Theme.border
        width: parent.width - 2 * Theme.space4
        height: Theme.name.line + 2 * Theme.space3
        role: Theme.name
        text: panel.heading
        Accessible.ignored: false
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Column {
        id: column

        x: Theme.border
        anchors.top: title.bottom
        width: parent.width - 2 * Theme.border
    }
}
