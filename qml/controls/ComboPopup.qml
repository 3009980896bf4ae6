// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// The list that a ComboField opens; never longer than the window.
T.Popup {
    id: popup

    required property T.ComboBox field

    width: Math.max(field.width, Math.min(field.implicitContentWidth + field.leftPadding + Theme.space6, Theme.toolTipWidth))
    height: Math.min(implicitContentHeight + topPadding + bottomPadding, Theme.listHeight)
    margins: Theme.space2
    verticalPadding: Theme.space1
    horizontalPadding: 0

    contentItem: ComboList {
        field: popup.field
    }
    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.surface
        border.width: Theme.border
        border.color: Theme.control
    }
}
