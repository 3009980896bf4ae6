// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// The chosen machine: what it will be called, by hand what the system needs to know, and the steps.
Flickable {
    id: pane

    required property AddPrinter add

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    contentWidth: width
    contentHeight: column.height + 2 * column.y
    T.ScrollBar.vertical: ScrollBar {}

    // What a check says stands below the fields: it is brought into view as it comes.
    onContentHeightChanged: {
        if (pane.add.byHand && steps.height > Theme.space2)
            pane.contentY = Math.max(0, pane.contentHeight - pane.height);
    }

    Column {
        id: column

        x: Theme.space5
        y: Theme.space3
        width: pane.width - 2 * x
        spacing: Theme.space4

        ComboField {
            objectName: "addSystem"
            width: parent.width
            visible: pane.add.byHand && pane.add.systems.length > 1
            label: qsTr("System")
            model: pane.add.systems
            currentIndex: pane.add.system
            onActivated: index => pane.add.chooseSystem(index)
        }
        NamePlace {
            width: parent.width
            name: pane.add.name
            nameError: pane.add.nameError
            place: pane.add.place
            places: pane.add.places
            onNameTyped: text => pane.add.name = text
            onPlaceTyped: text => pane.add.place = text
        }
        SettingsFields {
            width: parent.width
            visible: pane.add.byHand
            form: pane.add.form
            secretPlace: pane.add.secretPlace
            onAccepted: pane.add.check()
        }
        Button {
            objectName: "checkByHand"
            visible: pane.add.byHand
            text: pane.add.checking ? qsTr("Checking") : qsTr("Check")
            whyDisabled: pane.add.checking ? qsTr("The check is under way.") : ""
            onClicked: pane.add.check()
        }
        StepColumn {
            id: steps

            width: parent.width
            topPadding: Theme.space2
            add: pane.add
        }
    }
}
