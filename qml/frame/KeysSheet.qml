// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// All keys of the window, to be searched.
Sheet {
    id: sheet

    readonly property var rows: [
        [qsTr("Arrows, Home, End, Page"), qsTr("Move among the cards")],
        [qsTr("Space"), qsTr("Select the card")],
        [qsTr("Ctrl A"), qsTr("Select all that are shown")],
        [qsTr("Esc"), qsTr("Clear the selection, close a sheet")],
        [qsTr("Enter"), qsTr("Do what the card asks for, or open its menu")],
        [qsTr("M or Menu key"), qsTr("Menu of the card")],
        [qsTr("Shift P"), qsTr("Pause")],
        [qsTr("Shift R"), qsTr("Resume")],
        [qsTr("Shift C"), qsTr("Plate is clear")],
        [qsTr("Shift X"), qsTr("Cancel the print…")],
        [qsTr("U"), qsTr("Send a file to the printer")],
        [qsTr("L"), qsTr("Light on or off")],
        [qsTr("A"), qsTr("Next printer that needs you")],
        [qsTr("/ or Ctrl K"), qsTr("Find printers")],
        [qsTr("Ctrl 1"), qsTr("Fleet")],
        [qsTr("Ctrl ,"), qsTr("Settings")],
        [qsTr("Ctrl O"), qsTr("Send file")],
        [qsTr("Ctrl N"), qsTr("Add printer")],
        [qsTr("Ctrl Z"), qsTr("Undo while the toast shows")],
        [qsTr("F11"), qsTr("Full screen")],
        [qsTr("?"), qsTr("This table")]
    ]
    readonly property var found: rows.filter(row => row.join(" ").toLowerCase().includes(search.text.toLowerCase()))

    objectName: "keysSheet"
    width: 560
    title: qsTr("Keys")
    caption: qsTr("What moves a machine needs Shift.")

    Column {
        width: parent.width
        spacing: Theme.space2

        SearchField {
            id: search

            objectName: "keysSearch"
            width: parent.width
            label: qsTr("Find a key")
            placeholderText: qsTr("Find a key…")
        }
        Repeater {
            model: sheet.found

            delegate: Item {
                id: row

                required property var modelData

                width: parent?.width ?? 0
                height: Theme.controlSmall
                Accessible.role: Accessible.StaticText
                Accessible.name: modelData[1] + ": " + modelData[0]

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - cap.width - Theme.space3
                    text: row.modelData[1]
                }
                KeyCap {
                    id: cap

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.modelData[0]
                }
            }
        }
    }
}
