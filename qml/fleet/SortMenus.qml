// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// How large the cards are and in what order; both are remembered.
Row {
    id: menus

    required property Preferences preferences
    property bool narrow: false

    spacing: Theme.space1

    ChoiceButton {
        objectName: "cardSize"
        wordless: menus.narrow
        iconName: menus.narrow ? "grid" : "chevron-down"
        title: qsTr("Size of the cards")
        // By Preferences.CardSize.
        options: [qsTr("automatic"), qsTr("normal"), qsTr("compact")]
        current: menus.preferences.cardSize
        text: qsTr("Cards: %1").arg(options[current])
        onChosen: index => menus.preferences.cardSize = index
    }
    ChoiceButton {
        objectName: "sortOrder"
        wordless: menus.narrow
        iconName: menus.narrow ? "sort" : "chevron-down"
        title: qsTr("Order of the cards")
        // By Preferences.Sort.
        options: [qsTr("needs you first"), qsTr("name"), qsTr("ends next"), qsTr("make")]
        current: menus.preferences.sort
        text: qsTr("Sort: %1").arg(options[current])
        onChosen: index => menus.preferences.sort = index
    }
}
