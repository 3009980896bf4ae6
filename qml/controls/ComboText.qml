// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// The text of a ComboField: a word, or a line to type in where the field is editable.
T.TextField {
    id: input

    required property T.ComboBox field
    property string placeholder
    property bool quiet: false

    implicitWidth: shadow.implicitWidth
    padding: 0
    text: field.editable ? field.editText : field.displayText
    enabled: field.editable
    autoScroll: field.editable
    readOnly: field.down
    selectByMouse: true
    inputMethodHints: field.inputMethodHints
    validator: field.validator
    verticalAlignment: TextInput.AlignVCenter
    font: Theme.body.font
    color: field.editable ? Theme.text : "transparent"
    selectionColor: Theme.ink
    selectedTextColor: Theme.inkText
    renderType: Text.NativeRendering
    Accessible.ignored: !field.editable
    Accessible.name: field.Accessible.name

    // A TextInput cannot elide.
    Label {
        id: shadow

        anchors.fill: parent
        visible: !input.field.editable || input.text === ""
        role: input.quiet ? Theme.caption : Theme.body
        color: input.text === "" ? Theme.text3 : input.quiet ? Theme.text2 : Theme.text
        text: input.text === "" ? input.placeholder : input.text
    }
}
