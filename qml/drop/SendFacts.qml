// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// What the file says about itself; of several files, a line each.
Flickable {
    id: facts

    required property SendModel sheet

    clip: true
    contentHeight: rows.height + 2 * Theme.space4
    boundsBehavior: Flickable.StopAtBounds
    T.ScrollBar.vertical: ScrollBar {}

    Column {
        id: rows

        x: Theme.space5
        y: Theme.space4 + Theme.space1
        width: facts.width - x - Theme.space4
        spacing: Theme.space1 + Theme.borderSelected

        Rectangle {
            width: parent.width
            height: Math.round(width * 0.75)
            visible: !facts.sheet.thumbnail.isNull
            color: Theme.picture

            PictureView {
                anchors.fill: parent
                picture: facts.sheet.thumbnail
            }
        }
        Item {
            width: 1
            height: Theme.space2
            visible: !facts.sheet.thumbnail.isNull
        }
        Row {
            width: parent.width
            visible: problem.text !== ""
            spacing: Theme.space2

            Icon {
                name: "warning"
                size: Theme.iconInline
                color: Theme.amber.mark
            }
            Label {
                id: problem

                objectName: "sendProblem"
                width: parent.width - Theme.iconInline - Theme.space2
                wrapMode: Text.Wrap
                text: facts.sheet.problem
                Accessible.ignored: false
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
        }
        Repeater {
            model: facts.sheet.facts

            Row {
                id: row

                required property factRow modelData

                width: parent?.width ?? 0
                Accessible.role: Accessible.StaticText
                Accessible.name: row.modelData.label + " " + row.modelData.value

                Label {
                    id: label

                    width: row.modelData.label ? Math.min(76 * Theme.textScale, row.width / 2) : 0
                    wrapMode: Text.Wrap
                    role: Theme.caption
                    color: Theme.text2
                    text: row.modelData.label
                }
                Label {
                    width: row.width - label.width
                    role: Theme.caption
                    wrapMode: Text.Wrap
                    maximumLineCount: 3
                    elide: Text.ElideRight
                    text: row.modelData.value
                }
            }
        }
    }
}
