// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// Makes a tool tip for its parent only while it is wanted.
Loader {
    id: loader

    property string text
    property bool wanted: false

    anchors.fill: parent
    active: wanted && text !== ""

    Component.onCompleted: setSource("ToolTip.qml", {"host": loader})
}
