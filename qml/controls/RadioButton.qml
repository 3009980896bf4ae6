// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// One of several; its siblings are the others.
T.RadioButton {
    id: control

    property string whyDisabled

    implicitWidth: text === "" ? Theme.leastTarget : implicitContentWidth + leftPadding
    implicitHeight: Math.max(Theme.leastTarget, implicitContentHeight)
    padding: 0
    leftPadding: text === "" ? 0 : Theme.checkSize + Theme.space2
    hoverEnabled: true
    enabled: whyDisabled === ""
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.name: text
    Accessible.description: whyDisabled

    indicator: RadioMark {
        x: control.text === "" ? Math.round((control.width - width) / 2) : 0
        y: Math.round((control.height - height) / 2)
        checked: control.checked
        hovered: control.hovered && control.enabled

        FocusRing {
            shown: control.activeFocus
            around: Theme.checkSize / 2
        }
    }
    contentItem: Label {
        visible: control.text !== ""
        text: control.text
    }

    HoverTip {
        wanted: control.hovered
        text: control.whyDisabled
    }
}
