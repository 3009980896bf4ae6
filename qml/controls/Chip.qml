// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// A filter that says how many it would leave. One of a row of chips is on.
T.AbstractButton {
    id: control

    property int count: -1
    property string mark
    property StateColors colors: Theme.grey

    readonly property color words: checked ? Theme.inkText : Theme.text2

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.leastTarget, Math.round(Theme.leastTarget * Theme.textScale))
    horizontalPadding: Theme.space3
    hoverEnabled: true
    checkable: true
    autoExclusive: true
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.role: Accessible.RadioButton
    Accessible.name: count < 0 ? text : qsTr("%1, %2").arg(text).arg(count)

    Keys.onReturnPressed: control.choose()
    Keys.onEnterPressed: control.choose()

    function choose(): void {
        if (!control.checked) {
            control.toggle();
            control.toggled();
        }
        control.clicked();
    }

    contentItem: Row {
        spacing: Theme.space1 + Theme.borderSelected

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: control.mark !== ""
            name: control.mark
            size: Theme.markSmall
            color: control.checked ? Theme.inkText : control.colors.mark
        }
        Label {
            height: parent.height
            role: Theme.caption
            color: control.words
            text: control.text
        }
        Label {
            height: parent.height
            visible: control.count >= 0
            role: Theme.captionStrong
            color: control.checked ? Theme.inkText : Theme.text
            text: control.count
        }
    }
    background: Rectangle {
        readonly property color paper: control.checked ? Theme.ink
            : control.hovered ? Theme.sunken : Theme.surface

        radius: height / 2
        color: control.down ? Qt.tint(paper, control.checked ? Theme.lifted : Theme.pressed) : paper
        border.width: control.checked ? 0 : Theme.border
        border.color: control.hovered ? Theme.control : Theme.line
    }

    FocusRing {
        shown: control.activeFocus
        around: control.height / 2
    }
}
