// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Dialogs
import Flotilla

// Everything that lies over the pages: sheets, the one question, toasts, the choice of files.
Item {
    id: sheets

    required property Desk desk
    readonly property bool open: send.opened || keys.opened

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

    SendSheet {
        id: send

        sheet: sheets.desk.send
    }
    KeysSheet {
        id: keys
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
