// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// The middle of a sheet. Scrolls where it is too long, and to what gets the focus.
Flickable {
    id: body

    property bool scrolls: true
    property int padding: Theme.space5
    default property alias content: holder.data

    readonly property Item focused: Window.activeFocusItem

    clip: true
    interactive: scrolls
    boundsBehavior: Flickable.StopAtBounds
    contentWidth: width
    contentHeight: scrolls ? holder.childrenRect.height + 2 * padding : height
    T.ScrollBar.vertical: ScrollBar {}

    onFocusedChanged: {
        for (let item = focused; item; item = item.parent) {
            if (item === holder) {
                reveal(focused);
                return;
            }
        }
    }

    function reveal(item: Item): void {
        const top = item.mapToItem(body.contentItem, 0, 0).y - body.padding;
        const bottom = top + item.height + 2 * body.padding;
        if (top < body.contentY)
            body.contentY = Math.max(0, top);
        else if (bottom > body.contentY + body.height)
            body.contentY = Math.min(bottom, body.contentHeight) - body.height;
    }

    Item {
        id: holder

        x: body.scrolls ? body.padding : 0
        y: x
        width: body.width - 2 * x
        height: body.scrolls ? childrenRect.height : body.height
    }
}
