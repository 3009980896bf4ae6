// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dropscene.h"

namespace flotilla::test {

// Not in a file that moc reads: it stumbles over raw strings.
QByteArray dropScene()
{
    return R"(
import QtQuick
import Flotilla

Window {
    id: window

    required property Desk desk
    property bool dark: false

    Binding {
        target: Theme
        property: "dark"
        value: window.dark
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: true
    }

    width: 1280
    height: 800
    color: Theme.bg
    visible: true

    Item {
        anchors.fill: parent

        DropZone {
            x: 24
            y: 64
            width: parent.width - 48
            visible: window.desk.drop.active
            drop: window.desk.drop
        }
        GridView {
            id: grid

            x: 24
            y: 170
            width: parent.width - 48
            height: parent.height - y
            cellWidth: 349
            cellHeight: 158
            model: window.desk.fleet
            delegate: FleetCard {
                required property dropVerdict verdict

                objectName: "card:" + face.name
                width: 333
                height: 144
                selected: window.desk.selection.contains(printerId)
                dropping: window.desk.drop.active
                dropTarget: window.desk.drop.target === printerId
                verdictText: verdict.text
                verdictPill: verdict.pill
                verdictIcon: verdict.iconName
                verdictRole: verdict.role
                verdictDimmed: verdict.dimmed
            }
        }
        FleetDrop {
            anchors.fill: parent
            drop: window.desk.drop
            printerAt: where => {
                const index = grid.indexAt(where.x - grid.x, where.y - grid.y + grid.contentY);
                return index < 0 ? "" : window.desk.fleet.idAt(index);
            }
        }
    }
    SendSheet {
        sheet: window.desk.send
    }
}
)";
}

} // namespace flotilla::test
