// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Home: the fleet as a grid of cards, what comes free next, and where files are dropped.
FocusScope {
    id: page

    required property Desk desk
    property bool narrow: false

    readonly property bool compact: desk.preferences.cardSize === Preferences.CardSize.Compact
                                    || (desk.preferences.cardSize === Preferences.CardSize.Auto
                                        && desk.summary.total > 24)

    signal addAsked()
    signal fileAsked()

    function find() {
        head.find();
    }
    function focusOn(printerId: string) {
        grid.focusOn(printerId);
    }

    FleetHead {
        id: head

        x: Theme.pageMargin
        width: page.width - 2 * Theme.pageMargin
        fleet: page.desk.fleet
        summary: page.desk.summary
        narrow: page.narrow
        onAddAsked: page.addAsked()
        onSendAsked: page.fileAsked()
    }

    // Chips, or what to do with the selection, or where to drop: one of the three.
    FleetBar {
        id: bar

        x: Theme.pageMargin
        width: page.width - 2 * Theme.pageMargin
        anchors.top: head.bottom
        desk: page.desk
        narrow: page.narrow
    }
    EndsNextStrip {
        id: ends

        x: Theme.pageMargin
        width: page.width - 2 * Theme.pageMargin
        anchors.top: bar.bottom
        anchors.topMargin: Theme.space3
        ends: page.desk.endsNext
        visible: page.desk.endsNext.shown && page.height >= Theme.stripHeight && !page.desk.drop.active
        onChosen: printerId => page.focusOn(printerId)

        Binding {
            target: page.desk.endsNext
            property: "hours"
            value: page.width >= 1500 ? 12 : page.width >= 1000 ? 8 : 4
        }
    }

    FleetGrid {
        id: grid

        anchors {
            top: ends.visible ? ends.bottom : bar.bottom
            topMargin: Theme.space1
            bottom: parent.bottom
        }
        width: page.width
        focus: true
        fleet: page.desk.fleet
        selection: page.desk.selection
        acts: page.desk.acts
        compact: page.compact
        dropTarget: page.desk.drop.target
    }

    FleetEmpty {
        visible: grid.count === 0 && !page.desk.summary.loading
        anchors.centerIn: grid
        fleet: page.desk.fleet
        summary: page.desk.summary
    }
    FleetDrop {
        anchors.fill: parent
        drop: page.desk.drop
        printerAt: where => grid.printerAt(grid.mapFromItem(page, where))
        onScrollAsked: by => grid.scrollBy(by)
    }
}
