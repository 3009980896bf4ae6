// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

SettingsPanel {
    id: panel

    required property Desk desk

    readonly property Preferences preferences: desk.preferences

    heading: qsTr("Look and language")

    SettingsChoice {
        objectName: "theme"
        title: qsTr("Theme")
        words: [qsTr("As the system"), qsTr("Light"), qsTr("Dark")]
        current: panel.preferences.theme
        onChosen: index => panel.preferences.theme = index
    }
    SettingsChoice {
        objectName: "textSize"
        title: qsTr("Text size")
        words: panel.preferences.textSizes
        current: panel.preferences.textSize
        onChosen: index => panel.preferences.textSize = index
    }
    SettingsChoice {
        objectName: "motion"
        title: qsTr("Motion")
        hint: qsTr("Reduced: nothing glides or turns.")
        words: [qsTr("As the system"), qsTr("Reduced"), qsTr("Full")]
        current: panel.preferences.motion
        onChosen: index => panel.preferences.motion = index
    }
    SettingsChoice {
        objectName: "cardSize"
        title: qsTr("Card size")
        hint: qsTr("Automatic: compact from 25 printers on.")
        words: [qsTr("Automatic"), qsTr("Normal"), qsTr("Compact")]
        current: panel.preferences.cardSize
        onChosen: index => panel.preferences.cardSize = index
    }
    SettingsRow {
        title: qsTr("Language, dates and numbers")
        hint: qsTr("Dates and numbers as the system has them. This version speaks English.")
    }
}
