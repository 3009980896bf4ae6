// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQml.Models
import Flotilla

// What can be done about one printer: the same menu by "⋯", by right click and by key.
Menu {
    id: cardMenu

    required property PrinterActs acts
    property string printerId: ""

    function openFor(id: string, item: Item, where: point) {
        printerId = id;
        entries.model = acts.menuOf(id);
        popup(item, where.x, where.y);
    }

    objectName: "cardMenu"
    title: qsTr("Printer")
    onClosed: entries.model = []

    Instantiator {
        id: entries

        model: []
        // Qt 6.4 has no bound components: what is inside one names the ids around it.
        // qmllint disable unqualified
        delegate: MenuItem {
            required property menuEntry modelData

            objectName: "menu-" + modelData.key
            text: modelData.text
            iconName: modelData.iconName
            enabled: modelData.enabled
            whyDisabled: modelData.whyNot
            onTriggered: cardMenu.acts.runEntry(cardMenu.printerId, modelData.key)
        }
        // qmllint enable unqualified
        onObjectAdded: (index, object) => cardMenu.insertItem(index, object)
        onObjectRemoved: (index, object) => cardMenu.removeItem(object)
    }
}
