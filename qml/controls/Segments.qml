// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One of a few ways to see the same, each an icon (or a word) in one frame. One tab stop; arrows
// inside. Give it an Accessible.name. `model` is a list of {iconName, text}; the text is the tool tip where there is an icon.
FocusScope {
    id: segments

    required property var model
    property int currentIndex: 0

    signal chosen(int index)

    implicitWidth: row.implicitWidth + 2 * Theme.border
    implicitHeight: Theme.controlHeight
    opacity: enabled ? 1 : Theme.disabledOpacity
    activeFocusOnTab: true
    Accessible.role: Accessible.Grouping
    Accessible.focusable: true

    function choose(index: int): void {
        if (index >= 0 && index < segments.model.length && index !== segments.currentIndex)
            segments.chosen(index);
    }

    Keys.onLeftPressed: choose(currentIndex - 1)
    Keys.onRightPressed: choose(currentIndex + 1)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusControl
        color: Theme.surface
        border.width: Theme.border
        border.color: Theme.control
    }
    Row {
        id: row

        x: Theme.border
        y: Theme.border

        Repeater {
            model: segments.model
            delegate: Segment {}
            onItemAdded: (index, item) => {
                const segment = item as Segment;
                segment.current = Qt.binding(() => segments.currentIndex);
                segment.picked.connect(segments.choose);
            }
        }
    }
    FocusRing { shown: segments.activeFocus }
}
