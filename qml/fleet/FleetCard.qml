// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// One printer of the fleet, 144 high at normal text. While a file is over the window its foot says what
// a drop would do. Parts that few cards need are made only there.
CardBase {
    id: card

    // A still or a thumbnail; without one the drawing of the machine.
    property url picture

    implicitWidth: CardMetrics.width
    implicitHeight: CardMetrics.height
    cutText: words.cutText + (words.cutText && foot.cutText ? "\n" : "") + foot.cutText

    Picture {
        x: CardMetrics.inset
        y: CardMetrics.inset
        width: CardMetrics.pictureWidth
        height: CardMetrics.pictureHeight
        opacity: card.strength
        source: card.picture
        illustration: card.face.illustration
        age: card.face.pictureAge
        faded: card.face.stale
    }
    CardWords {
        id: words

        width: parent.width
        opacity: card.strength
        face: card.face
        colors: card.colors
    }
    CardFoot {
        id: foot

        y: CardMetrics.footY
        width: card.width
        height: CardMetrics.footHeight
        visible: !card.dropping
        face: card.face
        colors: card.colors
        onActed: act => card.acted(act)
    }
    Loader {
        x: CardMetrics.inset
        y: CardMetrics.footY
        width: card.width - 2 * x
        height: CardMetrics.footHeight
        active: card.dropping
        Component.onCompleted: setSource("CardVerdict.qml", {"card": card})
    }
    Loader {
        x: CardMetrics.inset
        y: CardMetrics.inset
        active: (card.hovered || card.selected) && !card.dropping
        Component.onCompleted: setSource("CardCheck.qml", {"card": card})
    }
    CardMore {
        x: card.width - width - Theme.space1
        y: Theme.space2 - Theme.border
        printerName: card.face.name
        onAsked: card.menuRequested(Qt.point(x + width, y + height))
    }
}
