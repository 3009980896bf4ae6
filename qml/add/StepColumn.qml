// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The steps of a check, one below the other.
Column {
    id: steps

    required property AddPrinter add

    spacing: Theme.space4

    Repeater {
        model: steps.add.steps
        delegate: StepRow {
            required property int index

            objectName: "step" + index
            width: parent?.width ?? 0
        }
        onItemAdded: (index, item) => {
            (item as StepRow).add = steps.add;
        }
    }
}
