// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// A line to type in, with its label, an error with the fix, or a hint.
T.TextField {
    id: control

    property string label
    property string error
    property string hint
    property string iconName
    property string whyDisabled
    // Kept free at the right end for what a field of another kind puts there.
    property int tail: 0

    implicitWidth: 240
    implicitHeight: Theme.controlHeight + frame.above + frame.below
        leftPadding: iconName === "" ? Theme.space3 - Theme.border : Theme.space3 + Theme.iconInline + Theme.space2
    rightPadding: Theme.space3 - Theme.border + tail
    topPadding: frame.above
    bottomPadding: frame.below
    verticalAlignment: TextInput.AlignVCenter
    font: Theme.body.font
    color: Theme.text
    placeholderTextColor: Theme.text3
    selectionColor: Theme.ink
    selectedTextColor: Theme.inkText
    selectByMouse: true
    hoverEnabled: true
    enabled: whyDisabled === ""
    opacity: enabled ? 1 : Theme.disabledOpacity
    renderType: Text.NativeRendering
    Accessible.name: label || placeholderText
    Accessible.description: error || hint || whyDisabled

    FieldFrame {
        id: frame

        z: -1
        anchors.fill: parent
        label: control.label
        error: control.error
        hint: control.hint
        focused: control.activeFocus
        hovered: control.hovered && control.enabled
    }

    Icon {
        x: Theme.space3
        y: control.topPadding + Math.round((Theme.controlHeight - height) / 2)
        visible: control.iconName !== ""
        name: control.iconName
        size: Theme.iconInline
        color: Theme.text2
    }
    Label {
        x: control.leftPadding
        y: control.topPadding
        width: control.width - x - control.rightPadding
        height: control.height - control.topPadding - control.bottomPadding
        visible: control.text === "" && control.preeditText === ""
        color: Theme.text3
        text: control.placeholderText
    }
    HoverTip {
        wanted: control.hovered
        text: control.whyDisabled
    }
}
