// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// A secret: shown only while the eye is held.
Field {
    id: control

    readonly property bool shown: eye.down

    echoMode: shown ? TextInput.Normal : TextInput.Password
    inputMethodHints: Qt.ImhHiddenText | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
    passwordMaskDelay: 0
    tail: Theme.leastTarget

    IconButton {
        id: eye

        objectName: control.objectName + "Eye"
        x: control.width - width - Theme.borderSelected
        y: control.topPadding + Math.round((Theme.controlHeight - height) / 2)
        small: true
        iconName: "eye"
        iconSize: Theme.iconInline
        text: qsTr("Hold to show %1").arg(control.label)
    }
}
