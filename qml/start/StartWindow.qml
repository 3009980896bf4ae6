// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Flotilla

// A question or a sentence before there is a fleet to show: who owns the folder, what went wrong.
Window {
    id: window

    required property string question
    required property string explanation
    required property string safe
    required property string act
    required property bool dark

    signal answered(act: bool)

    title: qsTr("Flotilla")
    width: 480
    height: column.implicitHeight + 2 * Theme.space5
    minimumWidth: width
    maximumWidth: width
    minimumHeight: height
    maximumHeight: height
    color: Theme.surface
    visible: true
    onClosing: window.answered(false)
    Component.onCompleted: safeButton.forceActiveFocus()

    Binding {
        target: Theme
        property: "dark"
        value: window.dark
    }
    Shortcut {
        sequences: ["Esc"]
        onActivated: window.answered(false)
    }
    ColumnLayout {
        id: column

        x: Theme.space5
        y: Theme.space5
        width: window.width - 2 * Theme.space5
        spacing: Theme.space3

        Label {
            objectName: "question"
            role: Theme.question
            text: window.question
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            Accessible.ignored: false
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Label {
            objectName: "explanation"
            text: window.explanation
            color: Theme.text2
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            visible: text.length > 0
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        RowLayout {
            spacing: Theme.space2
            Layout.alignment: Qt.AlignRight
            Layout.topMargin: Theme.space2

            Button {
                id: safeButton

                objectName: "safe"
                text: window.safe
                onClicked: window.answered(false)
            }
            Button {
                objectName: "act"
                text: window.act
                visible: window.act.length > 0
                onClicked: window.answered(true)
            }
        }
    }
}
