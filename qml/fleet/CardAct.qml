// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The one button in the foot of a card. The keyboard reaches the act through the card.
Button {
    id: button

    required property CardFoot foot

    objectName: "act"
    small: true
    focusPolicy: Qt.NoFocus
    text: foot.face.actText
    //: %1 an act ("Resume"), %2 a printer
    Accessible.name: qsTr("%1, %2").arg(foot.face.actText).arg(foot.face.name)
    onClicked: button.foot.acted(button.foot.face.act)
}
