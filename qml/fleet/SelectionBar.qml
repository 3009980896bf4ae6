// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What can be done to the printers that are selected; an act that fits only some says so.
Flow {
    id: bar

    required property Selection selection
    required property PrinterActs acts

    spacing: Theme.space2
    Accessible.role: Accessible.ToolBar
    Accessible.name: count.text

    Label {
        id: count

        height: Theme.controlSmall
        rightPadding: Theme.space2
        role: Theme.bodyStrong
        text: qsTr("%n selected", "", bar.selection.count)
    }
    // Qt 6.4 has no bound components: what is inside one names the ids around it.
    // qmllint disable unqualified
    Repeater {
        model: bar.acts.selectionMenu

        delegate: Button {
            required property menuEntry modelData

            objectName: "selection-" + modelData.key
            small: true
            iconName: modelData.iconName
            text: modelData.text
            enabled: modelData.enabled
            whyDisabled: modelData.whyNot
            onClicked: bar.acts.runSelectionEntry(modelData.key)
        }
    }
    // qmllint enable unqualified
    Button {
        objectName: "selectionClear"
        small: true
        kind: Button.Quiet
        text: qsTr("Clear selection")
        onClicked: bar.selection.clear()
    }
}
