// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// A secret setting: never shown once it is stored, only replaced or forgotten.
FocusScope {
    id: row

    required property string key
    required property string label
    required property string text
    required property string placeholder
    required property string error
    required property string hint
    required property bool isSet
    property bool bare: false

    signal typed(text: string)
    signal accepted
    signal forgotten

    implicitHeight: input.height

    SecretField {
        id: input

        objectName: "setting-" + row.key
        width: parent.width - (forget.visible ? forget.width + Theme.space3 : 0)
        focus: true
        label: row.bare ? "" : row.label
        Accessible.name: row.label
        iconName: "key"
        text: row.text
        placeholderText: row.placeholder
        error: row.error
        hint: row.bare ? "" : row.hint
        onTextEdited: row.typed(text)
        onAccepted: row.accepted()
    }
    Button {
        id: forget

        objectName: "forget-" + row.key
        x: parent.width - width
        y: input.topPadding
        visible: row.isSet
        text: qsTr("Forget")
        toolTip: qsTr("Take %1 out of its keeping").arg(row.label)
        onClicked: row.forgotten()
    }
}
