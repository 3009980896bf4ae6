// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// One of a list; with `editable` also something of one's own.
T.ComboBox {
    id: control

    property string label
    property string error
    property string hint
    property string placeholderText
    property string whyDisabled
    // Without a frame, in the height of a small button: "Sort: needs you first".
    property bool quiet: false

    implicitWidth: quiet ? implicitContentWidth + leftPadding + rightPadding : 240
    implicitHeight: (quiet ? Theme.controlSmall : Theme.controlHeight) + topPadding + bottomPadding
    leftPadding: Theme.space3 - Theme.border
    rightPadding: Theme.space2 + Theme.iconButton + Theme.space1
    topPadding: frame.above
    bottomPadding: frame.below
    hoverEnabled: true
    enabled: whyDisabled === ""
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.name: label || displayText
    Accessible.description: error || hint || whyDisabled

    Keys.onReturnPressed: event => {
        event.accepted = !control.editable;
        if (!control.editable)
            control.popup.open();
    }

    delegate: ComboRow {}
    indicator: Icon {
        x: control.width - width - Theme.space2
        y: control.topPadding + Math.round((control.availableHeight - height) / 2)
        name: "chevron-down"
        size: control.quiet ? Theme.iconInline : Theme.iconButton
        color: control.quiet ? Theme.text2 : Theme.text
    }
    contentItem: ComboText {
        field: control
        placeholder: control.placeholderText
        quiet: control.quiet
    }
    popup: ComboPopup {
        field: control
        y: control.height - control.bottomPadding + Theme.space1
    }

    FieldFrame {
        id: frame

        z: -1
        anchors.fill: parent
        visible: !control.quiet
        label: control.label
        error: control.error
        hint: control.hint
        focused: control.activeFocus
        hovered: (control.hovered || control.down) && control.enabled
    }
    Rectangle {
        z: -1
        anchors.fill: parent
        visible: control.quiet && (control.hovered || control.down)
        radius: Theme.radiusControl
        color: Theme.sunken
    }
    FocusRing { shown: control.quiet && control.activeFocus }
    HoverTip {
        wanted: control.hovered
        text: control.whyDisabled
    }
}
