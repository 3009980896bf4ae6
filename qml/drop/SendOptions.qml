// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// The start options of the chosen printers, in two columns.
Item {
    id: view

    required property StartOptions options
    property int most: 200

    implicitHeight: heading.height + Theme.space1 + Math.min(most, flow.height)

    Label {
        id: heading

        role: Theme.name
        text: qsTr("Options")
    }
    Label {
        anchors.baseline: heading.baseline
        x: heading.width + Theme.space2
        width: view.width - x
        role: Theme.caption
        color: Theme.text2
        text: view.options.origin
    }
    Flickable {
        y: heading.height + Theme.space1
        width: parent.width
        height: parent.height - y
        clip: true
        contentHeight: flow.height
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}

        Flow {
            id: flow

            width: parent.width
            spacing: Theme.space2

            Repeater {
                model: view.options

                SendOptionRow {
                    width: Math.floor(((parent?.width ?? 0) - Theme.space2) / 2)
                    rightPadding: Theme.space4
                    onChosen: (row, value) => view.options.setValue(row, value)
                }
            }
        }
    }
}
