// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// Shown while there is more to see; wider under the pointer.
T.ScrollBar {
    id: control

    implicitWidth: orientation === Qt.Vertical ? Theme.scrollBar : 0
    implicitHeight: orientation === Qt.Horizontal ? Theme.scrollBar : 0
    padding: Theme.borderSelected
    minimumSize: 0.08
    hoverEnabled: true
    visible: policy === T.ScrollBar.AlwaysOn || (policy === T.ScrollBar.AsNeeded && size < 1)
    Accessible.ignored: true

    contentItem: Item {
        Rectangle {
            readonly property bool wide: control.hovered || control.pressed
            readonly property int thick: wide ? Theme.space2 : Theme.space1

            x: control.orientation === Qt.Vertical ? parent.width - width : 0
            y: control.orientation === Qt.Horizontal ? parent.height - height : 0
            width: control.orientation === Qt.Vertical ? thick : parent.width
            height: control.orientation === Qt.Horizontal ? thick : parent.height
            radius: thick / 2
            color: Theme.control
        }
    }
}
