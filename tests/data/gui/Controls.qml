// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Window
import Flotilla

// One of every control, for tst_Controls.
Window {
    id: window

    property int clicks: 0
    property string chosen
    property var heard: []

    function hear(what: string): void {
        window.heard = window.heard.concat(what);
    }

    width: 900
    height: 900
    color: Theme.bg
    visible: true

    Column {
        x: 20
        y: 20
        spacing: 10

        Button { objectName: "button"; text: "Pause"; onClicked: ++window.clicks }
        Button { objectName: "off"; text: "Cancel print…"; whyDisabled: "Off while a print runs"; onClicked: ++window.clicks }
        IconButton { objectName: "icon"; iconName: "more"; text: "More about Calypso"; onClicked: ++window.clicks }
        LinkButton { objectName: "link"; text: "Undo"; onClicked: ++window.clicks }
        Row {
            Chip { objectName: "chipAll"; text: "All"; count: 14; checked: window.chosen === ""; onClicked: window.chosen = "" }
            Chip { objectName: "chipPaused"; text: "Paused"; count: 1; checked: window.chosen === "paused"; onClicked: window.chosen = "paused" }
        }
        Segments {
            id: segments

            objectName: "segments"
            Accessible.name: "Show as"
            model: [{iconName: "grid", text: "Grid", objectName: "segmentGrid"}, {iconName: "list", text: "List", objectName: "segmentList"}]
            onChosen: index => segments.currentIndex = index
        }
        CheckBox { objectName: "check"; text: "Level first" }
        Row {
            RadioButton { objectName: "radioOne"; text: "Once"; checked: true }
            RadioButton { objectName: "radioTwo"; text: "Twice" }
        }
        Switch { objectName: "switch"; text: "Light" }
        Row {
            ChoiceCard { objectName: "choiceSend"; text: "Send only"; detail: "Nothing moves"; checked: true }
            ChoiceCard { objectName: "choiceQueue"; text: "Queue"; detail: "Any free printer takes it" }
        }
        Field { objectName: "field"; label: "Address"; text: "192.168.20" }
        SecretField { objectName: "secret"; label: "Check code"; text: "e41b7" }
        SearchField { objectName: "search"; placeholderText: "Find"; keys: "Ctrl K" }
        ComboField { objectName: "combo"; label: "Place"; model: ["Hall 1", "Hall 2", "Hall 3"]; placeholderText: "No place" }
        EmptyNote { objectName: "empty"; text: "No printer is paused"; actText: "Show all"; onActed: ++window.clicks }
        Toast { objectName: "toast"; text: "Aurora moved"; actText: "Undo"; onActed: ++window.clicks }
    }

    Menu {
        objectName: "menu"

        MenuItem { objectName: "menuOpen"; text: "Open"; onTriggered: window.hear("open") }
        MenuItem { objectName: "menuSheet"; text: "Add printer…"; onTriggered: sheet.open() }
        MenuItem { objectName: "menuOff"; text: "Edit…"; whyDisabled: "Off while a print runs"; onTriggered: window.hear("edit") }
    }
    Sheet {
        id: sheet

        objectName: "sheet"
        title: "Add printer"
        caption: "Looking in this network"
        preferredWidth: 4000
        askBeforeClosing: typed.text !== ""
        onClosed: window.hear("closed")
        footer: [
            Button { objectName: "sheetCancel"; text: "Cancel"; onClicked: sheet.leave() },
            Button { objectName: "sheetAct"; kind: Button.Primary; text: "Add printer" }
        ]

        Column {
            width: parent.width

            Field { id: typed; objectName: "sheetField"; label: "Name"; width: parent.width }
            Item { width: 10; height: 3000 }
            Field { objectName: "sheetLast"; label: "Place"; width: parent.width }
        }
    }
    Confirm {
        objectName: "confirm"
        question: "Cancel the print on Calypso?"
        text: "phone_stand_v3.gcode is at 64 % with 45 min left. A canceled print cannot be continued."
        safeText: "Keep printing"
        actText: "Cancel the print"
        onAccepted: window.hear("accepted")
        onRefused: window.hear("refused")
    }
}
