// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// One act of a menu, with its key at the end.
T.MenuItem {
    id: item

    property string iconName
    property string keys
    property bool danger: false
    property string whyDisabled
    // What this printer does not have takes no room.
    property bool offered: true

    readonly property color words: danger ? Theme.error.word : Theme.text

    implicitWidth: leftPadding + implicitContentWidth + rightPadding
    implicitHeight: offered ? Theme.controlHeight : 0
    visible: offered
    leftPadding: Theme.space3 + Theme.iconInline + Theme.space2
    rightPadding: Theme.space3 + (keys === "" ? 0 : Theme.space4 + key.implicitWidth)
        + (subMenu ? Theme.iconInline : 0)
    hoverEnabled: true
    enabled: whyDisabled === ""
    Accessible.name: text
    Accessible.description: whyDisabled

    contentItem: Label {
        opacity: item.enabled ? 1 : Theme.disabledOpacity
        color: item.words
        text: item.text
    }
    indicator: Icon {
        x: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        opacity: item.enabled ? 1 : Theme.disabledOpacity
        name: item.checked ? "check" : item.iconName
        size: Theme.iconInline
        color: item.words
    }
    arrow: Icon {
        x: item.width - width - Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        visible: item.subMenu
        name: "chevron-right"
        size: Theme.iconInline
    }
    background: Item {
        Rectangle {
            x: Theme.space1
            width: parent.width - 2 * Theme.space1
            height: parent.height
            visible: item.highlighted || item.down
            radius: Theme.radiusControl
            color: item.down ? Qt.tint(Theme.sunken, Theme.pressed) : Theme.sunken
        }
    }

    Label {
        id: key

        x: parent.width - width - Theme.space3
        height: parent.height
        role: Theme.caption
        color: Theme.text3
        text: item.keys
    }
    HoverTip {
        wanted: item.hovered || item.highlighted
        text: item.whyDisabled
    }
}
