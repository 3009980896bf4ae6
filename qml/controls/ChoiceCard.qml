// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// One of several ways, with a sentence about what it does.
T.RadioButton {
    id: control

    // The sentence; `text` is the title.
    property string detail
    property string whyDisabled

    implicitWidth: 206
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    padding: Theme.space3
    leftPadding: Theme.space3 + Theme.checkSize + Theme.space2 + Theme.borderSelected
    hoverEnabled: true
    enabled: whyDisabled === ""
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.name: text
    Accessible.description: whyDisabled || detail

    indicator: RadioMark {
        x: Theme.space3
        y: Theme.space3 + Math.round((Theme.bodyStrong.line - height) / 2)
        checked: control.checked
    }
    contentItem: Column {
        Label {
            width: parent.width
            role: Theme.bodyStrong
            text: control.text
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            visible: text !== ""
            role: Theme.caption
            color: Theme.text2
            text: control.detail
            wrapMode: Text.Wrap
        }
    }
    background: Rectangle {
        radius: Theme.radiusCard
        color: control.down ? Qt.tint(Theme.surface, Theme.pressed)
            : control.hovered && control.enabled ? Theme.sunken : Theme.surface
        border.width: control.checked ? Theme.borderSelected : Theme.border
        border.color: control.checked ? Theme.ink : Theme.control
    }

    FocusRing {
        shown: control.activeFocus
        around: Theme.radiusCard
    }
    HoverTip {
        wanted: control.hovered
        text: control.whyDisabled
    }
}
