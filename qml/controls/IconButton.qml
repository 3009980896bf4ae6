// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// A button that is an icon only; `text` is its tool tip and what is read out.
T.Button {
    id: control

    required property string iconName
    property bool framed: false
    property bool small: false
    property int iconSize: Theme.iconButton
    property color iconColor: Theme.text
    property string whyDisabled

    implicitWidth: implicitHeight
    implicitHeight: small ? Theme.controlSmall : Theme.controlHeight
    padding: 0
    hoverEnabled: true
    enabled: whyDisabled === ""
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.name: text
    Accessible.description: whyDisabled

    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: control.iconName
            size: control.iconSize
            color: control.iconColor
        }
    }
    background: Rectangle {
        readonly property color paper: control.hovered && control.enabled ? Theme.sunken
            : control.framed ? Theme.surface : "transparent"

        radius: Theme.radiusControl
        color: control.down ? Qt.tint(paper, Theme.pressed) : paper
        border.width: control.framed ? Theme.border : 0
        border.color: Theme.control
    }

    FocusRing { shown: control.activeFocus }
    HoverTip {
        wanted: control.hovered
        text: control.enabled ? control.text : control.whyDisabled
    }
}
