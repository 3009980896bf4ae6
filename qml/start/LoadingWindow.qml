// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Window
import Flotilla

// Stands where the window will be while the fleet is still being read: shown only when that takes long
// enough to be noticed.
Window {
    id: window

    required property bool dark

    readonly property int columns: Math.max(1, Math.floor((page.width - 2 * Theme.pageMargin + Theme.gapAcross) / (CardMetrics.width + Theme.gapAcross)))

    title: qsTr("Flotilla")
    width: 1280
    height: 800
    minimumWidth: 900
    minimumHeight: 600
    color: Theme.bg
    visible: true

    Binding {
        target: Theme
        property: "dark"
        value: window.dark
    }

    Rectangle {
        id: rail

        width: window.width < 1120 ? 56 : 200
        height: parent.height
        color: Theme.surface
    }
    Item {
        id: page

        x: rail.width
        width: parent.width - x
        height: parent.height

        PageHead {
            id: head

            x: Theme.pageMargin
            width: parent.width - 2 * x
            title: qsTr("Fleet")
            caption: qsTr("Opening the fleet")
        }
        Grid {
            x: Theme.pageMargin
            anchors.top: head.bottom
            columns: window.columns
            columnSpacing: Theme.gapAcross
            rowSpacing: Theme.gapDown

            Repeater {
                model: 2 * window.columns

                LoadingCard {}
            }
        }
    }
}
