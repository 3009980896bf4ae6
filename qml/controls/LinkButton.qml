// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// An act as an underlined word, where a framed button would be too loud.
T.Button {
    id: control

    property color color: Theme.text
    property bool strong: false

    implicitWidth: implicitContentWidth
    implicitHeight: Math.max(Theme.leastTarget, Theme.body.line)
    padding: 0
    hoverEnabled: true
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.name: text

    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    contentItem: LinkFace {
        role: control.strong ? Theme.bodyStrong : Theme.body
        color: control.color
        text: control.text
        hovered: control.hovered && control.enabled
    }

    FocusRing { shown: control.activeFocus }
}
