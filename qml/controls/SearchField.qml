// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Finds as one types; a button empties it.
Field {
    id: control

    // "Ctrl K": shown at the end while nothing is typed.
    property string keys

    iconName: "search"
    inputMethodHints: Qt.ImhNoPredictiveText
    tail: text !== "" ? Theme.leastTarget : cap.visible ? cap.width : 0
    Accessible.role: Accessible.EditableText
    Accessible.searchEdit: true

    Keys.onEscapePressed: event => {
        event.accepted = control.text !== "";
        control.clear();
    }

    KeyCap {
        id: cap

        x: control.width - width - Theme.space3 + Theme.border
        y: Math.round((control.height - height) / 2)
        visible: control.keys !== "" && control.text === ""
        text: control.keys
    }
    IconButton {
        objectName: control.objectName + "Clear"
        x: control.width - width - Theme.borderSelected
        y: Math.round((control.height - height) / 2)
        visible: control.text !== ""
        small: true
        iconName: "close"
        iconSize: Theme.iconInline
        text: qsTr("Clear the search")
        onClicked: {
            control.clear();
            control.forceActiveFocus();
        }
    }
}
