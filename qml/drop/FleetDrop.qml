// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Takes files that are dragged over the fleet: over a card they are for that printer, anywhere else
// for printers to be chosen.
DropArea {
    id: area

    required property DropSession drop
    // Gives the id of the printer whose card is at a point of this area; "" where there is none.
    required property var printerAt

    // By so many pixels: the pointer is at the upper or lower edge.
    signal scrollAsked(real by)

    readonly property real edge: Theme.scrollEdge
    property real pull: 0

    function aim(where: point): void {
        area.drop.target = area.printerAt.call(null, where);
        area.pull = where.y < area.edge ? where.y - area.edge
            : where.y > area.height - area.edge ? where.y - (area.height - area.edge) : 0;
    }

    objectName: "fleetDrop"

    onEntered: drag => {
        if (drag.hasUrls)
            area.drop.begin(drag.urls);
        drag.accepted = area.drop.active;
        if (drag.accepted)
            area.aim(Qt.point(drag.x, drag.y));
    }
    onPositionChanged: drag => area.aim(Qt.point(drag.x, drag.y))
    onExited: {
        area.pull = 0;
        area.drop.leave();
    }
    onDropped: event => {
        area.aim(Qt.point(event.x, event.y));
        area.pull = 0;
        // Never a move: the file stays where it is.
        event.accept(Qt.CopyAction);
        if (area.drop.target !== "")
            area.drop.dropOn(area.drop.target);
        else
            area.drop.dropOnFleet();
    }

    // A drag tells of itself only while the pointer moves; the grid goes on under one that rests.
    Timer {
        interval: 16
        repeat: true
        running: area.pull !== 0
        onTriggered: area.scrollAsked(area.pull / 4)
    }
}
