// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What went wrong with one printer, what to do, and the one act that goes on from there.
Sheet {
    id: sheet

    required property WhatToDo trouble

    readonly property StateColors colors: trouble.serious ? Theme.error : Theme.amber

    objectName: "whatToDoSheet"
    preferredWidth: 520
    title: trouble.title

    onClosed: sheet.trouble.close()

    Column {
        width: parent.width
        spacing: Theme.space3

        Rectangle {
            width: parent.width
            height: fault.height + 2 * Theme.space3
            radius: Theme.radiusCard
            color: sheet.colors.tint
            border.width: Theme.border
            border.color: sheet.colors.mark

            Mark {
                x: Theme.space3
                y: Theme.space3 + 1
                size: Theme.iconButton
                name: sheet.trouble.serious ? "state-error" : "state-attention"
                color: sheet.colors.mark
            }
            Column {
                id: fault

                x: Theme.space3 + Theme.iconButton + Theme.space3
                y: Theme.space3
                width: parent.width - x - Theme.space3

                Label {
                    objectName: "faultText"
                    width: parent.width
                    role: Theme.bodyStrong
                    text: sheet.trouble.fault
                    wrapMode: Text.Wrap
                    Accessible.ignored: false
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
                Label {
                    width: parent.width
                    visible: text !== ""
                    role: Theme.caption
                    color: Theme.text2
                    text: sheet.trouble.code
                }
            }
        }
        Label {
            role: Theme.captionStrong
            color: Theme.text2
            text: qsTr("What to do")
        }
        Repeater {
            model: sheet.trouble.steps

            Item {
                id: line

                required property int index
                required property string modelData

                width: parent?.width ?? 0
                height: words.height
                Accessible.role: Accessible.ListItem
                Accessible.name: qsTr("%1. %2").arg(index + 1).arg(modelData)

                Label {
                    width: Theme.space5
                    role: Theme.bodyStrong
                    text: qsTr("%1.").arg(line.index + 1)
                }
                Label {
                    id: words

                    x: Theme.space5
                    width: parent.width - x
                    text: line.modelData
                    wrapMode: Text.Wrap
                }
            }
        }
    }

    footer: [
        Button {
            objectName: "whatToDoClose"
            text: qsTr("Close")
            onClicked: sheet.trouble.close()
        },
        Button {
            objectName: "whatToDoAct"
            visible: sheet.trouble.act.text !== ""
            kind: Button.Primary
            iconName: sheet.trouble.act.iconName
            text: sheet.trouble.act.text
            whyDisabled: sheet.trouble.act.whyNot
            onClicked: sheet.trouble.runAct()
        }
    ]

    Connections {
        target: sheet.trouble

        function onOpenChanged(): void {
            if (sheet.trouble.open)
                sheet.open();
            else
                sheet.close();
        }
    }
}
