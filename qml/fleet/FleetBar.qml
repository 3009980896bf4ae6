// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The line below the head: chips and sort order, or the acts on the selection, or the drop zone.
Item {
    id: bar

    required property Desk desk
    property bool narrow: false

    readonly property bool dropping: desk.drop.active
    readonly property bool selecting: desk.selection.count > 0 && !dropping

    implicitHeight: dropping ? Theme.dropZone : Math.max(selecting ? selectionBar.implicitHeight : chips.implicitHeight, Theme.controlSmall)

    FleetChips {
        id: chips

        visible: !bar.selecting && !bar.dropping
        width: parent.width - sorting.width - Theme.space3
        fleet: bar.desk.fleet
        summary: bar.desk.summary
    }
    SortMenus {
        id: sorting

        visible: chips.visible
        anchors.right: parent.right
        narrow: bar.narrow
        preferences: bar.desk.preferences
    }
    SelectionBar {
        id: selectionBar

        visible: bar.selecting
        width: parent.width
        selection: bar.desk.selection
        acts: bar.desk.acts
    }
    Loader {
        anchors.fill: parent
        active: bar.dropping
        // Qt 6.4 has no bound components: what is inside one names the ids around it.
        // qmllint disable unqualified
        sourceComponent: DropZone {
            drop: bar.desk.drop
        }
        // qmllint enable unqualified
    }
}
