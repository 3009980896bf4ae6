// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// A button with a word, perhaps with an icon before it. What cannot be done now says why in its
// tool tip: `whyDisabled` switches it off.
T.Button {
    id: control

    enum Kind { Normal, Primary, Quiet, Danger, DangerFilled }

    property int kind: Button.Normal
    property bool small: false
    property string iconName
    // The icon stands behind the word: "there is more below".
    property bool iconBehind: false
    // The word is only in the tool tip and for the screen reader.
    property bool wordless: false
    property string toolTip
    property string whyDisabled

    readonly property bool filled: kind === Button.Primary || kind === Button.DangerFilled
    readonly property color paper: kind === Button.Primary ? Theme.ink
        : kind === Button.DangerFilled ? Theme.error.word
        : kind === Button.Quiet && !hovered && !down ? "transparent"
        : hovered && enabled ? Theme.sunken : Theme.surface
    readonly property color words: filled ? Theme.inkText
        : kind === Button.Danger ? Theme.error.word : Theme.text

    implicitHeight: small ? Theme.controlSmall : Theme.controlHeight
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    horizontalPadding: small ? Theme.space3 - Theme.border : Theme.space3 + Theme.border
    leftPadding: iconName === "" ? horizontalPadding : Theme.space3 - Theme.border
    hoverEnabled: true
    enabled: whyDisabled === ""
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.name: text
    Accessible.description: whyDisabled

    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    contentItem: ButtonFace {
        iconName: control.iconName
        iconSize: control.small ? Theme.iconInline : Theme.iconButton
        role: control.small ? Theme.captionMedium : Theme.bodyMedium
        color: control.words
        text: control.wordless ? "" : control.text
        iconBehind: control.iconBehind
    }
    background: Rectangle {
        radius: Theme.radiusControl
        color: control.down ? Qt.tint(control.paper, control.filled ? Theme.lifted : Theme.pressed)
            : control.filled && control.hovered && control.enabled ? Qt.tint(control.paper, Theme.lifted)
            : control.paper
        border.width: control.filled || control.kind === Button.Quiet ? 0 : Theme.border
        border.color: control.kind === Button.Danger ? Theme.error.mark : Theme.control

        Behavior on color {
            ColorAnimation { duration: Theme.hoverTime }
        }
    }

    FocusRing { shown: control.activeFocus }
    HoverTip {
        wanted: control.hovered
        text: !control.enabled ? control.whyDisabled : control.toolTip || (control.wordless ? control.text : "")
    }
}
