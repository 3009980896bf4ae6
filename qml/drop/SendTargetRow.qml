// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One printer of the send sheet: a tick, its state, and what would happen there.
Item {
    id: row

    required property int index
    required property string name
    required property string make
    required property string mark
    required property string word
    required property int stateRole
    required property string verdictText
    required property string verdictIcon
    required property int verdictRole
    required property bool checked
    required property bool choosable
    required property string spoken
    property bool shownFocus: false

    readonly property StateColors stateColors: Theme.colorsOf(stateRole)
    readonly property color verdictColor: !choosable ? Theme.text2
        : verdictRole === ColorRole.Amber ? Theme.amber.word : Theme.text

    signal toggled(int row, bool checked)

    function toggle(): void {
        if (row.choosable)
            row.toggled(row.index, !row.checked);
    }

    objectName: "sendTarget:" + name
    implicitHeight: Math.max(48, names.height + Theme.space2)
    Accessible.role: Accessible.CheckBox
    Accessible.name: spoken
    Accessible.checkable: choosable
    Accessible.checked: checked
    Accessible.focusable: true
    Accessible.focused: shownFocus
    Accessible.onToggleAction: row.toggle()
    Accessible.onPressAction: row.toggle()

    Rectangle {
        x: box.x
        y: parent.height - height
        width: parent.width - x
        height: Theme.border
        color: Theme.line
    }
    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: row.toggle()
    }
    CheckMark {
        id: box

        x: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        opacity: row.choosable ? 1 : Theme.disabledOpacity
        checked: row.checked
        hovered: hover.hovered && row.choosable

        FocusRing {
            shown: row.shownFocus
            around: Theme.radiusSmall
        }
    }
    Column {
        id: names

        x: box.x + box.width + Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        width: state.x - x - Theme.space3

        Label {
            width: parent.width
            role: Theme.bodyStrong
            color: row.choosable ? Theme.text : Theme.text2
            text: row.name
        }
        Label {
            width: parent.width
            role: Theme.caption
            color: Theme.text2
            text: row.make
        }
    }
    Row {
        id: state

        x: Math.round(row.width * 0.27)
        anchors.verticalCenter: parent.verticalCenter
        width: verdict.x - x - Theme.space2
        spacing: Theme.space1 + Theme.borderSelected

        Mark {
            anchors.verticalCenter: parent.verticalCenter
            name: row.mark
            color: row.stateColors.mark
        }
        Label {
            width: parent.width - Theme.markSize - parent.spacing
            wrapMode: Text.Wrap
            maximumLineCount: 2
            role: Theme.bodyStrong
            color: row.stateColors.word
            text: row.word
        }
    }
    Row {
        id: verdict

        x: Math.round(row.width * 0.51)
        anchors.verticalCenter: parent.verticalCenter
        width: row.width - x
        spacing: Theme.space2

        Icon {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            visible: name !== ""
            name: row.verdictIcon
            size: Theme.markSize
            color: row.verdictColor
        }
        Label {
            width: parent.width - (sign.visible ? sign.width + parent.spacing : 0)
            role: Theme.caption
            color: row.verdictColor
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            text: row.verdictText
        }
    }
}
