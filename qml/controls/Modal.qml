// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// The bones of Sheet and Confirm: in the middle of the window over a scrim, never larger than the
// window less its margins. Tab stays inside; Esc asks to leave.
T.Popup {
    id: modal

    // Wished for; a narrow window gives less.
    property int preferredWidth: 640
    property int preferredHeight: implicitHeight
    // What is read out as the sheet opens.
    property string spoken
    // Gets the focus as the sheet opens; else the first that can have it.
    property Item firstFocus: null

    readonly property int mostWidth: parent ? parent.width - 2 * Theme.sheetMargin : preferredWidth
    readonly property int mostHeight: parent ? parent.height - 2 * Theme.sheetMargin : preferredHeight

    // Had the focus before, and gets it back.
    property Item before: null

    // Esc, or the close button.
    signal leaveAsked

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - height) / 2) : 0
    width: Math.min(preferredWidth, mostWidth)
    height: Math.min(preferredHeight, mostHeight)
    padding: Theme.border
    modal: true
    focus: true
    closePolicy: T.Popup.NoAutoClose

    onAboutToShow: {
        const now = parent.Window.activeFocusItem;
        const act = now as MenuItem;
        modal.before = act ? (act.menu as Menu).before : now;
    }
    onClosed: {
        const now = modal.parent.Window.activeFocusItem;
        if (modal.before && (!now || now === modal.parent.Window.contentItem))
            modal.before.forceActiveFocus(Qt.PopupFocusReason);
    }

    // Where the focus goes first: below the head, so that the first field comes before "close".
    function focusFirst(from: Item): void {
        const item = modal.firstFocus ?? from.nextItemInFocusChain(true);
        if (item)
            item.forceActiveFocus(Qt.TabFocusReason);
    }

    background: Rectangle {
        radius: Theme.radiusSheet
        color: Theme.surface
        border.width: Theme.border
        border.color: Theme.control
    }

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }

    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.moveTime; easing.type: Easing.OutCubic }
    }
    exit: Transition {
        NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.hoverTime }
    }
}
