// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Window
import Flotilla

// Two cards, for tst_Cards.
Window {
    id: window

    required property cardFace needing
    required property cardFace running
    property var heard: []
    readonly property QtObject theme: Theme

    function hear(what: string): void {
        window.heard = window.heard.concat(what);
    }

    width: 800
    height: 400
    color: Theme.bg
    visible: true

    FleetCard {
        objectName: "needing"
        x: 20
        y: 20
        face: window.needing
        printerId: "a"
        selected: false
        verdictText: "Prints .goo, not .gcode"
        verdictIcon: "close"
        verdictRole: ColorRole.Error
        onActed: act => window.hear("act " + act)
        onOpened: window.hear("opened")
        onToggled: window.hear("toggled")
        onMenuRequested: window.hear("menu")
        onFocusRequested: window.hear("focus")
    }
    FleetCard {
        objectName: "running"
        x: 400
        y: 20
        face: window.running
        printerId: "b"
        selected: true
    }
    CompactCard {
        objectName: "compact"
        x: 20
        y: 260
        face: window.running
        printerId: "c"
        selected: false
        onToggled: window.hear("toggled")
    }
    LoadingCard {
        objectName: "loading"
        x: 400
        y: 220
    }
}
