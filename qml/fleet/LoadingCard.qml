// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The place of a card whose printer is still being read. Nothing moves.
Rectangle {
    id: card

    implicitWidth: CardMetrics.width
    implicitHeight: CardMetrics.height
    radius: Theme.radiusCard
    color: Theme.surface
    border.width: Theme.border
    border.color: Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("A printer is being read")

    Rectangle {
        x: Theme.space3
        y: Theme.space3
        width: CardMetrics.pictureWidth
        height: CardMetrics.pictureHeight
        color: Theme.sunken
    }
    Repeater {
        model: [110, 80, 64, 130]

        Rectangle {
            required property int index
            required property int modelData

            x: CardMetrics.wordsX
            y: [16, 36, 62, 82][index]
            width: modelData
            height: 10
            radius: Theme.radiusSmall
            color: Theme.sunken
        }
    }
    Rectangle {
        x: Theme.space3
        y: CardMetrics.footY
        width: parent.width - 2 * x
        height: Theme.borderSelected
        color: Theme.sunken
    }
}
