// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What every card is: the frame and its colours, what the pointer does, what is read out, and what a
// drop would do here. Everything it says is in `face`.
Rectangle {
    id: card

    required property cardFace face
    required property string printerId
    required property bool selected
    property bool focused: false

    // While a file is over the window.
    property bool dropping: false
    property bool dropTarget: false
    property dropVerdict verdict
    property string verdictText: verdict.text
    property string verdictPill: verdict.pill
    property string verdictIcon: verdict.iconName
    property int verdictRole: verdict.role
    property bool verdictDimmed: verdict.dimmed

    readonly property StateColors colors: Theme.colorsOf(face.role)
    readonly property bool hovered: hover.hovered
    readonly property real strength: dropping && verdictDimmed ? Theme.disabledOpacity : 1
    // Of the whole text that had to be cut, for the tool tip.
    property string cutText

    signal acted(int act)
    signal opened
    signal toggled
    signal menuRequested(point where)
    signal focusRequested

    radius: Theme.radiusCard
    color: dropTarget ? Theme.printing.tint : Theme.surface
    border.width: selected || dropTarget ? Theme.borderSelected : Theme.border
    border.color: dropTarget ? Theme.printing.mark : selected ? Theme.ink
        : face.outlined && !dropping ? colors.mark : hovered ? Theme.control : Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: face.spoken
    Accessible.selectable: true
    Accessible.selected: selected
    Accessible.focusable: true
    Accessible.focused: focused
    Accessible.onPressAction: card.opened()

    HoverHandler { id: hover }
    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.LeftButton | Qt.RightButton
        onClicked: mouse => {
            if (mouse.button === Qt.RightButton)
                card.menuRequested(Qt.point(mouse.x, mouse.y));
            else if (mouse.modifiers & (Qt.ControlModifier | Qt.ShiftModifier))
                card.toggled();
            else
                card.focusRequested();
        }
        onDoubleClicked: mouse => {
            if (mouse.button === Qt.LeftButton && !(mouse.modifiers & (Qt.ControlModifier | Qt.ShiftModifier)))
                card.opened();
        }
    }
    FocusRing {
        shown: card.focused
        around: Theme.radiusCard
    }
    HoverTip {
        wanted: card.hovered && !card.dropping
        text: card.cutText
    }
}
