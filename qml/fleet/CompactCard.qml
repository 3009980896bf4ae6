// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One printer where many are to be seen: mark, name, percent; word and times; make; bar.
CardBase {
    id: card

    readonly property int inset: CardMetrics.compactInset + Theme.border

    implicitWidth: CardMetrics.compactWidth
    implicitHeight: CardMetrics.compactHeight
    cutText: words.cutText

    CompactWords {
        id: words

        anchors.fill: parent
        opacity: card.strength
        face: card.face
        colors: card.colors
        plain: card.dropping
    }
    Loader {
        x: card.inset
        y: Theme.space2 + Theme.bodyStrong.line
        width: card.width - 2 * x
        height: card.height - y - Theme.space2
        active: card.dropping
        Component.onCompleted: setSource("CardVerdict.qml", {"card": card})
    }
    Loader {
        x: card.width - width - Theme.space1
        y: card.height - height - Theme.space1
        active: (card.hovered || card.selected) && !card.dropping
        Component.onCompleted: setSource("CardCheck.qml", {"card": card})
    }
}
