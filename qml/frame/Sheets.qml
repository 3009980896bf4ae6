// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Everything that lies over the pages: sheets, the one question, toasts, the choice of files.
Item {
    id: sheets

    required property Desk desk
    readonly property bool open: keys.opened

    function showKeys() {
        keys.open();
    }

    KeysSheet {
        id: keys
    }
}
