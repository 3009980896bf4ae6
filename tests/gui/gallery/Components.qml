// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// The sheet of components of the design.
GalleryWindow {
    id: page

    component Head: Label {
        role: Theme.captionStrong
        color: Theme.text2
        width: 400
        height: 16
        y: -20
    }

    Grid {
        x: 24
        y: 18
        columns: 2
        rowSpacing: 8
        columnSpacing: 12

        Repeater {
            model: 5

            FleetCard {
                required property int index

                width: 330
                face: page.faces[index]
                printerId: String(index)
                selected: false
            }
        }
        LoadingCard { width: 330 }
        Repeater {
            model: 4

            FleetCard {
                required property int index

                width: 330
                face: page.faces[6 + index]
                printerId: String(index)
                selected: index === 0
                focused: index === 1
            }
        }
    }

    Item {
        x: 720
        width: 536

        Head { y: 18; text: "Buttons" }
        Row {
            y: 40
            spacing: 8

            Button { kind: Button.Primary; iconName: "send"; text: "Send to 3 printers" }
            Button { iconName: "pause"; text: "Pause" }
            Button { kind: Button.Danger; iconName: "stop"; text: "Cancel print…" }
            Button { kind: Button.Quiet; iconName: "external"; text: "Mini view" }
        }
        Row {
            y: 80
            spacing: 8

            IconButton { framed: true; iconName: "more"; text: "More" }
            Button { text: "Focused"; FocusRing { shown: true; visible: true } }
            Button { text: "Hovered"; objectName: "hovered" }
            Button { text: "Not now"; whyDisabled: "Off while a print runs" }
            Segments { model: [{iconName: "grid", text: "Grid"}, {iconName: "list", text: "List"}] }
            KeyCap { anchors.verticalCenter: parent.verticalCenter; text: "Ctrl K" }
        }
        Head { y: 126; text: "Fields" }
        Field { id: name; y: 148; width: 260; label: "Name"; text: "Calypso" }
        Field { x: 276; y: 148; width: 260; label: "Address"; text: "192.168.20"; error: "An address has four numbers." }
        Head { y: 234; text: "Choices" }
        Row {
            y: 256
            spacing: 10

            CheckBox { checked: true }
            CheckBox {}
            RadioButton { checked: true }
            RadioButton {}
            Switch { checked: true }
            Switch {}
            Chip { mark: "state-attention"; colors: Theme.amber; text: "Needs you"; count: 3 }
            Chip { checked: true; text: "All"; count: 14 }
        }
        Head { y: 298; text: "Confirming a dangerous act" }
        Head { y: 490; text: "Toasts" }
        Toast { y: 508; width: 536; text: "Aurora moved to Hall 2"; actText: "Undo"; remaining: 0.6 }
        Toast { y: 556; width: 536; isError: true; closable: false; text: "Golden Hind refused the file: storage is full."; actText: "Show files" }
        Head { y: 612; text: "Nothing here" }
        EmptyNote { y: 634; width: 536; text: "No printer is paused"; caption: "14 printers are in other states."; actText: "Show all" }
        ComboField { x: 360; y: 118; quiet: true; model: ["Sort: needs you first", "Sort: name"]; currentIndex: 0 }
        SearchField { y: 740; width: 224; placeholderText: "Find or do…"; keys: "Ctrl K" }
        SecretField { x: 236; y: 740; width: 140; text: "e41b7"; iconName: "key" }
        ComboField { x: 388; y: 740; width: 148; model: ["Hall 1", "Hall 2", "Hall 3"]; currentIndex: 2 }
    }
    Confirm {
        x: 720
        y: 320
        preferredWidth: 536
        modal: false
        visible: true
        question: "Cancel the print on Calypso?"
        text: "phone_stand_v3.gcode is at 64 % with 45 min left. A canceled print cannot be continued."
        safeText: "Keep printing"
        actText: "Cancel the print"
    }
}
