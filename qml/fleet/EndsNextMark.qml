// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// One end, or a few that would touch, on the axis of "Ends next".
T.AbstractButton {
    id: mark

    required property real position
    required property string title
    required property string toolTip
    required property string spoken
    required property string printerId

    signal chosen(string printerId)

    x: position - Theme.markSmall / 2
    y: Theme.space1
    height: Math.max(Theme.leastTarget - Theme.space1, Theme.caption.line)
    width: row.implicitWidth
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    onClicked: chosen(printerId)

    Accessible.role: Accessible.ListItem
    Accessible.name: spoken

    Row {
        id: row

        height: parent.height
        spacing: Theme.space1

        Mark {
            name: "state-printing"
            color: Theme.printing.mark
            size: Theme.markSmall
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            visible: text.length > 0
            anchors.verticalCenter: parent.verticalCenter
            role: Theme.caption
            text: mark.title
        }
    }

    FocusRing {
        shown: mark.activeFocus
        around: Theme.radiusSmall
    }
    HoverTip {
        wanted: mark.hovered
        text: mark.toolTip
    }
}
