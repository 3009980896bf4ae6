// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// A task over the window: head with title and caption, a body that scrolls when it is too long, a
// foot with the acts. Where something was typed (`askBeforeClosing`) leaving asks first; `close()`
// itself never asks.
Modal {
    id: sheet

    property string title
    property string caption
    property bool askBeforeClosing: false
    // Off: the content fills the body and scrolls by itself, the body is `bodyHeight` where it can.
    property bool scrolls: true
    property int bodyHeight: scrolls ? body.contentHeight : 480
    property int bodyPadding: Theme.space5
    property string footerHint

    readonly property bool asking: foot.asking
    default property alias content: body.content
    // The acts, at the right end of the foot; footerStart stands at its left end.
    property alias footer: foot.acts
    property alias footerStart: foot.start

    preferredHeight: head.height + bodyHeight + foot.height + 2 * Theme.border
    spoken: title

    // What Esc, the close button and a Cancel in the foot do.
    function leave(): void {
        if (sheet.askBeforeClosing)
            foot.asking = true;
        else
            sheet.close();
    }

    onLeaveAsked: foot.asking ? foot.asking = false : leave()
    onAboutToShow: foot.asking = false
    onVisibleChanged: {
        if (visible)
            focusFirst(body);
    }

    contentData: FocusScope {
        anchors.fill: parent
        focus: true
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.spoken
        Accessible.description: sheet.caption

        Keys.onEscapePressed: sheet.leaveAsked()

        SheetHead {
            id: head

            width: parent.width
            title: sheet.title
            caption: sheet.caption
            closeName: sheet.objectName + "Close"
            onCloseAsked: sheet.leaveAsked()
        }
        SheetBody {
            id: body

            y: head.height
            width: parent.width
            height: parent.height - head.height - foot.height
            scrolls: sheet.scrolls
            padding: sheet.bodyPadding
        }
        SheetFoot {
            id: foot

            y: parent.height - height
            width: parent.width
            hint: sheet.footerHint
            onDiscarded: sheet.close()
        }
    }
}
