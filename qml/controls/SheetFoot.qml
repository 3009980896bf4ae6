// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The acts of a sheet; in their place, when leaving would lose what was typed, the question.
Item {
    id: foot

    property string hint
    property bool asking: false
    property alias acts: actRow.data
    property alias start: startRow.data

    // Had the focus before the question.
    property Item before: null

    signal discarded

    implicitHeight: Theme.sheetFoot

    onAskingChanged: {
        if (asking) {
            foot.before = foot.Window.activeFocusItem;
            keep.forceActiveFocus(Qt.TabFocusReason);
        } else if (foot.before) {
            foot.before.forceActiveFocus(Qt.OtherFocusReason);
        }
    }

    Rectangle {
        width: parent.width
        height: Theme.border
        color: Theme.line
    }
    Row {
        id: startRow

        x: Theme.space5
        height: parent.height
        visible: !foot.asking
        spacing: Theme.space3
    }
    Label {
        x: startRow.x + (startRow.width > 0 && startRow.visible ? startRow.width + Theme.space3 : 0)
        anchors.verticalCenter: parent.verticalCenter
        width: (foot.asking ? askRow.x : actRow.x) - x - Theme.space3
        role: foot.asking ? Theme.bodyStrong : Theme.caption
        color: foot.asking ? Theme.text : Theme.text2
        text: foot.asking ? qsTr("Discard what you typed?") : foot.hint
        wrapMode: Text.Wrap
        maximumLineCount: 2
        elide: Text.ElideRight
    }
    Row {
        id: actRow

        x: parent.width - width - Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        visible: !foot.asking
        spacing: Theme.space3
    }
    Row {
        id: askRow

        x: parent.width - width - Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        visible: foot.asking
        spacing: Theme.space3

        Button {
            id: keep

            objectName: "keepTyped"
            text: qsTr("Keep typing")
            onClicked: foot.asking = false
        }
        Button {
            objectName: "discardTyped"
            kind: Button.DangerFilled
            text: qsTr("Discard")
            onClicked: foot.discarded()
        }
    }
}
