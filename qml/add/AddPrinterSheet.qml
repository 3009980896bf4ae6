// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Brings machines into the fleet: found ones on the left, the chosen one with its steps on the
// right.
Sheet {
    id: sheet

    required property AddPrinter add

    objectName: "addPrinterSheet"
    preferredWidth: 900
    bodyHeight: 534
    bodyPadding: 0
    scrolls: false
    title: qsTr("Add printer")
    caption: add.caption
    footerHint: qsTr("Nothing is changed on the printer.")
    askBeforeClosing: add.typed

    onClosed: {
        if (sheet.add.open)
            sheet.add.cancel();
    }

    FoundPane {
        id: left

        width: Math.min(372, Math.round(parent.width * 0.42))
        height: parent.height
        add: sheet.add
    }
    Rectangle {
        x: left.width
        width: Theme.border
        height: parent.height
        color: Theme.line
    }
    AddPane {
        x: left.width + Theme.border
        width: parent.width - x
        height: parent.height
        visible: sheet.add.chosen >= 0 || sheet.add.byHand
        add: sheet.add
    }
    EmptyNote {
        x: left.width + Theme.space5
        y: Theme.space5
        width: parent.width - x - Theme.space5
        visible: sheet.add.chosen < 0 && !sheet.add.byHand
        text: sheet.add.found.count > 0 ? qsTr("Choose a printer on the left.") : qsTr("Printers appear on the left as they answer.")
        caption: qsTr("Each one is checked step by step; you see what works.")
    }

    footer: [
        Button {
            objectName: "addPrinterCancel"
            text: qsTr("Cancel")
            onClicked: sheet.leave()
        },
        Button {
            objectName: "addPrinterAdd"
            kind: Button.Primary
            text: qsTr("Add printer")
            whyDisabled: sheet.add.whyNot
            onClicked: sheet.add.add()
        }
    ]

    Connections {
        target: sheet.add

        function onOpenChanged(): void {
            if (sheet.add.open)
                sheet.open();
            else
                sheet.close();
        }
    }
}
