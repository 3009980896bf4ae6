// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The cards. Their order stands still while the pointer is over them or a key moves among them; the
// focus stays with its printer wherever that goes.
GridView {
    id: grid

    required property FleetView fleet
    required property Selection selection
    required property PrinterActs acts
    // The printer that a dragged file would go to.
    property string dropTarget
    property bool compact: false

    readonly property real gapAcross: compact ? 12 : Theme.gapAcross
    readonly property real gapDown: compact ? 8 : Theme.gapDown
    readonly property real least: compact ? 184 : 320
    readonly property real inner: width - leftMargin - Theme.pageMargin
    readonly property int columns: Math.max(1, Math.floor((inner + gapAcross) / (least + gapAcross)))
    // The printer whose card is at this place of the grid; empty between cards.
    function printerAt(where: point): string {
        const index = indexAt(where.x + contentX, where.y + contentY);
        const item = index < 0 ? null : itemAtIndex(index);
        if (!item || !item.contains(item.mapFromItem(grid, where)))
            return "";
        return fleet.idAt(index);
    }
    function focusOn(printerId: string) {
        const row = fleet.rowOf(printerId);
        if (row < 0)
            return;
        currentIndex = row;
        positionViewAtIndex(row, GridView.Contain);
        forceActiveFocus(Qt.TabFocusReason);
    }
    // What the card asks for; its menu where it asks for nothing.
    function openCard(card: CardBase) {
        if (card.face.act !== Act.None)
            acts.run(card.printerId, card.face.act);
        else
            menu.openFor(card.printerId, card, Qt.point(Theme.space5, Theme.space5));
    }
    function scrollBy(by: real) {
        contentY = Math.max(originY - topMargin, Math.min(originY + contentHeight - height + bottomMargin, contentY + by));
    }
    function takeFocus(index: int) {
        currentIndex = index;
        forceActiveFocus(Qt.MouseFocusReason);
    }
    objectName: "fleetGrid"
    model: fleet
    clip: true
    leftMargin: Theme.pageMargin
    topMargin: Theme.space2
    bottomMargin: Theme.space2
    cellWidth: Math.floor((inner + gapAcross) / columns)
    cellHeight: (compact ? CardMetrics.compactHeight : CardMetrics.height) + gapDown
    // All cards are made once and kept: making them while scrolling would be seen.
    cacheBuffer: 40000
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    highlightMoveDuration: 0

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Printers")

    Keys.onPressed: event => {
        fleet.noteKey();
        event.accepted = keys.handle(event);
    }
    Keys.priority: Keys.BeforeItem

    SeenCards {
        grid: grid
        fleet: grid.fleet
        columns: grid.columns
    }
    HoverHandler {
        id: hover
    }
    Binding {
        target: grid.fleet
        property: "held"
        value: hover.hovered || menu.opened
    }

    delegate: compact ? compactCell : cardCell

    // Qt 6.4 has no bound components: what is inside one names the ids around it.
    // qmllint disable unqualified
    Component {
        id: cardCell

        FleetCard {
            required property int index
            required dropping
            required verdict
            required picture
            width: grid.cellWidth - grid.gapAcross
            height: grid.cellHeight - grid.gapDown
            focused: GridView.isCurrentItem && grid.activeFocus
            dropTarget: dropping && grid.dropTarget === printerId
            onActed: act => grid.acts.run(printerId, act)
            onOpened: grid.openCard(this)
            onToggled: grid.selection.toggle(printerId)
            onMenuRequested: where => menu.openFor(printerId, this, where)
            onFocusRequested: grid.takeFocus(index)
        }
    }
    Component {
        id: compactCell

        CompactCard {
            required property int index
            required dropping
            required verdict
            width: grid.cellWidth - grid.gapAcross
            height: grid.cellHeight - grid.gapDown
            focused: GridView.isCurrentItem && grid.activeFocus
            dropTarget: dropping && grid.dropTarget === printerId
            onActed: act => grid.acts.run(printerId, act)
            onOpened: grid.openCard(this)
            onToggled: grid.selection.toggle(printerId)
            onMenuRequested: where => menu.openFor(printerId, this, where)
            onFocusRequested: grid.takeFocus(index)
        }
    }
    // qmllint enable unqualified

    FleetKeys {
        id: keys

        grid: grid
        fleet: grid.fleet
        selection: grid.selection
        acts: grid.acts
        columns: grid.columns
        onOpened: grid.openCard(grid.currentItem as CardBase)
        onMenuWanted: printerId => menu.openFor(printerId, grid.currentItem, Qt.point(24, 24))
    }
    CardMenu {
        id: menu

        acts: grid.acts
    }
}
