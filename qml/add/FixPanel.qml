// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Below a failed step: the one plain fix, its field, and the way to try again.
Rectangle {
    id: panel

    required property StateColors colors
    required property string text
    required property string fieldKey
    // Given a moment later than the rest.
    required property AddPrinter add

    implicitHeight: column.height + 2 * column.y
    radius: Theme.radiusCard
    color: colors.tint
    border.width: Theme.border
    border.color: colors.mark

    Column {
        id: column

        x: Theme.space4 - Theme.border
        y: Theme.space3
        width: parent.width - 2 * x
        spacing: Theme.space2

        Label {
            width: parent.width
            text: panel.text
            wrapMode: Text.Wrap
        }
        Row {
            spacing: Theme.space2

            SettingsFields {
                objectName: "fixField"
                width: 172
                visible: panel.fieldKey !== ""
                only: panel.fieldKey
                takesFocus: true // where the person goes on
                form: panel.add?.form ?? null
                secretPlace: panel.add?.secretPlace ?? ""
                onAccepted: panel.add.check()
            }
            Button {
                objectName: "fixCheck"
                kind: Button.Primary
                text: panel.fieldKey !== "" ? qsTr("Check") : qsTr("Try again")
                whyDisabled: panel.add?.checking ? qsTr("The check is under way.") : ""
                onClicked: panel.add.check()
            }
            Label {
                height: Theme.controlHeight
                width: column.width - x
                visible: panel.fieldKey !== "" && (panel.add?.form.isSecret(panel.fieldKey) ?? false)
                role: Theme.caption
                color: Theme.text2
                text: panel.add?.secretPlace ?? ""
                wrapMode: Text.Wrap
                maximumLineCount: 2
                elide: Text.ElideRight
            }
        }
    }
}
