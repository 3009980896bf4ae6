// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The question before something dangerous, as it reads at this moment.
Confirm {
    id: sheet

    // "question" is the title here.
    required property Question asked

    objectName: "confirm"
    question: asked.title
    text: asked.text
    safeText: asked.safeText
    actText: asked.actText
    dangerous: asked.dangerous
    whyDisabled: asked.whyNot

    onAccepted: sheet.asked.confirm()
    onRefused: sheet.asked.dismiss()

    Repeater {
        model: sheet.asked.lines

        Label {
            required property string modelData

            width: parent?.width ?? 0
            text: modelData
        }
    }

    Connections {
        target: sheet.asked

        function onOpenChanged(): void {
            if (sheet.asked.open)
                sheet.open();
            else
                sheet.close();
        }
    }
}
