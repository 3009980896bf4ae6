// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// One page of the rail: icon and word, and a count where the page wants a person.
T.AbstractButton {
    id: item

    required property string iconName
    property bool current: false
    property bool narrow: false
    property int needing: 0
    // Says something rather than leads somewhere.
    property bool quiet: false

    implicitHeight: Math.max(36, Theme.controlHeight + 4)
    checkable: false
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.PageTab
    Accessible.name: needing > 0 ? qsTr("%1, %n need(s) you", "", needing).arg(text) : text
    Accessible.selected: current

    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        color: item.current || item.hovered ? Theme.sunken : "transparent"
        radius: Theme.radiusControl

        Rectangle {
            visible: item.current
            width: 3
            height: 20
            radius: 1.5
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.ink
        }
        FocusRing {
            shown: item.activeFocus
        }
    }

    Item {
        anchors.fill: parent

        Icon {
            id: icon

            name: item.iconName
            size: Theme.iconNav
            color: item.current ? Theme.text : Theme.text2
            x: item.narrow ? (parent.width - width) / 2 : Theme.space3
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            visible: !item.narrow
            anchors {
                left: icon.right
                leftMargin: Theme.space3
                right: badge.visible ? badge.left : parent.right
                verticalCenter: parent.verticalCenter
            }
            role: item.quiet ? Theme.caption : item.current ? Theme.bodyStrong : Theme.body
            color: item.current ? Theme.text : Theme.text2
            text: item.text
        }
        Row {
            id: badge

            visible: item.needing > 0
            spacing: Theme.space1
            anchors {
                right: parent.right
                rightMargin: item.narrow ? 2 : Theme.space3
                verticalCenter: parent.verticalCenter
                verticalCenterOffset: item.narrow ? -10 : 0
            }

            Mark {
                visible: !item.narrow
                name: "state-attention"
                color: Theme.amber.mark
                size: Theme.markSize
                anchors.verticalCenter: parent.verticalCenter
            }
            Label {
                role: item.narrow ? Theme.tiny : Theme.bodyStrong
                color: Theme.amber.word
                text: item.needing
            }
        }
    }

    HoverTip {
        wanted: item.narrow && item.hovered
        text: item.text
    }
}
