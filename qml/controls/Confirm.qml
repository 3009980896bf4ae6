// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One question before an act that cannot be undone. The safe answer comes first and has the focus;
// Esc is the safe answer. Text that belongs to the question (a list of files) goes into the content.
Modal {
    id: confirm

    property string question
    property string text
    property string safeText
    property string actText
    property bool dangerous: true
    // Switches the act off, with the reason: "This print ended at 13:48".
    property string whyDisabled
    default property alias content: extra.data

    signal accepted
    signal refused

    preferredWidth: 480
    preferredHeight: column.implicitHeight + topPadding + bottomPadding
    horizontalPadding: Theme.space4 + Theme.space1 + Theme.border
    verticalPadding: Theme.space4 + Theme.space1
    spoken: question
    firstFocus: safe

    onLeaveAsked: answer(false)
    onVisibleChanged: {
        if (visible)
            focusFirst(column);
    }

    function answer(yes: bool): void {
        confirm.close();
        yes ? confirm.accepted() : confirm.refused();
    }

    contentData: FocusScope {
        anchors.fill: parent
        focus: true
        Accessible.role: Accessible.AlertMessage
        Accessible.name: confirm.question
        Accessible.description: confirm.text

        Keys.onEscapePressed: confirm.leaveAsked()

        Column {
            id: column

            width: parent.width
            spacing: Theme.space1

            Label {
                width: parent.width
                role: Theme.question
                text: confirm.question
                wrapMode: Text.Wrap
            }
            Label {
                width: parent.width
                visible: text !== ""
                color: Theme.text2
                text: confirm.text
                wrapMode: Text.Wrap
            }
            Column {
                id: extra

                width: parent.width
                visible: children.length > 0
            }
            Label {
                width: parent.width
                visible: text !== ""
                role: Theme.bodyStrong
                color: Theme.amber.word
                text: confirm.whyDisabled
                wrapMode: Text.Wrap
            }
            Item {
                width: 1
                height: Theme.space1 + Theme.borderSelected
            }
            Flow {
                width: parent.width
                layoutDirection: Qt.RightToLeft
                spacing: Theme.space2

                Button {
                    objectName: confirm.objectName + "Act"
                    kind: confirm.dangerous ? Button.DangerFilled : Button.Primary
                    text: confirm.actText
                    whyDisabled: confirm.whyDisabled
                    KeyNavigation.tab: safe
                    onClicked: confirm.answer(true)
                }
                Button {
                    id: safe

                    objectName: confirm.objectName + "Safe"
                    text: confirm.safeText
                    onClicked: confirm.answer(false)
                }
            }
        }
    }
}
