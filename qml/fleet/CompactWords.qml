// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What a compact card says.
Item {
    id: words

    required property cardFace face
    required property StateColors colors
    // Leaves the lower lines to the verdict of a drop.
    property bool plain: false

    readonly property int inset: CardMetrics.compactInset + Theme.border
    readonly property int nameX: inset + Theme.markSize + 7
    readonly property string cutText: (name.truncated ? [face.name] : [])
        .concat(word.truncated ? [face.compactWord] : [])
        .concat(line.truncated ? [face.compactLine] : []).join("\n")

    Mark {
        x: words.inset
        y: name.y + Math.round((name.height - height) / 2)
        name: words.face.mark
        color: words.colors.mark
        turning: words.face.turning
    }
    Label {
        id: name

        x: words.nameX
        y: Theme.space2
        width: percent.x - x - Theme.space1
        role: Theme.bodyStrong
        text: words.face.name
    }
    Label {
        id: percent

        x: words.width - width - words.inset
        y: name.y
        height: name.height
        width: implicitWidth
        role: Theme.captionStrong
        text: words.face.percent
    }
    Label {
        id: word

        x: words.inset
        y: name.y + Theme.bodyStrong.line + 1
        width: Math.min(implicitWidth, words.width - 2 * words.inset)
        visible: !words.plain
        role: Theme.captionStrong
        color: words.colors.word
        text: words.face.compactWord
    }
    Label {
        id: line

        x: word.x + word.width + Theme.space1
        y: word.y
        width: words.width - x - words.inset
        visible: !words.plain && text !== "" && width > 0
        role: Theme.caption
        color: Theme.text2
        text: words.face.compactLine === "" ? "" : "· " + words.face.compactLine
    }
    Label {
        x: words.inset
        y: word.y + Theme.caption.line + 1
        width: words.width - 2 * words.inset
        visible: !words.plain
        role: Theme.tiny
        color: Theme.text3
        text: words.face.make
    }
    ProgressBar {
        x: words.inset
        y: words.height - height - Theme.space1 - Theme.border
        width: words.width - 2 * words.inset
        visible: !words.plain && words.face.progress >= 0
        thickness: 3
        value: words.face.progress
        fill: words.face.stale ? Theme.grey.mark : words.colors.mark
    }
}
