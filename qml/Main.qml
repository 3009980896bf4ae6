// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Window
import Flotilla

// The window: rail, one page, and what may lie over it. Everything it shows is the desk's.
Window {
    id: window

    required property Desk desk
    property string page: "fleet"

    readonly property bool narrow: width < 1120
    // Sheets are over the page: its keys rest.
    readonly property bool covered: sheets.open

    // The system puts the name of the program behind it.
    title: desk.simulated ? qsTr("Simulated fleet") : "Flotilla"
    width: 1280
    height: 800
    minimumWidth: 900
    minimumHeight: 600
    color: Theme.bg
    visible: true

    function openPrinter(printerId: string) {
        page = "fleet";
        fleetPage.focusOn(printerId);
    }

    Binding {
        target: Theme
        property: "dark"
        value: window.desk.preferences.dark
    }
    Binding {
        target: Theme
        property: "textScale"
        value: window.desk.preferences.textPercent / 100
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: window.desk.preferences.reducedMotion
    }

    SimulatedBar {
        id: simulated

        visible: window.desk.simulated
        width: parent.width
        height: visible ? implicitHeight : 0
        onLeaveAsked: window.desk.leaveSimulation()
    }
    Rail {
        id: rail

        anchors.top: simulated.bottom
        anchors.bottom: parent.bottom
        width: implicitWidth
        narrow: window.narrow
        summary: window.desk.summary
        page: window.page
        onPageAsked: page => window.page = page
        onSilentAsked: {
            window.page = "fleet";
            window.desk.fleet.chip = Chips.NoAnswer;
        }
    }
    Item {
        id: content

        anchors {
            left: rail.right
            right: parent.right
            top: simulated.bottom
            bottom: parent.bottom
        }

        FleetPage {
            id: fleetPage

            anchors.fill: parent
            visible: window.page === "fleet" && !window.desk.summary.empty
            focus: visible
            desk: window.desk
            narrow: window.narrow
            onAddAsked: window.desk.add.show()
            onFileAsked: sheets.chooseFiles([])
        }
        Loader {
            anchors.fill: parent
            active: window.page === "fleet" && window.desk.summary.empty
            focus: active
            // Qt 6.4 has no bound components: what is inside one names the ids around it.
            // qmllint disable unqualified
            sourceComponent: FirstRunPage {
                desk: window.desk
            }
            // qmllint enable unqualified
        }
        Loader {
            anchors.fill: parent
            active: window.page === "settings"
            focus: active
            // Qt 6.4 has no bound components: what is inside one names the ids around it.
            // qmllint disable unqualified
            sourceComponent: SettingsPage {
                desk: window.desk
            }
            // qmllint enable unqualified
        }
    }

    Sheets {
        id: sheets

        anchors.fill: parent
        desk: window.desk
    }
    WindowKeys {
        enabled: !window.covered
        desk: window.desk
        onPageAsked: page => window.page = page
        onFindAsked: {
            window.page = "fleet";
            fleetPage.find();
        }
        onFileAsked: sheets.chooseFiles([])
        onPrinterAsked: printerId => window.openPrinter(printerId)
        onKeysAsked: sheets.showKeys()
        onFullScreenAsked: window.visibility = window.visibility === Window.FullScreen ? Window.Windowed : Window.FullScreen
    }
}
