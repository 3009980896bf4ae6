// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The found machines one below the other; as high as all of them, the page scrolls.
Column {
    id: list

    required property FoundModel found

    Repeater {
        model: list.found

        // Qt 6.4 has no bound components: what is inside one names the ids around it.
        // qmllint disable unqualified
        delegate: FirstRunRow {
            width: list.width
            onToggled: (index, on) => list.found.setChecked(index, on)
        }
        // qmllint enable unqualified
    }
}
