// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What a printer is called and where it stands.
Item {
    id: pair

    required property string name
    required property string nameError
    required property string place
    // Texts; the lint of 6.4 does not take a QStringList for a list<string>.
    required property var places

    signal nameTyped(text: string)
    signal placeTyped(text: string)

    implicitHeight: Math.max(nameField.height, placeField.height)

    // Typing ends a binding; what comes from outside is still taken.
    onNameChanged: {
        if (nameField.text !== name)
            nameField.text = name;
    }
    onPlaceChanged: {
        if (placeField.editText !== place)
            placeField.editText = place;
    }
    Component.onCompleted: {
        nameField.text = name;
        placeField.editText = place;
    }

    Field {
        id: nameField

        objectName: "printerName"
        width: parent.width - placeField.width - Theme.space3
        label: qsTr("Name")
        error: pair.nameError
        onTextEdited: pair.nameTyped(text)
    }
    ComboField {
        id: placeField

        objectName: "printerPlace"
        x: parent.width - width
        width: 150
        editable: true
        //: Where a printer stands: a room, a hall
        label: qsTr("Place")
        model: pair.places
        currentIndex: -1
        onEditTextChanged: {
            if (editText !== pair.place)
                pair.placeTyped(editText);
        }
    }
}
