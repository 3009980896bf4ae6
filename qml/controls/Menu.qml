// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// A list of acts beside what they are about. Opened with popup().
T.Menu {
    id: menu

    property real widest: Theme.menuWidth
    // Had the focus before, and gets it back.
    property Item before: null

    implicitWidth: widest + leftPadding + rightPadding
    implicitHeight: contentHeight + topPadding + bottomPadding
    margins: Theme.space2
    verticalPadding: Theme.space1
    horizontalPadding: 0
    overlap: 1

    onAboutToShow: {
        let wide = Theme.menuWidth;
        for (let i = 0; i < menu.count; ++i)
            wide = Math.max(wide, menu.itemAt(i).implicitWidth);
        menu.widest = wide;
        menu.before = menu.parent.Window.activeFocusItem;
    }
    // An act may have opened a sheet, which has the focus by now.
    onClosed: {
        const now = menu.parent.Window.activeFocusItem;
        if (menu.before && (!now || now === menu.parent.Window.contentItem))
            menu.before.forceActiveFocus(Qt.PopupFocusReason);
    }

    delegate: MenuItem {}

    contentItem: ListView {
        implicitHeight: contentHeight
        model: menu.contentModel
        interactive: contentHeight > height
        clip: interactive
        currentIndex: menu.currentIndex
        highlightMoveDuration: 0
        T.ScrollBar.vertical: ScrollBar {}
    }
    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.surface
        border.width: Theme.border
        border.color: Theme.control
    }
}
