// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The foot of a card while a file is over the window: what a drop would do there, in words. Under the
// pointer it is a pill.
Item {
    id: verdict

    required property CardBase card

    readonly property bool pill: card.dropTarget && card.verdictPill !== ""
    readonly property StateColors colors: Theme.colorsOf(card.verdictRole)
    readonly property color words: pill ? Theme.inkText : colors.word
    readonly property int gap: 6
    readonly property real wide: glyph.width + gap + label.implicitWidth

    Rectangle {
        anchors.fill: parent
        visible: verdict.pill
        radius: Theme.radiusControl
        color: Theme.ink
    }
    Icon {
        id: glyph

        x: verdict.pill ? Math.max(Theme.space2, Math.round((verdict.width - verdict.wide) / 2)) : 0
        anchors.verticalCenter: parent.verticalCenter
        name: verdict.card.verdictIcon
        size: Theme.iconInline
        color: verdict.words
    }
    Label {
        id: label

        x: glyph.x + glyph.width + verdict.gap
        width: Math.min(implicitWidth, verdict.width - x - (verdict.pill ? Theme.space2 : 0))
        height: parent.height
        role: Theme.bodyStrong
        color: verdict.words
        text: verdict.pill ? verdict.card.verdictPill : verdict.card.verdictText
    }
}
