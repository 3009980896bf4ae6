// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// One choice of Segments.
T.AbstractButton {
    id: segment

    required property int index
    required property var modelData
    property int current: -1

    readonly property bool on: index === current
    readonly property bool worded: !modelData.iconName

    signal picked(int index)

    objectName: modelData.objectName ?? ""
    text: modelData.text
    implicitWidth: worded ? implicitContentWidth + 2 * Theme.space3 : 36
    implicitHeight: Theme.controlHeight - 2 * Theme.border
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: on
    onClicked: segment.picked(segment.index)

    background: Rectangle {
        radius: Theme.radiusControl - Theme.border
        color: segment.on ? Theme.ink : segment.down ? Qt.tint(Theme.surface, Theme.pressed)
            : segment.hovered ? Theme.sunken : Theme.surface
    }
    contentItem: ButtonFace {
        iconName: segment.modelData.iconName ?? ""
        text: segment.worded ? segment.text : ""
        color: segment.on ? Theme.inkText : Theme.text
    }

    HoverTip {
        wanted: segment.hovered && !segment.worded
        text: segment.text
    }
}
