// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Right of the picture: name, make, mark and word, second line.
Item {
    id: words

    required property cardFace face
    required property StateColors colors

    // In full what had to be cut, for the tool tip.
    readonly property string cutText: (name.truncated ? [face.name] : [])
        .concat(second.truncated ? [face.secondLine] : []).join("\n")
    readonly property int room: width - CardMetrics.wordsX - CardMetrics.inset

    Label {
        id: name

        x: CardMetrics.wordsX
        y: CardMetrics.inset
        width: words.room - Theme.space5
        role: Theme.name
        text: words.face.name
    }
    Label {
        x: CardMetrics.wordsX
        y: CardMetrics.makeY
        width: words.room
        role: Theme.caption
        color: Theme.text2
        text: words.face.make
    }
    Mark {
        id: mark

        x: CardMetrics.wordsX
        y: CardMetrics.stateY + Math.round((Theme.bodyStrong.line - height) / 2)
        name: words.face.mark
        color: words.colors.mark
        turning: words.face.turning
    }
    Label {
        x: CardMetrics.wordsX + Theme.markSize + 6
        y: CardMetrics.stateY
        width: words.room - Theme.markSize - 6
        role: Theme.bodyStrong
        color: words.colors.word
        text: words.face.word
    }
    Label {
        id: second

        x: CardMetrics.wordsX
        y: CardMetrics.secondY
        width: words.room
        role: Theme.caption
        color: Theme.text2
        text: words.face.secondLine
        elide: words.face.secondLineIsFile ? Text.ElideMiddle : Text.ElideRight
    }
}
