// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

SettingsPanel {
    id: panel

    required property Desk desk // as every part of the settings

    heading: qsTr("About")

    SettingsRow {
        title: qsTr("Flotilla %1").arg(Application.version)
        hint: qsTr("A manager for mixed fleets of 3D printers. Free software under the GNU General Public License, version 3 or later.")
    }
}
