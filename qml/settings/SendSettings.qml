// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

SettingsPanel {
    id: panel

    required property Desk desk

    heading: qsTr("Sending")

    SettingsChoice {
        objectName: "alwaysAsk"
        title: qsTr("Ask before printing a dropped file")
        hint: qsTr("One plain file on one ready printer can start at once. Everything else always asks.")
        words: [qsTr("The first three times"), qsTr("Always"), qsTr("Never")]
        current: panel.desk.preferences.alwaysAsk
        onChosen: index => panel.desk.preferences.alwaysAsk = index
    }
}
