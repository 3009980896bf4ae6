// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Dialogs
import Flotilla

// Everything that lies over the pages: sheets, the one question, toasts, the choice of files.
Item {
    id: sheets

    required property Desk desk
    readonly property bool open: add.opened || edit.opened || send.opened || trouble.opened || question.opened || keys.opened

    function chooseFiles(printerIds) {
        files.printerIds = printerIds;
        files.open();
    }
    function showKeys() {
        keys.open();
    }

    Connections {
        target: sheets.desk.acts

        function onFileWanted(ids) {
            sheets.chooseFiles(ids);
        }
    }

    AddPrinterSheet {
        id: add

        add: sheets.desk.add
    }
    EditPrinterSheet {
        id: edit

        edit: sheets.desk.edit
    }
    SendSheet {
        id: send

        sheet: sheets.desk.send
    }
    WhatToDoSheet {
        id: trouble

        trouble: sheets.desk.whatToDo
    }
    KeysSheet {
        id: keys
    }
    ConfirmSheet {
        id: question

        asked: sheets.desk.question
    }
    ToastStack {
        z: 1
        anchors {
            right: parent.right
            bottom: parent.bottom
            margins: Theme.pageMargin
        }
        toasts: sheets.desk.toasts
    }
    FileDialog {
        id: files

        // What the chosen files are for; none: to be chosen in the sheet.
        property var printerIds: []

        title: qsTr("Send files")
        fileMode: FileDialog.OpenFiles
        onAccepted: sheets.desk.sendFiles(selectedFiles, printerIds)
    }
}
