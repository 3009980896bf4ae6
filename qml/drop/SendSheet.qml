// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Sends files: what they are on the left, where they go and what happens there on the right.
Sheet {
    id: view

    required property SendModel sheet

    objectName: "sendSheet"
    preferredWidth: 940
    scrolls: false
    bodyHeight: 566
    title: sheet.title
    caption: sheet.caption
    footerHint: sheet.canSend ? sheet.outcome : sheet.whyNot
    firstFocus: targets.list

    Connections {
        target: view.sheet

        function onOpenChanged() {
            if (view.sheet.open)
                view.open();
            else
                view.close();
        }
    }
    onClosed: view.sheet.cancel()
    Component.onCompleted: {
        if (view.sheet.open)
            view.open();
    }

    SendFacts {
        id: facts

        width: Math.round(Math.min(252, view.width * 0.27))
        height: parent.height
        sheet: view.sheet
    }
    Rectangle {
        x: facts.width
        width: Theme.border
        height: parent.height
        color: Theme.line
    }
    SendTargetList {
        id: targets

        anchors {
            left: facts.right
            right: parent.right
            top: parent.top
            bottom: below.top
            leftMargin: Theme.space5
            rightMargin: Theme.space5
            topMargin: Theme.space4
            bottomMargin: Theme.space3
        }
        targets: view.sheet.targets
    }
    Column {
        id: below

        anchors {
            left: targets.left
            right: targets.right
            bottom: parent.bottom
            bottomMargin: Theme.space4
        }
        spacing: Theme.space3

        SendOptions {
            width: parent.width
            most: Math.round(view.height * 0.25)
            visible: view.sheet.showsOptions
            options: view.sheet.options
        }
        SendModes {
            width: parent.width
            sheet: view.sheet
        }
        Label {
            objectName: "sendConversion"
            width: parent.width
            visible: text !== ""
            role: Theme.caption
            color: Theme.text2
            wrapMode: Text.Wrap
            text: view.sheet.conversion
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }

    footer: [
        Button {
            objectName: "sendCancel"
            text: qsTr("Cancel")
            onClicked: view.leave()
        },
        Button {
            objectName: "sendPrimary"
            kind: Button.Primary
            iconName: "send"
            text: view.sheet.primaryText
            whyDisabled: view.sheet.whyNot
            onClicked: view.sheet.send()
        }
    ]
}
