// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

T.Button {
    id: control

    implicitHeight: Theme.controlHeight
    implicitWidth: implicitContentWidth + 2 * Theme.space3
    contentItem: Label {
        role: Theme.bodyMedium
        text: control.text
    }
}
