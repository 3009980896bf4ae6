// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One start option: its name, perhaps a remark, and the control that its kind needs.
Item {
    id: row

    required property int index
    required property int kind
    required property string label
    required property string help
    required property bool isProblem
    required property var value
    required property list<string> choices
    required property list<string> choiceColors
    required property string unit
    required property string toolColor

    property int rightPadding: 0

    readonly property bool isList: kind === OptionKind.Choice || kind === OptionKind.Slot

    signal chosen(int row, var value)

    objectName: "sendOption:" + label
    implicitHeight: Math.max(words.height, Theme.controlHeight)

    Swatch {
        id: swatch

        anchors.verticalCenter: parent.verticalCenter
        visible: row.kind === OptionKind.Slot
        spool: row.toolColor
    }
    Column {
        id: words

        x: swatch.visible ? swatch.width + Theme.space2 : 0
        anchors.verticalCenter: parent.verticalCenter
        width: control.x - x - Theme.space2

        Label {
            width: parent.width
            text: row.label
        }
        Label {
            width: parent.width
            visible: text !== ""
            role: Theme.caption
            color: row.isProblem ? Theme.amber.word : Theme.text2
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            text: row.help
        }
    }
    Row {
        id: control

        x: parent.width - width - row.rightPadding
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space2

        Swatch {
            anchors.verticalCenter: parent.verticalCenter
            visible: row.kind === OptionKind.Slot
            spool: row.isList ? row.choiceColors[row.value] ?? "" : ""
        }
        Switch {
            id: flip

            objectName: row.objectName + ":switch"
            visible: row.kind === OptionKind.Switch
            Accessible.name: row.label
            onToggled: row.chosen(row.index, checked)
        }
        ComboField {
            id: choice

            objectName: row.objectName + ":choice"
            visible: row.isList
            width: 148
            model: row.isList ? row.choices : []
            Accessible.name: row.label
            onActivated: index => row.chosen(row.index, index)
        }
        Field {
            id: field

            objectName: row.objectName + ":field"
            visible: !row.isList && !flip.visible
            width: row.kind === OptionKind.Number ? 72 : 148
            Accessible.name: row.label
            onEditingFinished: row.chosen(row.index, text)
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            color: Theme.text2
            text: row.unit
        }
    }
    // What a person does to a control ends a plain binding.
    Binding {
        target: flip
        property: "checked"
        value: flip.visible && row.value
        when: flip.visible
    }
    Binding {
        target: choice
        property: "currentIndex"
        value: row.value
        when: choice.visible
    }
    Binding {
        target: field
        property: "text"
        value: row.value
        when: field.visible
    }
}
