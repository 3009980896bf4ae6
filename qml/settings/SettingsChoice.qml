// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// A setting that is one of a few words.
SettingsRow {
    id: row

    required property var words
    required property int current

    signal chosen(index: int)

    ComboField {
        objectName: row.objectName + "Field"
        width: 220
        model: row.words
        currentIndex: row.current
        Accessible.name: row.title
        onActivated: index => row.chosen(index)
    }
}
