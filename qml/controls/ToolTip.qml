// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// A few words about the thing under the pointer. Made by HoverTip.
T.ToolTip {
    id: tip

    required property HoverTip host

    parent: host
    text: host.text
    visible: true
    x: Math.round((host.width - width) / 2)
    y: host.height + Theme.space1
    implicitWidth: Math.min(Theme.toolTipWidth, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    margins: Theme.space2
    horizontalPadding: Theme.space2
    verticalPadding: Theme.space1
    delay: 500
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent | T.Popup.CloseOnReleaseOutsideParent

    contentItem: Label {
        role: Theme.caption
        color: Theme.inkText
        text: tip.text
        wrapMode: Text.Wrap
    }
    background: Rectangle {
        radius: Theme.radiusControl
        color: Theme.ink
    }
}
