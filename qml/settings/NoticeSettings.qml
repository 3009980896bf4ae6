// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

Column {
    id: form

    required property Desk desk

    readonly property Preferences preferences: desk.preferences

    spacing: Theme.space4

    SettingsPanel {
        width: form.width
        heading: qsTr("Tell me when")

        SettingsSwitch {
            objectName: "noticeNeedsYou"
            title: qsTr("A printer needs you")
            checked: form.preferences.noticeNeedsYou
            onToggled: on => form.preferences.noticeNeedsYou = on
        }
        SettingsSwitch {
            objectName: "noticeFailed"
            title: qsTr("A print fails or a printer has an error")
            checked: form.preferences.noticeFailed
            onToggled: on => form.preferences.noticeFailed = on
        }
        SettingsSwitch {
            objectName: "noticeEnded"
            title: qsTr("A print is done")
            checked: form.preferences.noticeEnded
            onToggled: on => form.preferences.noticeEnded = on
        }
        SettingsSwitch {
            objectName: "quiet"
            title: qsTr("Quiet until tomorrow")
            hint: qsTr("No notices before seven in the morning. The tray icon shows all the same.")
            checked: form.desk.notices.quiet
            onToggled: on => on ? form.desk.notices.beQuietUntilTomorrow() : form.desk.notices.beLoud()
        }
    }
    SettingsPanel {
        width: form.width
        heading: qsTr("Tray")

        SettingsSwitch {
            objectName: "keepInTray"
            title: qsTr("Keep Flotilla in the tray when the window closes")
            hint: qsTr("Only while there is a tray. Quit from the tray's menu.")
            checked: form.preferences.keepInTray
            onToggled: on => form.preferences.keepInTray = on
        }
        SettingsChoice {
            objectName: "trayPanel"
            title: qsTr("The panel of the tray is")
            hint: qsTr("So that the icon stands out from it.")
            words: [qsTr("As the system"), qsTr("Light"), qsTr("Dark")]
            current: form.preferences.trayPanel
            onChosen: index => form.preferences.trayPanel = index
        }
    }
}
