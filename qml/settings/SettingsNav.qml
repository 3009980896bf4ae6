// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The parts of the settings. One tab stop; arrows inside.
FocusScope {
    id: nav

    required property var model
    property int currentIndex: 0

    signal chosen(index: int)

    implicitHeight: list.implicitHeight
    height: implicitHeight
    activeFocusOnTab: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Parts of the settings")

    function step(by: int): void {
        const next = nav.currentIndex + by;
        if (next >= 0 && next < nav.model.length)
            nav.chosen(next);
    }

    Keys.onUpPressed: step(-1)
    Keys.onDownPressed: step(1)

    Column {
        id: list

        width: parent.width
        spacing: Theme.space1 / 2

        // qmllint disable unqualified
        Repeater {
            model: nav.model

            delegate: Rectangle {
                id: item

                required property var modelData
                required property int index

                readonly property bool current: index === nav.currentIndex

                objectName: "settingsNav" + index
                width: list.width
                height: Math.max(Theme.controlHeight + Theme.space1, words.implicitHeight + Theme.space2)
                radius: Theme.radiusControl
                color: current || area.containsMouse ? Theme.sunken : "transparent"
                Accessible.role: Accessible.ListItem
                Accessible.name: modelData.text
                Accessible.selected: current
                Accessible.onPressAction: nav.chosen(index)

                Rectangle {
                    visible: item.current
                    width: Theme.space1 - Theme.border
                    height: parent.height - 2 * Theme.space2
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.ink
                }
                Icon {
                    id: icon

                    x: Theme.space3
                    anchors.verticalCenter: parent.verticalCenter
                    name: item.modelData.iconName
                    color: item.current ? Theme.text : Theme.text2
                }
                Label {
                    id: words

                    anchors.left: icon.right
                    anchors.leftMargin: Theme.space2
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    role: item.current ? Theme.bodyStrong : Theme.body
                    color: item.current ? Theme.text : Theme.text2
                    text: item.modelData.text
                    wrapMode: Text.Wrap
                }
                MouseArea {
                    id: area

                    anchors.fill: parent
                    hoverEnabled: true
                    onClicked: {
                        nav.forceActiveFocus();
                        nav.chosen(item.index);
                    }
                }
                FocusRing {
                    shown: nav.activeFocus && item.current
                }
            }
        }
        // qmllint enable unqualified
    }
}
