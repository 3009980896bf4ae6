// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The top of the pop-over: what goes on, and when the next plate is free.
Item {
    id: trayHead

    required property string head
    required property string caption
    required property bool quiet

    signal quietToggled
    signal openChosen

    implicitHeight: Math.max(words.implicitHeight, bell.height) + 2 * Theme.space3

    Image {
        id: badge

        x: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.space5
        height: width
        sourceSize.width: width
        sourceSize.height: height
        source: "image://icon/app-icon"
        Accessible.ignored: true
    }
    Column {
        id: words

        anchors {
            left: badge.right
            leftMargin: Theme.space3
            right: bell.left
            rightMargin: Theme.space2
            verticalCenter: parent.verticalCenter
        }

        Label {
            objectName: "trayHead"
            width: parent.width
            role: Theme.bodyStrong
            text: trayHead.head
            Accessible.ignored: false
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Label {
            objectName: "trayCaption"
            width: parent.width
            role: Theme.caption
            color: Theme.text2
            text: trayHead.caption
            visible: text.length > 0
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }
    IconButton {
        id: bell

        objectName: "trayQuiet"
        anchors.right: openButton.left
        anchors.verticalCenter: parent.verticalCenter
        small: true
        iconName: trayHead.quiet ? "bell-off" : "bell"
        text: trayHead.quiet ? qsTr("Show notices again") : qsTr("Quiet until tomorrow")
        onClicked: trayHead.quietToggled()
    }
    IconButton {
        id: openButton

        objectName: "trayOpen"
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        small: true
        iconName: "external"
        text: qsTr("Open Flotilla")
        onClicked: trayHead.openChosen()
    }
}
