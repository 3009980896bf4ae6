// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The last zone of a card: how far it is, how long it waits, or why it is quiet. The same three
// words serve all of them; bar and button are made only where they are needed.
Item {
    id: foot

    required property cardFace face
    required property StateColors colors

    // In full what had to be cut, for the tool tip.
    readonly property string cutText: first.truncated ? first.text : second.truncated ? second.text : ""
    readonly property bool running: face.foot === Foot.Running
    readonly property int lineY: running ? height - Theme.caption.line
        : Math.round((height - Theme.caption.line) / 2)

    signal acted(int act)

    ProgressBar {
        x: CardMetrics.inset
        width: foot.width - 2 * x
        visible: foot.running
        value: foot.running ? foot.face.progress : -1
        fill: foot.face.stale ? Theme.grey.mark : foot.colors.mark
    }
    Label {
        id: first

        // A caption alone may take two lines in a longer language.
        readonly property bool alone: foot.face.foot === Foot.Quiet

        x: CardMetrics.inset
        y: alone ? Math.round((foot.height - height) / 2) : foot.lineY
        wrapMode: alone ? Text.WordWrap : Text.NoWrap
        maximumLineCount: 2
        width: foot.running ? (text === "" ? 0 : Math.max(CardMetrics.percentWidth, implicitWidth))
            : Math.min(implicitWidth, tail.x - x - Theme.space2)
        role: foot.running ? Theme.captionStrong : Theme.caption
        color: foot.running ? Theme.text : Theme.text2
        text: foot.running ? foot.face.percent
            : foot.face.foot === Foot.NeedsPerson ? foot.face.waitingLabel : foot.face.quiet
    }
    Label {
        id: second

        x: first.x + first.width + (first.width > 0 ? Theme.space1 : 0)
        y: foot.lineY
        width: Math.max(0, tail.x - x - Theme.space2)
        visible: text !== ""
        role: foot.running ? Theme.caption : Theme.captionStrong
        color: foot.running ? Theme.text2 : Theme.text
        text: !foot.running ? (foot.face.foot === Foot.NeedsPerson ? foot.face.waiting : "")
            : foot.face.timing === "" || foot.face.stale || first.text === "" ? foot.face.timing
            : "· " + foot.face.timing
    }
    Label {
        id: tail

        // A loader that has let go keeps its width.
        x: (act.active ? act.x - Theme.space2 : foot.width - CardMetrics.inset) - width
        y: foot.lineY
        width: implicitWidth
        role: Theme.caption
        color: Theme.text2
        text: foot.face.foot === Foot.NeedsPerson ? "" : foot.face.temperatures
    }
    Loader {
        id: act

        x: foot.width - width - CardMetrics.inset
        y: foot.height - height
        active: foot.face.act !== Act.None && !foot.running
        Component.onCompleted: setSource("CardAct.qml", {"foot": foot})
    }
}
