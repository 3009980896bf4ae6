// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Name, place, tags and the driver's settings of one printer of the fleet.
Sheet {
    id: sheet

    required property EditPrinter edit

    objectName: "editPrinterSheet"
    preferredWidth: 560
    title: edit.title
    caption: edit.caption
    footerHint: qsTr("Nothing is changed on the printer.")
    askBeforeClosing: edit.typed

    onClosed: {
        if (sheet.edit.open)
            sheet.edit.cancel();
    }
    onOpened: {
        if (sheet.edit.atSecret)
            fields.focusSecret();
    }

    Column {
        width: parent.width
        spacing: Theme.space4

        NamePlace {
            width: parent.width
            name: sheet.edit.name
            nameError: sheet.edit.nameError
            place: sheet.edit.place
            places: sheet.edit.places
            onNameTyped: text => sheet.edit.name = text
            onPlaceTyped: text => sheet.edit.place = text
        }
        Field {
            objectName: "printerTags"
            width: parent.width
            label: qsTr("Tags")
            text: sheet.edit.tags
            placeholderText: qsTr("With commas between: PETG, fast")
            onTextEdited: sheet.edit.tags = text
        }
        SettingsFields {
            id: fields

            width: parent.width
            form: sheet.edit.form
            secretPlace: sheet.edit.secretPlace
        }
    }

    footer: [
        Button {
            objectName: "editPrinterCancel"
            text: qsTr("Cancel")
            onClicked: sheet.leave()
        },
        Button {
            objectName: "editPrinterSave"
            kind: Button.Primary
            text: qsTr("Save")
            whyDisabled: sheet.edit.whyNot
            onClicked: sheet.edit.save()
        }
    ]

    Connections {
        target: sheet.edit

        function onOpenChanged(): void {
            if (sheet.edit.open)
                sheet.open();
            else
                sheet.close();
        }
    }
}
