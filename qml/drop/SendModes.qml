// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What is to happen at the chosen printers; a way that none of them knows is not offered.
Row {
    id: modes

    required property SendModel sheet

    readonly property int offered: (sheet.offersSendOnly ? 1 : 0) + (sheet.offersStart ? 1 : 0)
    readonly property real share: Math.floor((width - spacing) / 2)

    readonly property real tallest: Math.max(only.implicitHeight, start.implicitHeight)

    spacing: Theme.space3
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("What happens")

    ChoiceCard {
        id: only

        objectName: "sendOnly"
        width: modes.share
        height: modes.tallest
        visible: modes.sheet.offersSendOnly
        text: qsTr("Send only")
        detail: qsTr("Stays on the printer, nothing moves")
        onClicked: modes.sheet.mode = SendMode.SendOnly
    }
    ChoiceCard {
        id: start

        objectName: "sendAndStart"
        width: modes.share
        height: modes.tallest
        visible: modes.sheet.offersStart
        text: qsTr("Send and start")
        detail: qsTr("Ready now: prints. Busy: keeps the file")
        onClicked: modes.sheet.mode = SendMode.SendAndStart
    }
    // A click sets `checked` by itself and so would end a plain binding.
    Binding {
        target: only
        property: "checked"
        value: modes.sheet.mode === SendMode.SendOnly
    }
    Binding {
        target: start
        property: "checked"
        value: modes.sheet.mode === SendMode.SendAndStart
    }
}
