// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// A setting that is on or off. What is stored decides: a press only asks for it.
SettingsRow {
    id: row

    required property bool checked

    signal toggled(on: bool)

    Switch {
        id: control

        objectName: row.objectName + "Switch"
        checked: row.checked
        Accessible.name: row.title
        Accessible.description: row.hint
        onToggled: {
            row.toggled(checked);
            checked = Qt.binding(() => row.checked);
        }
    }
}
