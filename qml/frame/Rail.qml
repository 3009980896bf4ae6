// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The pages, at the left edge of the window; icons alone where the window is narrow.
Rectangle {
    id: rail

    required property FleetSummary summary
    required property string page
    property bool narrow: false

    signal pageAsked(string page)
    signal silentAsked()

    implicitWidth: narrow ? 56 : 200
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Pages")

    Row {
        x: rail.narrow ? (rail.width - 26) / 2 : Theme.space4
        y: Theme.space4
        spacing: 10

        Image {
            width: 26
            height: 26
            sourceSize.width: 26
            sourceSize.height: 26
            source: "image://icon/app-icon"
        }
        Label {
            visible: !rail.narrow
            height: 26
            role: Theme.name
            text: "Flotilla"
        }
    }

    RailItem {
        id: fleetItem

        objectName: "railFleet"
        x: Theme.space2
        y: 58
        width: rail.width - 2 * Theme.space2
        narrow: rail.narrow
        current: rail.page === "fleet"
        iconName: "fleet"
        text: qsTr("Fleet")
        needing: rail.summary.needsYou
        onClicked: rail.pageAsked("fleet")
    }

    Rectangle {
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.space2
        x: Theme.space2
        width: rail.width - 2 * Theme.space2
        height: 1
        color: Theme.line
    }

    Column {
        id: foot

        x: Theme.space2
        width: rail.width - 2 * Theme.space2
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space1

        RailItem {
            objectName: "railSettings"
            width: parent.width
            narrow: rail.narrow
            current: rail.page === "settings"
            iconName: "settings"
            text: qsTr("Settings")
            onClicked: rail.pageAsked("settings")
        }
        RailItem {
            objectName: "railAnswering"
            width: parent.width
            narrow: rail.narrow
            iconName: "link"
            quiet: true
            text: rail.summary.answering
            onClicked: rail.silentAsked()
        }
    }

    Rectangle {
        anchors.right: parent.right
        width: 1
        height: parent.height
        color: Theme.line
    }
}
