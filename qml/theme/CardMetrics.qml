// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick
import Flotilla

// Where everything stands on a card, reckoned once for all cards. Larger text makes cards higher.
QtObject {
    id: metrics

    // The words beside the picture, the foot below both.
    readonly property int width: 320
    readonly property int inset: Theme.space3
    readonly property int pictureWidth: 112
    readonly property int pictureHeight: 84
    readonly property int wordsX: inset + pictureWidth + inset
    readonly property int makeY: inset + Theme.name.line
    readonly property int stateY: makeY + Theme.caption.line + 6
    readonly property int secondY: stateY + Theme.bodyStrong.line + 2
    readonly property int footY: Math.max(inset + pictureHeight, secondY + Theme.caption.line) + Theme.space2
    readonly property int footHeight: Math.max(Theme.controlSmall, 4 + Theme.space2 + Theme.caption.line)
    readonly property int height: footY + footHeight + inset

    // Compact.
    readonly property int compactWidth: 184
    readonly property int compactInset: 10
    readonly property int compactHeight: 20 + Theme.bodyStrong.line + Theme.caption.line + Theme.tiny.line

    // A number that changes keeps its place.
    readonly property int percentWidth: Math.ceil(widestPercent.advanceWidth)
    readonly property TextMetrics widestPercent: TextMetrics {
        font: Theme.captionStrong.font
        text: qsTr("%1 %").arg(88)
    }
}
