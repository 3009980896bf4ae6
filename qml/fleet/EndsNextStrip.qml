// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// When plates come free: one mark a running print at its end, on an axis from now.
Item {
    id: strip

    required property EndsNext ends

    signal chosen(string printerId)

    implicitHeight: Theme.tiny.line + Theme.caption.line + 22
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Ends next")

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
    }

    Label {
        y: Theme.space2
        role: Theme.captionStrong
        text: qsTr("Ends next")
    }
    Label {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space1
        role: Theme.tiny
        color: Theme.text2
        text: strip.ends.nowText
    }

    Item {
        id: axis

        x: 84
        width: strip.width - x
        height: strip.height

        Binding {
            target: strip.ends
            property: "width"
            value: axis.width
        }
        Binding {
            target: strip.ends
            property: "font"
            value: Theme.caption.font
        }

        // Qt 6.4 has no bound components: what is inside one names the ids around it.
        // qmllint disable unqualified
        Repeater {
            model: strip.ends.ticks

            delegate: Item {
                id: tick

                required property var modelData

                x: modelData.x

                Rectangle {
                    y: axis.height - height - 1
                    width: 1
                    height: Theme.tiny.line + Theme.space1
                    color: Theme.line
                }
                Label {
                    // Whole or not at all, at the right end.
                    visible: tick.x + x + width <= axis.width
                    x: 5
                    y: axis.height - height - Theme.space1
                    role: Theme.tiny
                    color: Theme.text2
                    text: tick.modelData.text
                }
            }
        }
        Repeater {
            model: strip.ends

            delegate: EndsNextMark {
                onChosen: printerId => strip.chosen(printerId)
            }
        }
        // qmllint enable unqualified
    }
}
