// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What a person can choose. Everything applies at once; a toast takes it back.
FocusScope {
    id: page

    required property Desk desk
    property int section: 0

    readonly property var sections: [
        { text: qsTr("Look and language"), iconName: "eye", file: "LookSettings.qml" },
        { text: qsTr("Notices and tray"), iconName: "bell", file: "NoticeSettings.qml" },
        { text: qsTr("Sending"), iconName: "send", file: "SendSettings.qml" },
        { text: qsTr("About"), iconName: "info", file: "AboutSettings.qml" }
    ]

    Label {
        id: head

        x: Theme.pageMargin
        width: parent.width - 2 * Theme.pageMargin
        height: 2 * Theme.space6
        role: Theme.title
        text: qsTr("Settings")
        Accessible.ignored: false
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    SettingsNav {
        id: nav

        x: Theme.pageMargin
        anchors.top: head.bottom
        width: Math.round(184 * Theme.textScale)
        focus: true
        model: page.sections
        currentIndex: page.section
        onChosen: index => page.section = index
    }
    Flickable {
        id: flick

        anchors {
            left: nav.right
            leftMargin: Theme.space5
            right: parent.right
            top: head.bottom
            bottom: parent.bottom
        }
        contentHeight: form.height + Theme.space5
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Loader {
            id: form

            width: Math.min(720, flick.width - Theme.pageMargin)
            Component.onCompleted: load()

            function load(): void {
                setSource(page.sections[page.section].file, { desk: page.desk });
                flick.contentY = 0;
            }
            Connections {
                target: page
                function onSectionChanged() {
                    form.load();
                }
            }
        }
    }
}
