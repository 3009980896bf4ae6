// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The toasts, newest at the bottom. To be put into the bottom right corner, above everything.
Column {
    id: stack

    required property Toasts toasts

    width: 420
    spacing: Theme.space2
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")

    Repeater {
        model: stack.toasts

        Item {
            id: row

            required property int index
            required property string text
            required property bool isError
            required property string actionText
            required property real remaining
            required property int count

            width: parent?.width ?? 0
            height: toast.height

            Toast {
                id: toast

                objectName: "toast" + row.index
                width: parent.width
                text: row.count > 1 ? qsTr("%1 (%2 times)").arg(row.text).arg(row.count) : row.text
                isError: row.isError
                actText: row.actionText
                remaining: row.remaining
                onActed: () => stack.toasts.act(row.index)
                onClosed: () => stack.toasts.close(row.index)
            }
        }
    }
}
