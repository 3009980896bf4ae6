// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// The found machines: arrows move, Enter chooses.
ListView {
    id: list

    required property AddPrinter add

    readonly property int chosen: add.chosen

    objectName: "foundList"
    clip: true
    activeFocusOnTab: count > 0
    keyNavigationEnabled: true
    boundsBehavior: Flickable.StopAtBounds
    model: add.found
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Found printers")
    T.ScrollBar.vertical: ScrollBar {}

    Keys.onReturnPressed: list.add.choose(list.currentIndex)
    Keys.onSpacePressed: list.add.choose(list.currentIndex)

    delegate: FoundRow {
        objectName: "found" + index
        width: ListView.view?.width ?? 0
        current: (ListView.view as FoundList)?.chosen === index
        focused: ListView.isCurrentItem && (ListView.view?.activeFocus ?? false)
        onChosen: row => {
            list.currentIndex = row;
            list.add.choose(row);
        }
    }
}
