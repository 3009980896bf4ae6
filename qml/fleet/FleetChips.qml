// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The fleet in five parts, with live counts; one of them, or all, is on the screen.
Flow {
    id: chips

    required property FleetView fleet
    required property FleetSummary summary

    spacing: Theme.space2
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Show printers by state")

    FleetChip {
        objectName: "chipAll"
        fleet: chips.fleet
        chip: Chips.All
        text: qsTr("All")
        count: chips.summary.total
    }
    FleetChip {
        objectName: "chipNeedsYou"
        fleet: chips.fleet
        chip: Chips.NeedsYou
        text: qsTr("Needs you")
        mark: "state-attention"
        colors: Theme.amber
        count: chips.summary.needsYou
    }
    FleetChip {
        objectName: "chipPrinting"
        fleet: chips.fleet
        chip: Chips.Printing
        text: qsTr("Printing")
        mark: "state-printing"
        colors: Theme.printing
        count: chips.summary.printing
    }
    FleetChip {
        objectName: "chipPaused"
        fleet: chips.fleet
        chip: Chips.Paused
        text: qsTr("Paused")
        mark: "state-paused"
        colors: Theme.amber
        count: chips.summary.paused
    }
    FleetChip {
        objectName: "chipReady"
        fleet: chips.fleet
        chip: Chips.Ready
        text: qsTr("Ready")
        mark: "state-idle"
        colors: Theme.grey
        count: chips.summary.ready
    }
    FleetChip {
        objectName: "chipNoAnswer"
        fleet: chips.fleet
        chip: Chips.NoAnswer
        text: qsTr("No answer")
        mark: "link-unreachable"
        colors: Theme.grey
        count: chips.summary.noAnswer
    }
}
