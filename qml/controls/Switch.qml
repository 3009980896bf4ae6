// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// On or off, at once. The word stands elsewhere in the row: set Accessible.name, or give a text.
T.Switch {
    id: control

    property string whyDisabled

    implicitWidth: Theme.switchWidth + (text === "" ? 0 : Theme.space2 + implicitContentWidth)
    implicitHeight: Math.max(Theme.leastTarget, implicitContentHeight)
    padding: 0
    leftPadding: text === "" ? 0 : Theme.switchWidth + Theme.space2
    hoverEnabled: true
    enabled: whyDisabled === ""
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.name: text
    Accessible.description: whyDisabled

    indicator: Rectangle {
        y: Math.round((control.height - height) / 2)
        implicitWidth: Theme.switchWidth
        implicitHeight: Theme.switchHeight
        radius: height / 2
        color: control.checked ? Theme.ink
            : control.hovered && control.enabled ? Theme.sunken : Theme.surface
        border.width: control.checked ? 0 : Theme.border
        border.color: Theme.control

        Rectangle {
            readonly property int inset: Math.round((parent.height - height) / 2)

            x: control.checked ? parent.width - width - inset : inset
            y: inset
            width: Theme.space3
            height: width
            radius: width / 2
            color: control.checked ? Theme.inkText : Theme.control

            Behavior on x {
                NumberAnimation { duration: Theme.hoverTime }
            }
        }
        FocusRing {
            shown: control.activeFocus
            around: Theme.switchHeight / 2
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
