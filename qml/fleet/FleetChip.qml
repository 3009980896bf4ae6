// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Shows one part of the fleet; pressed again, all of it.
Chip {
    id: control

    required property FleetView fleet
    required property int chip

    autoExclusive: false
    checkable: false
    checked: fleet.chip === chip
    onClicked: fleet.chip = fleet.chip === chip ? Chips.All : chip
}
