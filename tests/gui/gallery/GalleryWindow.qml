// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Window
import Flotilla

// A window of the gallery in one theme.
Window {
    id: window

    property bool dark: false
    property real textScale: 1
    property var faces: []
    property var compact: []

    width: 1280
    height: 800
    color: Theme.bg
    visible: true

    Binding { target: Theme; property: "dark"; value: window.dark }
    Binding { target: Theme; property: "textScale"; value: window.textScale }
    Binding { target: Theme; property: "reducedMotion"; value: true }
}
