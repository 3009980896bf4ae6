// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Title of the fleet and what can be done on it; the words of the buttons go where it is narrow.
PageHead {
    id: head

    required property FleetView fleet
    required property FleetSummary summary
    property bool narrow: false

    signal addAsked()
    signal sendAsked()

    // "/" and Ctrl K lead here.
    function find() {
        search.forceActiveFocus(Qt.ShortcutFocusReason);
        search.selectAll();
    }

    title: qsTr("Fleet")
    caption: summary.caption

    SearchField {
        id: search

        objectName: "search"
        width: head.narrow ? 200 : 224
        placeholderText: qsTr("Find printers…")
        keys: head.narrow ? "" : "/"
        text: head.fleet.search
        onTextEdited: head.fleet.search = text
    }
    Button {
        objectName: "addPrinter"
        iconName: "add"
        wordless: head.narrow
        text: qsTr("Add printer")
        onClicked: head.addAsked()
    }
    Button {
        objectName: "sendFile"
        kind: Button.Primary
        iconName: "upload"
        text: qsTr("Send file…")
        onClicked: head.sendAsked()
    }
}
