// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// A choice of its own, with a word behind it or (then with Accessible.name) without.
T.CheckBox {
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

    indicator: CheckMark {
        x: control.text === "" ? Math.round((control.width - width) / 2) : 0
        y: Math.round((control.height - height) / 2)
        checked: control.checked
        partly: control.checkState === Qt.PartiallyChecked
        hovered: control.hovered && control.enabled
        down: control.down

        FocusRing {
            shown: control.activeFocus
            around: Theme.radiusSmall
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
