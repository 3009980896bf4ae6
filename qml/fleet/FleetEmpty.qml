// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Where no card fits the chip and the search: why, and the way back.
EmptyNote {
    id: note

    required property FleetView fleet
    required property FleetSummary summary

    // By Chips; the first is for a search alone.
    readonly property list<string> sentences: [
        qsTr("No printer fits “%1”").arg(fleet.search),
        qsTr("No printer needs you"),
        qsTr("No printer is printing"),
        qsTr("No printer is paused"),
        qsTr("No printer is ready"),
        qsTr("Every printer answers")
    ]

    objectName: "fleetEmpty"
    text: fleet.search.length > 0 ? sentences[0] : sentences[fleet.chip]
    caption: fleet.search.length > 0 ? qsTr("Names, makes, places, tags and jobs are searched.")
                                  : qsTr("%n printer(s) are in other states.", "", summary.total)
    actText: qsTr("Show all")
    onActed: {
        fleet.search = "";
        fleet.chip = Chips.All;
    }
}
