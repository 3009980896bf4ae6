// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Window
import Flotilla

Window {
    id: window

    required property Desk desk

    title: qsTr("Flotilla")
    width: 1280
    height: 800
    minimumWidth: 900
    minimumHeight: 600
    color: Theme.bg
    visible: true

    Label {
        anchors.centerIn: parent
        role: Theme.display
        text: qsTr("Flotilla")
    }
}
