// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Window
import Flotilla

// The fleet in short beside the tray's icon. Esc closes it; so does the loss of the focus.
Window {
    id: popover

    required property Desk desk

    signal acted(printerId: string, act: int)
    signal printerChosen(printerId: string)
    signal openChosen

    title: qsTr("Flotilla")
    flags: Qt.Tool | Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint
    width: 380
    height: column.implicitHeight + 2 * Theme.border
    color: Theme.surface
    visible: false
    onVisibleChanged: {
        if (visible)
            foot.forceFocus();
    }

    Shortcut {
        sequences: ["Esc"]
        onActivated: popover.hide()
    }
    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusSheet
        color: Theme.surface
        border.width: Theme.border
        border.color: Theme.control
    }
    Column {
        id: column

        x: Theme.border
        y: Theme.border
        width: popover.width - 2 * Theme.border

        TrayHead {
            width: column.width
            head: popover.desk.tray.head
            caption: popover.desk.tray.caption
            quiet: popover.desk.notices.quiet
            onQuietToggled: popover.desk.notices.quiet ? popover.desk.notices.beLoud()
                                                       : popover.desk.notices.beQuietUntilTomorrow()
            onOpenChosen: popover.openChosen()
        }
        // qmllint disable unqualified
        Repeater {
            model: popover.desk.tray

            delegate: TrayRow {
                id: row

                width: column.width
                onActed: act => popover.acted(row.printerId, act)
                onOpened: popover.printerChosen(row.printerId)
            }
        }
        // qmllint enable unqualified
        TrayFoot {
            id: foot

            width: column.width
            more: popover.desk.tray.more
            onOpenChosen: popover.openChosen()
        }
    }
}
