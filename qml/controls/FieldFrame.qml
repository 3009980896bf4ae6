// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What every field has around its text: the label above, the frame, and below it the error or a hint.
// The field lies between `above` and `below`; both go into its insets.
Item {
    id: frame

    property string label
    property string error
    property string hint
    property bool focused: false
    property bool hovered: false

    readonly property int above: label === "" ? 0 : Theme.caption.line + Theme.space1
    readonly property int below: error === "" && hint === "" ? 0 : Theme.space1 + foot.implicitHeight

    Label {
        width: parent.width
        visible: frame.label !== ""
        role: Theme.caption
        text: frame.label
    }
    Rectangle {
        id: box

        y: frame.above
        width: parent.width
        height: parent.height - frame.above - frame.below
        radius: Theme.radiusControl
        color: Theme.surface
        border.width: Theme.border
        border.color: frame.error !== "" ? Theme.error.mark : frame.focused ? Theme.ink
            : frame.hovered ? Theme.text2 : Theme.control

        FocusRing { shown: frame.focused }
    }
    Icon {
        visible: frame.error !== ""
        y: foot.y + Math.round((Theme.caption.line - height) / 2)
        name: "state-error"
        size: Theme.markSmall
        color: Theme.error.mark
    }
    Label {
        id: foot

        x: frame.error === "" ? 0 : Theme.markSmall + Theme.space1 + Theme.border
        y: box.y + box.height + Theme.space1
        width: parent.width - x
        visible: text !== ""
        role: Theme.caption
        color: frame.error === "" ? Theme.text3 : Theme.error.word
        text: frame.error === "" ? frame.hint : frame.error
        wrapMode: Text.Wrap
    }
}
