// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// A sheet over a page, with a menu and what stands in sheets.
GalleryWindow {
    id: page

    Sheet {
        id: sheet

        objectName: "sheet"
        visible: true
        preferredWidth: 640
        title: "Send gear_rack_holder.gcode"
        caption: "Choose printers and what happens there"
        footerHint: "Starts 1 print now, 2 wait in the queue"
        footerStart: Field { anchors.verticalCenter: parent.verticalCenter; width: 64; text: "1" }
        footer: [
            Button { text: "Cancel"; onClicked: sheet.leave() },
            Button { kind: Button.Primary; iconName: "send"; text: "Send to 3 printers"; whyDisabled: "Choose a printer" }
        ]

        Column {
            width: parent.width
            spacing: 16

            Field { width: parent.width; label: "Name"; placeholderText: "Adventurer 5M Pro"; hint: "Shown on the card" }
            ComboField { width: parent.width; label: "Place"; editable: true; model: ["Hall 1", "Hall 3"] }
            CheckBox { text: "Level first"; checked: true }
            RadioButton { text: "Once"; checked: true }
            Switch { text: "Time-lapse on the printer" }
            Row {
                spacing: 10

                ChoiceCard { width: 190; text: "Send only"; detail: "Stays on the printer, nothing moves" }
                ChoiceCard { width: 190; checked: true; text: "Send and start"; detail: "Ready now: prints. Busy: next in line" }
                ChoiceCard { width: 190; text: "Queue"; detail: "Any free printer of these takes it" }
            }
            LinkButton { text: "Restore a backup" }
            Repeater {
                model: page.faces.length

                Label {
                    required property int index

                    text: "Something further down, line " + index
                }
            }
        }
    }
    ComboField {
        id: list

        x: 24
        y: 400
        label: "Place"
        model: ["Hall 1", "Hall 2", "Hall 3"]
        currentIndex: 1
        Component.onCompleted: popup.open()
    }
    Button { id: tipped; x: 24; y: 620; text: "Cancel print…"; whyDisabled: "Off while a print runs" }
    HoverTip { anchors.fill: tipped; wanted: true; text: tipped.whyDisabled }
    Menu {
        id: menu

        x: 24
        y: 24
        visible: true
        closePolicy: T.Popup.NoAutoClose

        MenuItem { text: "Open"; keys: "Enter" }
        MenuItem { iconName: "pause"; text: "Pause"; keys: "Shift P"; highlighted: true }
        MenuItem { iconName: "edit"; text: "Edit…"; whyDisabled: "Off while a print runs" }
        MenuItem { text: "Light"; checkable: true; checked: true }
        MenuSeparator {}
        MenuItem { danger: true; iconName: "stop"; text: "Cancel print…"; keys: "Shift X" }
    }
}
