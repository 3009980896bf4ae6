// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One setting, by its kind; which of its faces is seen is all that differs.
Item {
    id: field

    required property string key
    required property string label
    required property int kind
    required property string text
    required property string error
    required property string help
    required property string placeholder
    required property list<string> choices
    required property int choice
    required property bool isSet
    required property bool isRare
    property string secretPlace
    // The one setting to show, and whether rare ones are shown.
    property string only
    property bool more: false

    // Below a step that says already what it is for.
    readonly property bool bare: only !== ""
    readonly property Item face: (kind === FieldKind.Secret ? secret
        : kind === FieldKind.Switch ? toggle : kind === FieldKind.Choice ? combo
        : kind === FieldKind.Suggestion ? suggestion : line) as Item

    signal typed(key: string, text: string)
    signal picked(key: string, which: int)
    signal forgotten(key: string)
    signal accepted

    function takeFocus(): void {
        face.forceActiveFocus(Qt.TabFocusReason);
    }

    visible: bare ? key === only : !isRare || more || error !== ""
    implicitHeight: face.implicitHeight

    Field {
        id: line

        objectName: "setting-" + field.key
        width: parent.width
        visible: field.face === line
        label: field.bare ? "" : field.label
        Accessible.name: field.label
        text: field.text
        placeholderText: field.placeholder
        error: field.error
        hint: field.bare ? "" : field.help
        inputMethodHints: field.kind === FieldKind.Number ? Qt.ImhFormattedNumbersOnly : Qt.ImhNoAutoUppercase
        onTextEdited: field.typed(field.key, text)
        onAccepted: field.accepted()
    }
    SecretRow {
        id: secret

        width: parent.width
        visible: field.face === secret
        key: field.key
        label: field.label
        text: field.text
        placeholder: field.placeholder
        error: field.error
        hint: field.secretPlace
        isSet: field.isSet
        bare: field.bare
        onTyped: text => field.typed(field.key, text)
        onAccepted: field.accepted()
        onForgotten: field.forgotten(field.key)
    }
    ComboField {
        id: combo

        objectName: "setting-" + field.key
        width: parent.width
        visible: field.face === combo
        label: field.label
        model: field.choices
        currentIndex: field.choice
        hint: field.help
        onActivated: index => field.picked(field.key, index)
    }
    // Something of the list, or of one's own.
    ComboField {
        id: suggestion

        function follow(): void {
            if (editText !== field.text)
                editText = field.text;
        }

        objectName: "setting-" + field.key
        width: parent.width
        visible: field.face === suggestion
        editable: true
        label: field.bare ? "" : field.label
        Accessible.name: field.label
        model: field.kind === FieldKind.Suggestion ? field.choices : []
        currentIndex: -1
        placeholderText: field.placeholder
        error: field.error
        hint: field.bare ? "" : field.help
        // Another list empties the text; that is not the person's doing.
        onModelChanged: follow()
        onEditTextChanged: {
            if (activeFocus && editText !== field.text)
                field.typed(field.key, editText);
        }
        onAccepted: field.accepted()
        Component.onCompleted: follow()

        Connections {
            target: field
            function onTextChanged(): void {
                suggestion.follow();
            }
        }
    }
    Switch {
        id: toggle

        objectName: "setting-" + field.key
        visible: field.face === toggle
        text: field.label
        checked: field.text === "true"
        onToggled: field.typed(field.key, checked ? "true" : "false")
    }
}
