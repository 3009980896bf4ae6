// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One printer of the pop-over: mark, name and what it is about; below it how far, or how long it
// waits; at the right the one thing to do. A click opens the printer.
Rectangle {
    id: row

    required property cardFace face
    required property string printerId
    required property int quickAct

    signal acted(act: int)
    signal opened

    readonly property StateColors colors: Theme.colorsOf(row.face.role)
    readonly property bool hasBar: row.face.foot === Foot.Running
    readonly property bool hasButton: row.face.act !== Act.None

    objectName: "trayRow"
    implicitHeight: Math.max(words.implicitHeight, actButton.visible ? actButton.height : 0)
                    + 2 * Theme.space2 + Theme.border
    color: area.containsMouse ? Theme.sunken : Theme.surface
    activeFocusOnTab: true
    Accessible.role: Accessible.ListItem
    Accessible.name: row.face.spoken
    Accessible.onPressAction: row.opened()
    Keys.onReturnPressed: row.opened()
    Keys.onEnterPressed: row.opened()

    MouseArea {
        id: area

        anchors.fill: parent
        hoverEnabled: true
        onClicked: row.opened()
    }
    Rectangle {
        width: parent.width
        height: Theme.border
        color: Theme.line
    }
    Mark {
        x: Theme.space3 + Theme.border
        y: Theme.space2 + Math.round((Theme.body.line - height) / 2) + Theme.border
        name: row.face.mark
        color: row.colors.mark
        turning: row.face.turning
    }
    Column {
        id: words

        x: Theme.space3 + Theme.markSize + Theme.space2
        y: Theme.space2 + Theme.border
        width: right.x - x - Theme.space2
        spacing: row.hasBar ? Theme.space1 : 0

        Row {
            width: parent.width
            spacing: Theme.space2

            Label {
                id: nameLabel

                role: Theme.bodyStrong
                text: row.face.name
                width: Math.min(implicitWidth, parent.width * 0.6)
            }
            Label {
                role: Theme.caption
                height: nameLabel.height
                color: Theme.text2
                text: row.face.secondLine
                width: parent.width - nameLabel.width - parent.spacing
                elide: row.face.secondLineIsFile ? Text.ElideMiddle : Text.ElideRight
            }
        }
        ProgressBar {
            visible: row.hasBar
            width: row.width - words.x - Theme.space3
            thickness: 3
            value: row.face.progress
            colors: row.colors
        }
        Label {
            width: parent.width
            role: Theme.caption
            color: Theme.text2
            text: row.hasBar ? row.face.percent + (row.face.percent && row.face.timing ? " · " : "") + row.face.timing
                             : row.face.waitingLabel + " " + row.face.waiting
        }
    }
    Item {
        id: right

        x: row.width - width - Theme.space3
        width: actButton.visible ? actButton.width : quickButton.visible ? quickButton.width : 0
        height: row.height

        Button {
            id: actButton

            objectName: "trayAct"
            anchors.verticalCenter: parent.verticalCenter
            visible: row.hasButton
            small: true
            text: row.face.actText
            Accessible.name: qsTr("%1: %2").arg(row.face.name).arg(row.face.actText)
            onClicked: row.acted(row.face.act)
        }
        IconButton {
            id: quickButton

            objectName: "trayQuickAct"
            y: Theme.space1
            visible: !row.hasButton && row.quickAct !== Act.None
            small: true
            iconName: row.quickAct === Act.Pause ? "pause" : row.quickAct === Act.Resume ? "resume" : "close"
            text: row.quickAct === Act.Pause ? qsTr("Pause %1").arg(row.face.name)
                : row.quickAct === Act.Resume ? qsTr("Resume %1").arg(row.face.name)
                : qsTr("Stop sending to %1").arg(row.face.name)
            onClicked: row.acted(row.quickAct)
        }
    }
    FocusRing {
        shown: row.activeFocus
        anchors.margins: Theme.focusWidth
        around: Theme.radiusControl
    }
}
