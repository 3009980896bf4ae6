// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Cards while a file is over the window, and compact ones.
GalleryWindow {
    id: page

    readonly property var verdicts: [
        {text: "Turn into .3w and queue", icon: "queue", role: ColorRole.Ink},
        {text: "PETG is loaded, file wants PLA", icon: "warning", role: ColorRole.Amber},
        {text: "Prints .goo, not .gcode", icon: "close", role: ColorRole.Error, dimmed: true},
        {text: "Send and print", pill: "Send to Kon-Tiki and print", icon: "arrow-right", role: ColorRole.Printing, target: true},
        {text: "Does not answer", icon: "close", role: ColorRole.Grey, dimmed: true},
        {text: "Send and print", icon: "arrow-right", role: ColorRole.Printing},
    ]

    Grid {
        x: 24
        y: 24
        columns: Math.floor((page.width - 48 + 16) / 336)
        columnSpacing: 16
        rowSpacing: 14

        Repeater {
            model: 6

            FleetCard {
                required property int index
                readonly property var sample: page.verdicts[index]

                width: 333
                face: page.faces[[10, 0, 8, 1, 4, 7][index]]
                printerId: String(index)
                selected: false
                dropping: true
                dropTarget: sample.target ?? false
                verdictText: sample.text
                verdictPill: sample.pill ?? ""
                verdictIcon: sample.icon
                verdictRole: sample.role
                verdictDimmed: sample.dimmed ?? false
            }
        }
        Repeater {
            model: [10, 11, 0]

            FleetCard {
                required property int modelData

                width: 333
                face: page.faces[modelData]
                printerId: String(modelData)
                selected: modelData === 11
                focused: modelData === 11
            }
        }
    }
    Grid {
        x: 24
        y: 500
        columns: Math.floor((page.width - 48 + 12) / 196)
        columnSpacing: 12
        rowSpacing: 8

        Repeater {
            model: page.compact.length

            CompactCard {
                required property int index
                readonly property var sample: page.verdicts[index % 6]

                width: 197
                face: page.compact[index]
                printerId: String(index)
                selected: index === 7
                dropping: index > 8
                verdictText: sample.text
                verdictIcon: sample.icon
                verdictRole: sample.role
            }
        }
    }
}
