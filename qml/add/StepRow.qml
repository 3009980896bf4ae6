// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One step of a check; where it fails, a panel says what to do and holds the field to mend.
Item {
    id: step

    required property string title
    required property string text
    required property string mark
    required property int role
    required property bool strong
    required property bool turning
    required property string fix
    required property string fixField
    property AddPrinter add: null

    readonly property StateColors colors: Theme.colorsOf(role)

    implicitHeight: column.height
    Accessible.role: Accessible.StaticText
    Accessible.name: text === "" ? title : title + ", " + text

    Mark {
        x: 1
        y: 1
        size: Theme.iconButton
        name: step.mark
        color: step.colors.mark
        turning: step.turning
    }
    Column {
        id: column

        x: Theme.space6
        width: parent.width - x

        Label {
            width: parent.width
            role: step.strong ? Theme.bodyStrong : Theme.bodyMedium
            color: step.strong ? Theme.text : Theme.text2
            text: step.title
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            visible: text !== ""
            role: Theme.caption
            color: Theme.text2
            text: step.text
            wrapMode: Text.Wrap
        }
        Item {
            width: 1
            height: Theme.space2
            visible: panel.visible
        }
        FixPanel {
            id: panel

            width: parent.width
            visible: step.fix !== "" && step.add
            colors: step.colors
            text: step.fix
            fieldKey: step.add?.byHand ? "" : step.fixField
            add: step.add
        }
    }
}
